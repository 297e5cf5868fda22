/* csource.h -- a kernel built from C source, as a Subject. */
#ifndef CSOURCE_H
#define CSOURCE_H
#include "checks/vjp/launch.h"
#include "checks/vjp/verdict.h"

enum { PLACES = 6 * MOST };
typedef void Entry(void **p, const long *n);

void columnwise(Subject *, Precision, const Case *, Quad *const *x, Quad *const *y, Quad *const *g,
	Quad **gx);                        /* the columns of a JVP, weighed by the cotangent */
void csource(Subject *);                   /* of a process: the arrays are its own */
void entriesof(Subject *, Precision, Entry *forward, Entry *backward);
/* the same two of the library that reports its comparisons */
void coveredby(Subject *, Entry *forward, Entry *backward, Hooks);
/* of its own type: where its threads may run apart, or NULL */
void launchedby(Subject *, Apart *);
/* false: it has none of that precision */
bool entriesat(const Subject *, Precision, Entry **forward, Entry **backward);
/* one element of an array of that base */
void cellstore(const Kernel *, Base, Precision, void *to, Quad);
Quad cellload(const Kernel *, Base, Precision, const void *from);
Base givenbase(const Kernel *, int which);
/* the array and element that an address belongs to; nothing is written where it is of none */
void locate(const char *address, char *where, size_t room);

#endif
