/* kink_at_zero_beside_one -- y = |x| + cos(x): right, and refused at x = 1.3e-35, where a step that
 * cos(0) = 1 does not swallow in binary128 reaches beyond the kink */
#include <math.h>

/* wengert: y = beside(x) */
double beside(double x) { return fabs(x) + cos(x); }
double beside_vjp(double x, double g) { return g * ((x > 0) - (x < 0) - sin(x)); }
