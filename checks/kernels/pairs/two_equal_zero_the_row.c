/* two_equal_zero_the_row -- squared distance in the 1-norm; wrong: no gradient where two coordinates are equal */
#include <math.h>
/* wengert: p[N] = pdist(a[N,C], b[N,C]) overwrites */
void pdist_forward(double *p, const double *a, const double *b, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;
		for (int c = 0; c < C; c++) s += fabs(a[n * C + c] - b[n * C + c]);
		p[n] = s * s;
	}
}
void pdist_backward(double *da, double *db, const double *dp, const double *a, const double *b,
	int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;
		for (int c = 0; c < C; c++) s += fabs(a[n * C + c] - b[n * C + c]);
		int z = 0;
		for (int c = 0; c < C; c++) z += a[n * C + c] == b[n * C + c];
		for (int c = 0; c < C; c++) {
			double d = a[n * C + c] - b[n * C + c];
			double t = 2 * s * dp[n] * ((d > 0) - (d < 0));
			da[n * C + c] = t;
			db[n * C + c] = -t;
		}
	}
}

/* wengert: p[N] = pdist_wrong(a[N,C], b[N,C]) overwrites */
void pdist_wrong_forward(double *p, const double *a, const double *b, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;
		for (int c = 0; c < C; c++) s += fabs(a[n * C + c] - b[n * C + c]);
		p[n] = s * s;
	}
}
void pdist_wrong_backward(double *da, double *db, const double *dp, const double *a, const double *b,
	int N, int C)
{
	for (int n = 0; n < N; n++) {
		double s = 0;
		for (int c = 0; c < C; c++) s += fabs(a[n * C + c] - b[n * C + c]);
		int z = 0;
		for (int c = 0; c < C; c++) z += a[n * C + c] == b[n * C + c];
		for (int c = 0; c < C; c++) {
			double d = a[n * C + c] - b[n * C + c];
			double t = 2 * s * dp[n] * ((d > 0) - (d < 0));
			if (z == 2) t = 0;
			da[n * C + c] = t;
			db[n * C + c] = -t;
		}
	}
}
