/* pow_base_divides_by_a -- the derivative of a^p by a
 *
 * Wrong: p a^p/a, which is 0/0 at a = 0, and 0 where a^p underflows.
 * Right: p a^(p-1).
 */
#include <math.h>

/* wengert: out = powered(a in [0,inf), p) */
double powered(double a, double p) { return pow(a, p); }

/* p a^(p-1); a small p is lost in p - 1, and a^(p-1) overflows before the product does */
static double bypower(double a, double p)
{
	return a > 0 && fabs(p) < 1e-3 ? p / a * pow(a, p) : p * pow(a, p - 1);
}

void powered_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = p == 0 ? 0 : g * bypower(a, p);
	*dp = a == 0 ? 0 : g * (pow(a, p) * log(a));
}

/* wengert: out = powered_wrong(a in [0,inf), p) */
double powered_wrong(double a, double p) { return powered(a, p); }

void powered_wrong_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = g * (p * pow(a, p) / a);
	*dp = a == 0 ? 0 : g * (pow(a, p) * log(a));
}
