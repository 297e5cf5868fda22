/* asin_one_minus_x2_cancels -- arcsine
 *
 * Wrong: 1/sqrt(1 - x x) loses every digit near 1 (right otherwise, so LOSSY).
 * Right: 1/sqrt((1 - x)(1 + x)).
 */
#include <math.h>

/* wengert: out = arcsine(x in (-1,1)) */
double arcsine(double x) { return asin(x); }

double arcsine_vjp(double x, double g) { return g / sqrt((1 - x) * (1 + x)); }

/* wengert: out = arcsine_wrong(x in (-1,1)) */
double arcsine_wrong(double x) { return arcsine(x); }

double arcsine_wrong_vjp(double x, double g) { return g / sqrt(1 - x * x); }
