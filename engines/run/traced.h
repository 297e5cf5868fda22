/* traced.h -- a function recorded once for each shape of its arguments, and from then on only run.
 */
#ifndef TRACED_H
#define TRACED_H
#include "engines/wengert.h"

typedef struct Traced Traced;
/* recordings; calls that found theirs; recordings after the first */
typedef struct { size_t traces, hits, retraces; } Traces;

/* keeps what */
Traced *newtraced(size_t nx, size_t ny, Body *, const void *what, const Num *);
void    freetraced(Traced *);
/* ready to run, for arguments of shapes x: x -> y, or with their gradients x, gy -> y, gx.  It
 * stays t's. NULL: the body refused these shapes, or asked an abstract value for its number; why
 * says what */
Run    *traced(Traced *, const Shape *x, bool gradients, char why[WHY]);
/* the list that it runs, the same one for the same shapes */
const List *tracedlist(Traced *, const Shape *x, bool gradients, char why[WHY]);
Traces  traces(const Traced *);

#endif
