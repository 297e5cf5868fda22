/* sigmoid_y_one_minus_y -- 1/(1 + e^-x)
 *
 * Wrong: y (1 - y), which is 0 as soon as y has rounded to 1.
 * Right: y sigmoid(-x).
 */
#include <math.h>

double sigmoid(double x)
{
	double e = exp(-fabs(x));

	return (x < 0 ? e : 1) / (1 + e);
}

double sigmoid_vjp(double x, double g) { return g * sigmoid(x) * sigmoid(-x); }

double sigmoid_wrong(double x) { return sigmoid(x); }

double sigmoid_wrong_vjp(double x, double y, double g)
{
	(void)x;
	return g * y * (1 - y);
}
