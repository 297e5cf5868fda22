/* commands.h -- the commands of the bench; each returns the exit status. */
#ifndef BENCH_COMMANDS_H
#define BENCH_COMMANDS_H

int cmd_bench(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_merge(int argc, char **argv);

/* WENGERT_PEERS=none: the experiment that times tools of others is not there either */
void withoutpeersrows(void);

#endif
