/* elu_y_for_y_plus_one -- elu: x above 0, e^x - 1 below
 *
 * Wrong: y instead of y + 1 below 0.
 */
#include <math.h>

double elu(double x) { return x > 0 ? x : expm1(x); }

double elu_vjp(double x, double g) { return x > 0 ? g : g * exp(x); }

double elu_wrong(double x) { return elu(x); }

double elu_wrong_vjp(double x, double y, double g) { return x > 0 ? g : g * y; }
