/* trapezoid_integer_division -- trapezoidal mean of log(1 + x^2)
 *	the first and the last element have weight 1/2
 *
 * Wrong: integer division: the weight 1 / 2 is 0 in the backward.
 */
#include <math.h>

/* wengert: out = trapezoid(x[N]) */
void trapezoid_forward(double *out, const double *x, int N)
{
	*out = 0;
	for (int i = 0; i < N; i++)
		*out += log1p(x[i] * x[i]) * (i == 0 || i == N - 1 ? 0.5 : 1.0) / N;
}

void trapezoid_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] = *dout * 2 * x[i] / (1 + x[i] * x[i]) * (i == 0 || i == N - 1 ? 0.5 : 1.0) /
			N;
}

/* wengert: out = trapezoid_wrong(x[N]) */
void trapezoid_wrong_forward(double *out, const double *x, int N) { trapezoid_forward(out, x, N); }

void trapezoid_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] = *dout * 2 * x[i] / (1 + x[i] * x[i]) *
			(i == 0 || i == N - 1 ? 1 / 2 : 1.0) / N;
}
