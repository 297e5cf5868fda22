/* exp_sin_float_intermediate -- e^(sin x)
 *
 * Wrong: an intermediate of the backward is a float: a relative error of 1e-8 in every wider type.
 */
#include <math.h>

double expsin(double x) { return exp(sin(x)); }

double expsin_vjp(double x, double y, double g) { return g * y * cos(x); }

double expsin_wrong(double x) { return expsin(x); }

double expsin_wrong_vjp(double x, double y, double g)
{
	float slope = (float)cos(x);

	return g * y * slope;
}
