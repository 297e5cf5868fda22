/* expect 1: WRONG bend: the rule for x is wrong */
/* 0 lies between the two slopes at 1.25 in nine draws of ten */
#include <math.h>
/* wengert: y[N] = bend(x[N], w[N], u[N]) overwrites */
void bend_forward(double *y, const double *x, const double *w, const double *u, int N)
{
	for (int n = 0; n < N; n++) y[n] = w[n] * fabs(x[n] - 1.25) + 0.4 * u[n] * x[n];
}
void bend_backward(double *dx, double *dw, double *du, const double *dy, const double *x,
	const double *w, const double *u, int N)
{
	for (int n = 0; n < N; n++) {
		dx[n] = x[n] == 1.25
			? 0
			: dy[n] * (x[n] > 1.25 ? w[n] + 0.4 * u[n] : 0.4 * u[n] - w[n]);
		dw[n] = dy[n] * fabs(x[n] - 1.25);
		du[n] = dy[n] * 0.4 * x[n];
	}
}
