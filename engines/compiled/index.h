/* index.h -- where an element lies in an array: an affine function of the variables of a loop nest.
 */
#ifndef INDEX_H
#define INDEX_H
#include "engines/wengert.h"

enum { VARS = RANK }; /* a loop for each axis is the most */

typedef struct {
	long c, k[VARS];
} Index; /* c + k[0] i + k[1] j ... */
typedef struct {
	int n;
	long lo[VARS], hi[VARS];
} Nest; /* lo <= variable < hi */

Nest flatnest(size_t n); /* one variable, which is the index itself */
Nest axesnest(const Shape *); /* one for each axis */
/* of the element that a nest over that shape has come to */
Index everyelement(const Nest *, const Shape *);
Index plusindex(Index a, Index b, long m); /* a + m b */
bool sameindex(Index, Index);
/* its least and its largest value */
void extremes(const Nest *, Index, long *least, long *most);
/* a = q d + r with 0 <= r < d throughout the nest; false: no such q is affine */
bool divided(const Nest *, Index a, long d, Index *q, Index *r);
/* the flat index a of a shape as one index an axis; false: not affine */
bool alongaxes(const Nest *, Index a, const Shape *, Index *x);
Index flattened(const Index *x, const Shape *);
/* the loop variable that alone moves a, one by one; -1: there is none */
int steppedby(const Nest *, Index a);
void putindex(FILE *, const Nest *, Index); /* as C: 10*i + j - 1 */
const char *loopvariable(int);

#endif
