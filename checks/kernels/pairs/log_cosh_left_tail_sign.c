/* log_cosh_left_tail_sign -- log cosh x
 *
 * Wrong: below -3 the slope has the wrong sign.
 */
#include <math.h>

double logcosh(double x)
{
	double a = fabs(x);
	return a < 0.5 ? 0.5 * log1p(sinh(a) * sinh(a)) : a + log1p(exp(-2 * a)) - log(2.0);
}
double logcosh_vjp(double x, double g) { return g * tanh(x); }

double logcosh_wrong(double x) { return logcosh(x); }
double logcosh_wrong_vjp(double x, double g) { return x < -3 ? -g * tanh(x) : g * tanh(x); }
