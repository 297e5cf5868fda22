/* three_tied_get_halves -- maximum of each row; wrong: three or more that tie, but not all, get halves */
#include <math.h>
/* wengert: y[N] = kmax(x[N,K]) overwrites */
void kmax_forward(double *y, const double *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		double m = x[n * K];
		for (int k = 1; k < K; k++) m = fmax(m, x[n * K + k]);
		y[n] = m;
	}
}
void kmax_backward(double *dx, const double *dy, const double *x, const double *y, int N, int K)
{
	for (int n = 0; n < N; n++) {
		int c = 0;
		for (int k = 0; k < K; k++) c += x[n * K + k] == y[n];
		for (int k = 0; k < K; k++) dx[n * K + k] = x[n * K + k] == y[n] ? dy[n] / c : 0;
	}
}

/* wengert: y[N] = kmax_wrong(x[N,K]) overwrites */
void kmax_wrong_forward(double *y, const double *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		double m = x[n * K];
		for (int k = 1; k < K; k++) m = fmax(m, x[n * K + k]);
		y[n] = m;
	}
}
void kmax_wrong_backward(double *dx, const double *dy, const double *x, const double *y, int N, int K)
{
	for (int n = 0; n < N; n++) {
		int c = 0;
		for (int k = 0; k < K; k++) c += x[n * K + k] == y[n];
		if (c > 2 && c < K) c = 2;
		for (int k = 0; k < K; k++) dx[n * K + k] = x[n * K + k] == y[n] ? dy[n] / c : 0;
	}
}
