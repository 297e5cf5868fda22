/* commands.h -- the commands of the checks; each returns the exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H

int cmd_grad(int argc, char **argv);
int cmd_jacobian(int argc, char **argv);
int cmd_hessian(int argc, char **argv);
int cmd_trace(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_claims(int argc, char **argv);
int cmd_vjp(int argc, char **argv);
int cmd_list(int argc, char **argv);

#endif
