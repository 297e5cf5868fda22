/* logistic_logpdf_unscaled_exp -- log density of the logistic distribution
 *	-z - 2 log(1 + e^-z), z = a - mu
 *
 * Wrong: d/dmu = 1 - 2 e^mu/(e^mu + e^a), which cancels near mu = a and is inf/inf above 709.
 * Right: d/dmu = tanh(z/2).
 */
#include <math.h>

double logistic(double a, double mu)
{
	double z = fabs(a - mu);

	return -z - 2 * log1p(exp(-z));
}

void logistic_vjp(double a, double mu, double g, double *da, double *dmu)
{
	double t = tanh((a - mu) / 2);

	*da = -g * t;
	*dmu = g * t;
}

double logistic_wrong(double a, double mu) { return logistic(a, mu); }

void logistic_wrong_vjp(double a, double mu, double g, double *da, double *dmu)
{
	double t = 1 - 2 * exp(mu) / (exp(mu) + exp(a));

	*da = -g * t;
	*dmu = g * t;
}
