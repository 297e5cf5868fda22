/* sqrt_one_plus_x2_abs_cotangent -- sqrt(1 + x^2)
 *
 * Wrong: the absolute value of the cotangent is used.
 */
#include <math.h>

double bowl(double x) { return fabs(x) > 1 ? fabs(x) * sqrt(1 + 1 / x / x) : sqrt(1 + x * x); }

double bowl_vjp(double x, double g)
{
	if (fabs(x) > 1) return g * (x < 0 ? -1 : 1) / sqrt(1 + 1 / x / x);
	return g * x / sqrt(1 + x * x);
}

double bowl_wrong(double x) { return bowl(x); }

double bowl_wrong_vjp(double x, double g) { return bowl_vjp(x, fabs(g)); }
