/* M13 -- power: a^p, by p, where a is 0
 *
 * Wrong: a^p log a, 0 times -inf at a = 0.
 * Right: 0 there, for a^p is 0 for every p > 0.
 */
#include <math.h>

/* wengert: out = raised(a in [0,inf), p in (0,inf)) */
double raised(double a, double p) { return pow(a, p); }

/* p a^(p-1); where p is small p - 1 would round it away, and a^(p-1) overflow before it does */
static double raisedslope(double a, double p) { return a > 0 && fabs(p) < 1e-3 ? p / a * pow(a, p) : p * pow(a, p - 1); }

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
