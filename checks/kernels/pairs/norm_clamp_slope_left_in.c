/* norm_clamp_slope_left_in -- a row over its norm, which is clamped at 1e-12
 *
 * Wrong: where the clamp holds, the slope of the norm is still taken off.
 */
#include <math.h>

/* wengert: y[N,C] = unitrow(x[N,C]) with eps = 1e-12 overwrites */
void unitrow_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C;
		double s = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c];
		r = fmax(sqrt(s), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = v[c] / r;
	}
}

void unitrow_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C, *g = dy + n * C;
		double s = 0, d = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrt(s), r = fmax(s, eps);
		for (int c = 0; c < C; c++) dx[n * C + c] = s < eps ? g[c] / r : (g[c] - v[c] / r * (d / r)) / r;
	}
}

/* wengert: y[N,C] = unitrow_wrong(x[N,C]) with eps = 1e-12 overwrites */
void unitrow_wrong_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C;
		double s = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c];
		r = fmax(sqrt(s), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = v[c] / r;
	}
}

void unitrow_wrong_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C, *g = dy + n * C;
		double s = 0, d = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrt(s), r = fmax(s, eps);
		for (int c = 0; c < C; c++) dx[n * C + c] = (g[c] - v[c] / r * (d / r)) / r;
	}
}
