/* truth.h -- a proof, rounded to MPFR numbers: inside the reference alone. */
#ifndef TRUTH_H
#define TRUTH_H
#include "engines/reference/prove.h"

/* NaN, infinite, 0 where the ball contains it */
void nearest(mpfr_t y, const arb_t, long want);
/* second: NULL, or the proof of the second derivative */
void truthof(Truth *, const Proof *, const Proof *second, long want);

enum { COMPUTED = 128 };                   /* bits of a value that is computed without a proof */
/* false: it cannot be; y as it was */
bool computedvalues(const Fn *, size_t nx, const double *x, mpfr_t *y);

#endif
