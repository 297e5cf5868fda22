/* xlogy_zero_at_zero -- a log b, 0 where a is 0
 *
 * Wrong: both gradients are 0 at a = 0, because the value is 0 there.
 * Right: d/da = log b everywhere; only d/db = a/b is 0 at a = 0.
 */
#include <math.h>

/* wengert: out = xlogy(a, b in (0,inf)) */
double xlogy(double a, double b) { return a == 0 ? 0 : a * log(b); }

void xlogy_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g * log(b);
	*db = g * (a / b);
}

/* wengert: out = xlogy_wrong(a, b in (0,inf)) */
double xlogy_wrong(double a, double b) { return xlogy(a, b); }

void xlogy_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	*da = a == 0 ? 0 : g * log(b);
	*db = a == 0 ? 0 : g * (a / b);
}
