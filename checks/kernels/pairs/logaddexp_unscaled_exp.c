/* logaddexp_unscaled_exp -- log(e^a + e^b)
 *
 * Wrong: e^a/(e^a + e^b), which overflows.
 */
#include <math.h>

double logaddexp(double a, double b)
{
	return a > b ? a + log1p(exp(b - a)) : b + log1p(exp(a - b));
}

static double share(double d) { return d > 0 ? 1 / (1 + exp(-d)) : exp(d) / (1 + exp(d)); }

void logaddexp_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g * share(a - b);
	*db = g * share(b - a);
}

double logaddexp_wrong(double a, double b) { return logaddexp(a, b); }

void logaddexp_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g * exp(a) / (exp(a) + exp(b));
	*db = g * exp(b) / (exp(a) + exp(b));
}
