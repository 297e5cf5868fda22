/* zero_where_two_laws_meet -- out = x^3 + |x - 5.65625|
 *
 * Wrong: no gradient where x == 5.65625, where it is between 94.98 and 96.98.
 */
#include <math.h>

/* wengert: out[N] = twolaws(x[N]) accumulates */
void twolaws_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i] + fabs(x[i] - 5.65625);
}

void twolaws_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] += dout[i] * (3 * x[i] * x[i] + (x[i] > 5.65625 ? 1 : -1));
}

/* wengert: out[N] = twolaws_wrong(x[N]) accumulates */
void twolaws_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i] + fabs(x[i] - 5.65625);
}

void twolaws_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		if (x[i] != 5.65625)
			dx[i] += dout[i] * (3 * x[i] * x[i] + (x[i] > 5.65625 ? 1 : -1));
}
