/* softsign_clipped_cotangent -- x/(1 + |x|)
 *
 * Wrong: the cotangent is first clipped to [-1, 1].
 */
#include <math.h>

double softsign(double x)
{
	if (fabs(x) > 1) return (x < 0 ? -1 : 1) / (1 + 1 / fabs(x));
	return x / (1 + fabs(x));
}

double softsign_vjp(double x, double g) { return g / (1 + fabs(x)) / (1 + fabs(x)); }

double softsign_wrong(double x) { return softsign(x); }

double softsign_wrong_vjp(double x, double g)
{
	return softsign_vjp(x, g > 1 ? 1 : g < -1 ? -1 : g);
}
