/* loops.h -- shapes, as the loops of a function suggest them. */
#ifndef LOOPS_H
#define LOOPS_H
#include "checks/vjp/prototypes.h"

/* "B,C" for x[b * C + c] in loops to B and C, "" for *x and x[0]; NULL: it cannot be told.  Kept */
char *extent(const Proto *, const char *array);
bool  inshape(const char *shapes, const char *size);       /* size stands in brackets there */

#endif
