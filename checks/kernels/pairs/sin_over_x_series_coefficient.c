/* sin_over_x_series_coefficient -- sin(x)/x
 *
 * Wrong: the Maclaurin branch, for |x| < 1e-3, has x/2 instead of x/3.
 * Right: the whole series below 1/2, (cos x - sin(x)/x)/x above.
 */
#include <math.h>

double sinoverx(double x) { return x == 0 ? 1 : sin(x) / x; }

/* sum over k >= 1 of (-1)^k 2k x^(2k-1)/(2k+1)!, until a term changes nothing */
static double maclaurin(double x)
{
	double power = -x / 6, sum = 0, before = 1;

	for (int k = 1; sum != before; k++) {
		before = sum;
		sum += 2 * k * power;
		power *= -x * x / ((2 * k + 2) * (2 * k + 3));
	}
	return sum;
}

double sinoverx_vjp(double x, double g)
{
	return g * (fabs(x) < 0.5 ? maclaurin(x) : (cos(x) - sin(x) / x) / x);
}

double sinoverx_wrong(double x) { return sinoverx(x); }

double sinoverx_wrong_vjp(double x, double g)
{
	return fabs(x) < 1e-3 ? -g * x / 2 : sinoverx_vjp(x, g);
}
