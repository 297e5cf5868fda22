/* bench.h -- experiments: each prints a CSV that begins with where it comes from. */
#ifndef BENCH_H
#define BENCH_H
#include "checks/options.h"
#include <stdio.h>

typedef void Experiment(const Options *, FILE *);

Experiment accuracy, rules, precisions, estimates, truths;
Experiment steps, parts, tangentlines, checkerrates, scalars, sparses, looprows, memories, running, peers;

void provenance(FILE *, const char *command, unsigned long seed);  /* # key value lines */
FILE *begin(const char *file, char **unfinished);          /* to be renamed by finish; unwritable: exit 2 */
void  finish(FILE *, const char *file, char *unfinished);

#endif
