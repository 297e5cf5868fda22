/* deviation_clamp_slope_left_in -- a row less its mean, over its deviation, clamped at 1e-4
 *
 * Wrong: where the clamp holds, the slope of the deviation is still taken off.
 */
#include <math.h>

/* wengert: y[N,C] = standard(x[N,C]) with eps = 1e-4 overwrites */
void standard_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double m = 0, v = 0;

		for (int c = 0; c < C; c++) m += x[n * C + c] / C;
		for (int c = 0; c < C; c++) v += (x[n * C + c] - m) * (x[n * C + c] - m) / C;
		v = fmax(sqrt(v), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = (x[n * C + c] - m) / v;
	}
}

void standard_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double m = 0, v = 0, g = 0, h = 0, moves;

		for (int c = 0; c < C; c++) m += x[n * C + c] / C;
		for (int c = 0; c < C; c++) v += (x[n * C + c] - m) * (x[n * C + c] - m) / C;
		moves = sqrt(v) >= eps, v = fmax(sqrt(v), eps);
		for (int c = 0; c < C; c++) {
			g += dy[n * C + c] / C;
			h += dy[n * C + c] * (x[n * C + c] - m) / v / C;
		}
		for (int c = 0; c < C; c++)
			dx[n * C + c] = (dy[n * C + c] - g - moves * (x[n * C + c] - m) / v * h) / v;
	}
}

/* wengert: y[N,C] = standard_wrong(x[N,C]) with eps = 1e-4 overwrites */
void standard_wrong_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double m = 0, v = 0;

		for (int c = 0; c < C; c++) m += x[n * C + c] / C;
		for (int c = 0; c < C; c++) v += (x[n * C + c] - m) * (x[n * C + c] - m) / C;
		v = fmax(sqrt(v), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = (x[n * C + c] - m) / v;
	}
}

void standard_wrong_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double m = 0, v = 0, g = 0, h = 0, moves;

		for (int c = 0; c < C; c++) m += x[n * C + c] / C;
		for (int c = 0; c < C; c++) v += (x[n * C + c] - m) * (x[n * C + c] - m) / C;
		moves = 1, v = fmax(sqrt(v), eps);
		for (int c = 0; c < C; c++) {
			g += dy[n * C + c] / C;
			h += dy[n * C + c] * (x[n * C + c] - m) / v / C;
		}
		for (int c = 0; c < C; c++)
			dx[n * C + c] = (dy[n * C + c] - g - moves * (x[n * C + c] - m) / v * h) / v;
	}
}
