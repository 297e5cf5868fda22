/* logistic_less_one_flat_near_zero -- 2/(1 + e^-2x) - 1
 *
 * Wrong: near 0 no gradient.
 */
#include <math.h>

double twologistic(double x) { return 2 / (1 + exp(-2 * x)) - 1; }
double twologistic_vjp(double x, double g) { return g / cosh(x) / cosh(x); }

double twologistic_wrong(double x) { return 2 / (1 + exp(-2 * x)) - 1; }
double twologistic_wrong_vjp(double x, double g)
{
	return fabs(x) < 1e-17 ? 0 : g / cosh(x) / cosh(x);
}
