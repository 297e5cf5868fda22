/* tanh_one_minus_x2 -- tanh
 *
 * Wrong: 1 - x^2 instead of 1 - y^2, the argument instead of the result.
 * Right: sech^2 x by e^(-2|x|).
 */
#include <math.h>

double th(double x) { return tanh(x); }

double th_vjp(double x, double g)
{
	double e = exp(-fabs(x)), s = 2 * e / (1 + e * e);      /* sech x */

	return g * s * s;
}

double th_wrong(double x) { return th(x); }

double th_wrong_vjp(double x, double g) { return g * (1 - x * x); }
