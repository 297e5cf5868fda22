/* softplus_beta_factor_in_tail -- softplus with a slope, log(1 + e^(b x))/b
 *
 * Wrong: above the threshold b x > 30 the gradient of x is multiplied by b.
 */
#include <math.h>

double softslope(double x, double b)
{
	double z = b * x;
	return ((z > 0 ? z : 0) + log1p(exp(-fabs(z)))) / b;
}

static double sigmoid(double z) { return z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z)); }
static double entropy(double z)
{
	double a = fabs(z);
	return log1p(exp(-a)) + a * exp(-a) / (1 + exp(-a));
}

void softslope_vjp(double x, double b, double g, double *dx, double *db)
{
	*dx = g * sigmoid(b * x);
	*db = -g * entropy(b * x) / b / b;
}

double softslope_wrong(double x, double b) { return softslope(x, b); }

void softslope_wrong_vjp(double x, double b, double g, double *dx, double *db)
{
	softslope_vjp(x, b, g, dx, db);
	if (b * x > 30) *dx *= b;
}
