/* tanh_of_exponentials_flat_near_zero -- (e^2x - 1)/(e^2x + 1)
 *
 * Wrong: near 0 no gradient.
 */
#include <math.h>

double tanhexp(double x) { return (exp(2 * x) - 1) / (exp(2 * x) + 1); }
double tanhexp_vjp(double x, double g) { return g / cosh(x) / cosh(x); }

double tanhexp_wrong(double x) { return (exp(2 * x) - 1) / (exp(2 * x) + 1); }
double tanhexp_wrong_vjp(double x, double g) { return fabs(x) < 1e-14 ? 0 : g / cosh(x) / cosh(x); }
