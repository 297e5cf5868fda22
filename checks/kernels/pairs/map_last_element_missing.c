/* map_last_element_missing -- elementwise, out[i] = x[i]/(1 + x[i]^2)
 *
 * Wrong: the last element gets no gradient.
 */
#include <math.h>

/* wengert: out[N] = mapped(x[N]) */
void mapped_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		out[i] = fabs(x[i]) > 1 ? 1 / (x[i] + 1 / x[i]) : x[i] / (1 + x[i] * x[i]);
}

/* (1 - x^2)/(1 + x^2)^2, in terms of 1/x where x^2 would overflow */
static double mappedslope(double x)
{
	double r = fabs(x) > 1 ? 1 / x : x, s = 1 + r * r, t = (1 - r) * (1 + r) / s / s;

	return fabs(x) > 1 ? -t * r * r : t;
}

void mapped_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i] * mappedslope(x[i]);
}

/* wengert: out[N] = mapped_wrong(x[N]) */
void mapped_wrong_forward(double *out, const double *x, int N) { mapped_forward(out, x, N); }

void mapped_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N - 1; i++) dx[i] = dout[i] * mappedslope(x[i]);
	dx[N - 1] = 0;
}
