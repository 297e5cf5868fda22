/* lookup_at_the_last_knot -- table; wrong: at x = 1 the last value for the last slope */
#include <math.h>
/* wengert: y[N] = lookup(t[K], x[N] in [0,1]) overwrites */
void lookup_forward(double *y, const double *t, const double *x, int K, int N)
{
	for (int n = 0; n < N; n++) {
		double u = x[n] * (K - 1);
		int i = (int)u;
		if (i > K - 2) i = K - 2;
		if (i < 0) i = 0;
		double f = K > 1 ? u - i : 0;
		y[n] = K > 1 ? t[i] * (1 - f) + t[i + 1] * f : t[0];
	}
}
void lookup_backward(double *dt, double *dx, const double *dy, const double *t, const double *x,
	int K, int N)
{
	for (int k = 0; k < K; k++) dt[k] = 0;
	for (int n = 0; n < N; n++) {
		if (K < 2) {
			dt[0] += dy[n];
			dx[n] = 0;
			continue;
		}
		double u = x[n] * (K - 1);
		int i = (int)u;
		double f = u - i;
		if (i > K - 2) { /* last knot */
			dt[K - 1] += dy[n];
			dx[n] = dy[n] * (t[K - 1] - t[K - 2]) * (K - 1);
			continue;
		}
		dt[i] += dy[n] * (1 - f);
		dt[i + 1] += dy[n] * f;
		dx[n] = dy[n] * (t[i + 1] - t[i]) * (K - 1);
	}
}

/* wengert: y[N] = lookup_wrong(t[K], x[N] in [0,1]) overwrites */
void lookup_wrong_forward(double *y, const double *t, const double *x, int K, int N)
{
	for (int n = 0; n < N; n++) {
		double u = x[n] * (K - 1);
		int i = (int)u;
		if (i > K - 2) i = K - 2;
		if (i < 0) i = 0;
		double f = K > 1 ? u - i : 0;
		y[n] = K > 1 ? t[i] * (1 - f) + t[i + 1] * f : t[0];
	}
}
void lookup_wrong_backward(double *dt, double *dx, const double *dy, const double *t, const double *x,
	int K, int N)
{
	for (int k = 0; k < K; k++) dt[k] = 0;
	for (int n = 0; n < N; n++) {
		if (K < 2) {
			dt[0] += dy[n];
			dx[n] = 0;
			continue;
		}
		double u = x[n] * (K - 1);
		int i = (int)u;
		double f = u - i;
		if (i > K - 2) { /* last knot */
			dt[K - 1] += dy[n];
			dx[n] = dy[n] * t[K - 1];
			continue;
		}
		dt[i] += dy[n] * (1 - f);
		dt[i + 1] += dy[n] * f;
		dx[n] = dy[n] * (t[i + 1] - t[i]) * (K - 1);
	}
}
