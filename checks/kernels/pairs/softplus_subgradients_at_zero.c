/* softplus_subgradients_at_zero -- log(1 + e^x) written as max(x, 0) + log(1 + e^-|x|)
 *
 * Wrong: the derivative of that expression, with subgradient 0 of max and abs at 0: 0 instead of
 *        1/2.
 * Right: sigmoid(x).
 */
#include <math.h>

double softplus(double x) { return (x > 0 ? x : 0) + log1p(exp(-fabs(x))); }

double softplus_vjp(double x, double g)
{
	double e = exp(-fabs(x));

	return g * ((x < 0 ? e : 1) / (1 + e));
}

double softplus_wrong(double x) { return softplus(x); }

double softplus_wrong_vjp(double x, double g)
{
	double e = exp(-fabs(x)), step = x > 0, sign = (x > 0) - (x < 0);

	return g * (step - sign * e / (1 + e));
}
