/* M12 -- power: a^p, by a
 *
 * Wrong: p a^p/a, 0/0 at a = 0; nothing of it is left where a^p underflows.
 * Right: p a^(p-1).
 */
#include <math.h>

/* wengert: out = powered(a in [0,inf), p) */
double powered(double a, double p) { return pow(a, p); }

void powered_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = p == 0 ? 0 : g * (p * pow(a, p - 1));
	*dp = a == 0 ? 0 : g * (pow(a, p) * log(a));
}

/* wengert: out = powered_wrong(a in [0,inf), p) */
double powered_wrong(double a, double p) { return powered(a, p); }

void powered_wrong_vjp(double a, double p, double g, double *da, double *dp)
{
	*da = g * (p * pow(a, p) / a);
	*dp = a == 0 ? 0 : g * (pow(a, p) * log(a));
}
