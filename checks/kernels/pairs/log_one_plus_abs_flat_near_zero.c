/* log_one_plus_abs_flat_near_zero -- log(1 + |x|)
 *
 * Wrong: near 0 no gradient.
 */
#include <math.h>

double logabs(double x) { return log(1 + fabs(x)); }
double logabs_vjp(double x, double g) { return g * (x < 0 ? -1 : 1) / (1 + fabs(x)); }

double logabs_wrong(double x) { return log(1 + fabs(x)); }
double logabs_wrong_vjp(double x, double g)
{
	return fabs(x) < 1e-17 ? 0 : g * (x < 0 ? -1 : 1) / (1 + fabs(x));
}
