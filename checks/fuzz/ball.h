/* ball.h -- a directional derivative enclosed by Arb's own power series: the judge of the
 * reference, by other means. */
#ifndef BALL_H
#define BALL_H
#include "engines/wengert.h"
#include <mpfr.h>

/* d of output o of a scalar list along v at x: the middle of a ball of 200 certain bits, zero where
 * it is below 2^-1140; false: it cannot tell (a tie, a pole, a primitive it lacks) */
bool arbencloses(const List *scalars, const double *x, const double *v, size_t o, mpfr_t d);

#endif
