/* zero_where_a_sum_of_x_is_zero -- out = x^3 + |2x - 6.625|
 *
 * Wrong: no gradient where 2x == 6.625, where it is between 30.9 and 34.9.
 */
#include <math.h>

/* wengert: out[N] = bent(x[N]) overwrites */
void bent_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i] + fabs(2 * x[i] - 6.625);
}

void bent_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] = dout[i] * (3 * x[i] * x[i] + (2 * x[i] > 6.625 ? 2 : -2));
}

/* wengert: out[N] = bent_wrong(x[N]) overwrites */
void bent_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i] * x[i] + fabs(2 * x[i] - 6.625);
}

void bent_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		double u = 2 * x[i] - 6.625;

		dx[i] = u == 0 ? 0 : dout[i] * (3 * x[i] * x[i] + (u > 0 ? 2 : -2));
	}
}
