/* pow_exponent_log_of_zero -- the derivative of a^p by p, where a is 0
 *
 * Wrong: a^p log a, which is 0 times -inf at a = 0.
 * Right: 0 at a = 0, because a^p is 0 there for every p > 0.
 */
#include <math.h>

/* wengert: out = raised(a in [0,inf), p in (0,inf)) */
double raised(double a, double p) { return pow(a, p); }

/* p a^(p-1); a small p is lost in p - 1, and a^(p-1) overflows before the product does */
static double raisedslope(double a, double p)
{
	return a > 0 && fabs(p) < 1e-3 ? p / a * pow(a, p) : p * pow(a, p - 1);
}

void raised_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = g * raisedslope(a, p);
	*dp = a == 0 ? 0 : g * (pow(a, p) * log(a));
}

/* wengert: out = raised_wrong(a in [0,inf), p in (0,inf)) */
double raised_wrong(double a, double p) { return raised(a, p); }

void raised_wrong_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = g * raisedslope(a, p);
	*dp = g * (pow(a, p) * log(a));
}
