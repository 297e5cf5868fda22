/* regions.h -- what instructions with bodies share, whatever they do: their results, their
 * attributes, how they are recorded. */
#ifndef REGIONS_H
#define REGIONS_H
#include "engines/wengert.h"

enum { PASSES = 16 };                      /* of a while: 2^4 is four times reverse */

/* an instruction of p: fixed attributes, bodies (given away), arguments; its results are packed */
V higherorder(List *, const Prim *p, const Word *fixed, size_t nbodies, List **body, size_t nargs,
	const V *x);
size_t resultsof(V y, Shape *);            /* how many, and their shapes; NULL: only how many */
/* a segment is result k of its argument, whole and in its shape */
bool   takesresult(const List *, Id segment, size_t *k);
/* a copy of its attributes, bodies with them: the list's own move as it grows; yours to release */
void  *attrof(V);
Shape  packedshape(const Prim *, const void *attr);    /* of all results */
size_t sizes(size_t n, const Shape *);                 /* elements of all */
/* argument k; refuses */
void   fits(List *, const char *who, size_t k, const Shape *is, const Shape *wants);

#endif
