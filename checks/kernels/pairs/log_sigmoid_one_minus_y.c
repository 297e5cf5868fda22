/* log_sigmoid_one_minus_y -- -log(1 + e^-x)
 *
 * Wrong: 1 - sigmoid x, which cancels to 0 for large x.
 */
#include <math.h>

double logsigmoid(double x) { return x > 0 ? -log1p(exp(-x)) : x - log1p(exp(x)); }
double logsigmoid_vjp(double x, double g)
{
	return x > 0 ? g * (exp(-x) / (1 + exp(-x))) : g / (1 + exp(x));
}

double logsigmoid_wrong(double x) { return logsigmoid(x); }
double logsigmoid_wrong_vjp(double x, double g) { return g * (1 - 1 / (1 + exp(-x))); }
