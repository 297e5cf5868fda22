/* balls.h -- special functions in Arb's balls, which their kernels (balls.c) round and the
 * reference (reference/families.c) encloses. */
#ifndef BALLS_H
#define BALLS_H
#include "engines/numbers/arb.h"
#include <stdbool.h>

/* the power series of a function of x = z + slope t, to len terms */
typedef void Series(acb_poly_t y, const acb_poly_t x, slong len, slong p);
Series erfcxseries, logndtrseries, lambertwseries, zetaseries;
/* where log(ndtr(x)) is analytic without a look at its values: |arg(-x)| < pi/4 */
bool leftward(const acb_t x, slong p);
enum { MOSTORDER = 100 };                  /* of a derivative */

/* the n-th derivative at z */
void nthderivative(acb_t y, Series *, slong n, const acb_t z, slong p);

/* P(a, x), upper: Q(a, x); and the density x^(a-1) exp(-x)/Gamma(a); x off the cut (-inf, 0] */
void gammaratio(acb_t y, const acb_t a, const acb_t x, bool upper, slong p);
void gammadensity(acb_t y, const acb_t a, const acb_t x, slong p);
/* the m-th derivative of exp(-x) I_n(x), second: of exp(x) K_n(x):
 * 2^-m sum over k of (-1)^k C(2m, k) I_(n+m-k), for d I_n = (I_(n-1) + I_(n+1))/2 (DLMF 10.29.1) */
void scaledderivative(acb_t y, slong m, const acb_t n, const acb_t x, bool second, slong p);

#endif
