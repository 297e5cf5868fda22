/* mish_missing_sigmoid -- mish, x tanh(log(1 + e^x))
 *
 * Wrong: the derivative of the inner logarithm, sigmoid x, is missing.
 */
#include <math.h>

/* tanh of log(1 + e^x) is n/(n + 2), n = e^2x + 2 e^x, and 1 - its square 4(n + 1)/(n + 2)^2 */
double mish(double x)
{
	double e = exp(-fabs(x)), n = x > 0 ? 1 + 2 * e : e * e + 2 * e;

	return x * n / (n + (x > 0 ? 2 * e * e : 2));
}

double mish_vjp(double x, double g)
{
	double e = exp(-fabs(x)), n = x > 0 ? 1 + 2 * e : e * e + 2 * e,
	       d = n + (x > 0 ? 2 * e * e : 2);
	double s =
		x > 0 ? 4 * e * e * (1 + e) * (1 + e) / (d * d) : 4 * (1 + e) * (1 + e) / (d * d);

	return g * (n / d + x * s * (x > 0 ? 1 : e) / (1 + e));
}

double mish_wrong(double x) { return mish(x); }

double mish_wrong_vjp(double x, double g)
{
	double t = tanh(log1p(exp(x)));

	return g * (t + x * (1 - t * t));
}
