/* abs_and_cos_missing_sin -- y = |x| + cos(x), whose kink at 0 stands beside a 1 that swallows x
 *
 * Wrong: the derivative of cos(x) is missing.
 */
#include <math.h>

/* wengert: y = beside(x) */
double beside(double x) { return fabs(x) + cos(x); }
double beside_vjp(double x, double g) { return g * ((x > 0) - (x < 0) - sin(x)); }

/* wengert: y = beside_wrong(x) */
double beside_wrong(double x) { return fabs(x) + cos(x); }
double beside_wrong_vjp(double x, double g) { return g * ((x > 0) - (x < 0)); }
