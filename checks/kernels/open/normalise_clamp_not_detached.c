#include <math.h>
/* wengert: y[N,C] = l2n(x[N,C]) with eps = 1e-12 overwrites */
void l2n_forward(double *y, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;
		for (int c = 0; c < C; c++) s += x[n * C + c] * x[n * C + c];
		double r = sqrt(s);
		if (r < eps) r = eps;
		for (int c = 0; c < C; c++) y[n * C + c] = x[n * C + c] / r;
	}
}
void l2n_backward(double *dx, const double *dy, const double *x, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0, d = 0;
		for (int c = 0; c < C; c++) {
			s += x[n * C + c] * x[n * C + c];
			d += dy[n * C + c] * x[n * C + c];
		}
		double r = sqrt(s);
		if (r < eps) r = eps;
		for (int c = 0; c < C; c++)
			dx[n * C + c] = (dy[n * C + c] - x[n * C + c] * d / (r * r)) / r;
	}
}
