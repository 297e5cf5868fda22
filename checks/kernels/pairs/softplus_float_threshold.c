/* softplus_float_threshold -- log(1 + e^x)
 *
 * Wrong: a threshold that is right for float only: above 20 the derivative is taken as 1.
 */
#include <math.h>

double softplus20(double x) { return (x > 0 ? x : 0) + log1p(exp(-fabs(x))); }

double softplus20_vjp(double x, double g)
{
	double e = exp(-fabs(x));

	return g * ((x < 0 ? e : 1) / (1 + e));
}

double softplus20_wrong(double x) { return softplus20(x); }

double softplus20_wrong_vjp(double x, double g) { return x > 20 ? g : softplus20_vjp(x, g); }
