/* balls.h -- balls beside numbers of binary128. */
#ifndef BALLS_H
#define BALLS_H
#include "checks/vjp/kernel.h"
#include "engines/numbers/arb.h"
#include <mpfr.h>

enum { BALL = 320 };                       /* bits of sums: more than are compared */

Quad quadofmpfr(const mpfr_t);
Quad middleof(const arb_t), radiusof(const arb_t);
double roughly(const arb_t);               /* its size */
Quad upper(const arb_t);                   /* a bound of its size */
/* a derivative; radius NULL: of a side it is not kept, which has 140 bits */
void enclosed(arb_t y, const mpfr_t d, const mpfr_t radius);
bool nearly(const arb_t, const arb_t, int bits);       /* the same to so many bits */

#endif
