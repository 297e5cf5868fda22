/* program.h -- a list as C, compiled and loaded. */
#ifndef PROGRAM_H
#define PROGRAM_H
#include "engines/wengert.h"

typedef struct Program Program;

/* the list as C: yours to release */
char *emitted(const List *, const Num *);
/* NULL: it cannot be compiled, and why; the list stays the caller's, and stays */
Program *compiled(const List *, const Num *, char why[WHY]);
void execute(Program *, const void *const *in, void *const *out);
void freeprogram(Program *);

#endif
