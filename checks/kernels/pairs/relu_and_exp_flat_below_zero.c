/* relu_and_exp_flat_below_zero -- y = max(x, 0) + e^x
 *
 * Wrong: below 0 the derivative of e^x is missing too.
 */
#include <math.h>

/* wengert: y = reluexp(x) */
double reluexp(double x) { return fmax(x, 0) + exp(x); }
double reluexp_vjp(double x, double g) { return g * ((x > 0) + exp(x)); }

/* wengert: y = reluexp_wrong(x) */
double reluexp_wrong(double x) { return fmax(x, 0) + exp(x); }
double reluexp_wrong_vjp(double x, double g) { return x > 0 ? g * (1 + exp(x)) : 0; }
