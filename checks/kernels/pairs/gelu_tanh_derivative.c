/* gelu_tanh_derivative -- gelu, x Phi(x)
 *
 * Wrong: the forward is exact, the backward is the derivative of the tanh approximation.
 * Right: Phi(x) + x phi(x).
 */
#include <math.h>

double gelu(double x)
{
	double below = erfc(-x / sqrt((double)2)) / 2;

	return below == 0 ? 0 : x * below;
}

double gelu_vjp(double x, double g)
{
	/* near^2 is exact: e^(-x^2/2) keeps its digits */
	double one = 1, near = floor(16 * x + 0.5) / 16;
	double density =
		exp(-near * near / 2) * exp(-(x - near) * (x + near) / 2) / sqrt(8 * atan(one));

	return g * (erfc(-x / sqrt(2 * one)) / 2 + (density > 0 ? x * density : 0));
}

double gelu_wrong(double x) { return gelu(x); }

double gelu_wrong_vjp(double x, double g)
{
	double one = 1, k = 1 / sqrt(2 * atan(one)), t = tanh(k * (x + 0.044715 * x * x * x));

	return g * ((1 + t) / 2 + x * (1 - t * t) / 2 * k * (1 + 3 * 0.044715 * x * x));
}
