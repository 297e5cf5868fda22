/* linear.h -- linear systems and determinants over any number type. */
#ifndef LINEAR_H
#define LINEAR_H
#include "engines/wengert.h"

enum { MINORS = 5 };                       /* up to this order n! / 2 products are fewer than n^4 */

/* x = a^-1 b, a n x n, b and x n x m; of a singular a: NaN and infinities, as division has it */
void solvesystem(const Num *, size_t n, size_t m, void *x, const void *a, const void *b);
void determinant(const Num *, size_t n, void *y, const void *a);

#endif
