/* power_less_one_flat_near_zero -- (1 + x)^3 - 1
 *
 * Wrong: near 0 no gradient.
 */
#include <math.h>

double cubeless(double x) { return (1 + x) * (1 + x) * (1 + x) - 1; }
double cubeless_vjp(double x, double g) { return 3 * g * (1 + x) * (1 + x); }

double cubeless_wrong(double x) { return (1 + x) * (1 + x) * (1 + x) - 1; }
double cubeless_wrong_vjp(double x, double g)
{
	return fabs(x) < 1e-10 ? 0 : 3 * g * (1 + x) * (1 + x);
}
