/* trim.h -- rows with bodies made smaller: what nobody reads leaves them, what does not change in a loop leaves the loop. */
#ifndef TRIM_H
#define TRIM_H
#include "engines/control/control.h"

bool  anybodied(const List *);
List *trimmed(List *);                     /* results, carries, items and arguments no output hangs on go; frees its argument */

/* rows of a scan's or a while's bodies that are the same at every step: recorded by again where the row stands, then
 * constants of it.  body, x and n: the row's; they are replaced, grown.  false: there are none */
typedef V Again(void *, const List *, size_t i, V *x);
bool  hoisted(const Prim *, Word *fixed, size_t nbodies, List **body, V **x, size_t *n, Again *, void *);

#endif
