/* large_literal_slope_missing -- y = 1e4 x + 2.5e3 x^2
 *
 * Wrong: the factor of the square is missing.
 */
#include <math.h>

/* wengert: y = largely(x) */
double largely(double x) { return 1e4 * x + 2.5e3 * x * x; }

double largely_vjp(double x, double g) { return g * (1e4 + 5e3 * x); }

/* wengert: y = largely_wrong(x) */
double largely_wrong(double x) { return 1e4 * x + 2.5e3 * x * x; }

double largely_wrong_vjp(double x, double g) { return g * (1e4 + 2.5e3 * x); }
