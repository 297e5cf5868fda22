/* rms_clamp_slope_left_in -- a row over its root mean square, clamped at 1e-5 before the root
 *
 * Wrong: where the clamp holds, the slope of the mean is still taken off.
 */
#include <math.h>

/* wengert: y[N,C] = rmsrow(x[N,C]) with eps = 1e-5 overwrites */
void rmsrow_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;

		for (int c = 0; c < C; c++) s += x[n * C + c] * x[n * C + c];
		s = fmax(s / C, eps);
		for (int c = 0; c < C; c++) y[n * C + c] = x[n * C + c] / sqrt(s);
	}
}

void rmsrow_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C, *g = dy + n * C;
		double s = 0, d = 0;
		int held;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s /= C, held = s < eps, s = fmax(s, eps);
		for (int c = 0; c < C; c++)
			dx[n * C + c] = g[c] / sqrt(s) - (held ? 0 : v[c] * d / C / (s * sqrt(s)));
	}
}

/* wengert: y[N,C] = rmsrow_wrong(x[N,C]) with eps = 1e-5 overwrites */
void rmsrow_wrong_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;

		for (int c = 0; c < C; c++) s += x[n * C + c] * x[n * C + c];
		s = fmax(s / C, eps);
		for (int c = 0; c < C; c++) y[n * C + c] = x[n * C + c] / sqrt(s);
	}
}

void rmsrow_wrong_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *v = x + n * C, *g = dy + n * C;
		double s = 0, d = 0;
		int held;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s /= C, held = s < eps, s = fmax(s, eps);
		for (int c = 0; c < C; c++)
			dx[n * C + c] = g[c] / sqrt(s) - v[c] * d / C / (s * sqrt(s)) + 0 * held;
	}
}
