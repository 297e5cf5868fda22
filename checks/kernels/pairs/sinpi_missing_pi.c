/* sinpi_missing_pi -- sin(pi x)
 *
 * Wrong: the factor pi is missing.
 */
#include <math.h>

/* x minus whole periods, in [-1, 1]: exact */
static double part(double x)
{
	double two = 2, r = fmod(x, two);

	return r > 1 ? r - 2 : r < -1 ? r + 2 : r;
}

double sinepi(double x)
{
	double one = 1, r = part(x);

	if (r > 0.5) r = 1 - r;
	if (r < -0.5) r = -1 - r;
	return sin(4 * atan(one) * r);
}

static double cosinepi(double x)
{
	double r = fabs(part(x)), one = 1;

	return r > 0.25 ? sin(4 * atan(one) * (0.5 - r)) : cos(4 * atan(one) * r);
}

double sinepi_vjp(double x, double g)
{
	double one = 1;

	return g * 4 * atan(one) * cosinepi(x);
}

double sinepi_wrong(double x) { return sinepi(x); }

double sinepi_wrong_vjp(double x, double g) { return g * cosinepi(x); }
