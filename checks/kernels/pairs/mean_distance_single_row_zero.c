/* mean_distance_single_row_zero -- the mean distance of rows to their target
 *	sqrt(sum (x - t)^2 + eps)/B
 *
 * Wrong: the gradient is 0 when there is only one row.
 */
#include <math.h>

/* wengert: out = distance(x[B,C], t[B,C]) with eps = 1e-6 */
void distance_forward(double *out, const double *x, const double *t, double eps, int B, int C)
{
	*out = 0;
	for (int b = 0; b < B; b++) {
		double s = eps;

		for (int c = 0; c < C; c++)
			s += (x[b * C + c] - t[b * C + c]) * (x[b * C + c] - t[b * C + c]);
		*out += sqrt(s) / B;
	}
}

static void back(double *dx, double *dt, const double *dout, const double *x, const double *t,
	double eps, int B, int C, double share)
{
	for (int b = 0; b < B; b++) {
		double s = eps;

		for (int c = 0; c < C; c++)
			s += (x[b * C + c] - t[b * C + c]) * (x[b * C + c] - t[b * C + c]);
		for (int c = 0; c < C; c++) {
			dx[b * C + c] = *dout * share * (x[b * C + c] - t[b * C + c]) / sqrt(s);
			dt[b * C + c] = -dx[b * C + c];
		}
	}
}

void distance_backward(double *dx, double *dt, const double *dout, const double *x, const double *t,
	double eps, int B, int C)
{
	back(dx, dt, dout, x, t, eps, B, C, 1.0 / B);
}

/* wengert: out = distance_wrong(x[B,C], t[B,C]) with eps = 1e-6 */
void distance_wrong_forward(double *out, const double *x, const double *t, double eps, int B, int C)
{
	distance_forward(out, x, t, eps, B, C);
}

void distance_wrong_backward(double *dx, double *dt, const double *dout, const double *x,
	const double *t, double eps, int B, int C)
{
	back(dx, dt, dout, x, t, eps, B, C, B > 1 ? 1.0 / B : 0);
}
