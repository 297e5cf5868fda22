/* huber_left_tail_sign -- huber: x^2/2 for |x| <= 1, |x| - 1/2 beyond
 *
 * Wrong: below -1 the slope is +1 instead of -1.
 */
#include <math.h>

double huber(double x) { return fabs(x) <= 1 ? x * x / 2 : fabs(x) - 0.5; }
double huber_vjp(double x, double g) { return fabs(x) <= 1 ? g * x : x < 0 ? -g : g; }

double huber_wrong(double x) { return huber(x); }
double huber_wrong_vjp(double x, double g) { return fabs(x) <= 1 ? g * x : g; }
