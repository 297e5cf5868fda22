/* relu_and_exp_near_zero -- y = max(x, 0) + e^x: right, and refused at x = -1e-38 */
#include <math.h>

/* wengert: y = both(x) */
double both(double x) { return fmax(x, 0) + exp(x); }
double both_vjp(double x, double g) { return g * ((x > 0) + exp(x)); }
