/* commands.h -- the table of commands, and those of the checks; each returns the exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H
#include <stddef.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct {
	const char *name, *takes;              /* operands; one line for each way to call it */
	const char *does, *says;               /* in a line; in a paragraph */
	const char *examples;                  /* a line each, without the program's name */
} Command;

extern const Command commandtable[];           /* commands.def; ended by no name */
const Command *commandnamed(const char *);     /* NULL: there is none */

void overview(FILE *);                          /* wengert --help */
void helpof(const Command *);                  /* wengert COMMAND --help, */
void usageof(const Command *, FILE *);         /* --usage: its first lines */
void manual(void);                             /* wengert(1); */
void jsonmanual(void);                         /* wengert-json(7) */
bool completion(const char *shell);            /* false: none for this one */

int cmd_grad(int argc, char **argv);
int cmd_jacobian(int argc, char **argv);
int cmd_hessian(int argc, char **argv);
int cmd_certificate(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_claims(int argc, char **argv);
int cmd_vjp(int argc, char **argv);
int cmd_gradbench(int argc, char **argv);

#endif
