/* selu_flat_below_zero -- 1.05 x, and 1.76 (e^x - 1) below 0
 *
 * Wrong: just below 0 no gradient.
 */
#include <math.h>

double seluplain(double x) { return x > 0 ? 1.05 * x : 1.76 * (exp(x) - 1); }
double seluplain_vjp(double x, double g) { return x > 0 ? 1.05 * g : 1.76 * g * exp(x); }

double seluplain_wrong(double x) { return x > 0 ? 1.05 * x : 1.76 * (exp(x) - 1); }
double seluplain_wrong_vjp(double x, double g)
{
	return x > 0 ? 1.05 * g : x > -1e-9 ? 0 : 1.76 * g * exp(x);
}
