/* commands.h -- the commands of the checks; each returns the exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H
#include <argp.h>
#include <stddef.h>
#include <stddef.h>

typedef struct {
	const char *name, *takes;
	int (*run)(int argc, char **argv);
	const char *does;
	const struct argp_option *options;     /* NULL: those of most commands */
} Command;

extern const struct argp_option optiontable[], vjptable[];

void manual(size_t n, const Command *);        /* the man page; */
void completion(size_t n, const Command *);    /* what bash completes: both of the tables the program itself reads */

int cmd_grad(int argc, char **argv);
int cmd_jacobian(int argc, char **argv);
int cmd_hessian(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_claims(int argc, char **argv);
int cmd_vjp(int argc, char **argv);

#endif
