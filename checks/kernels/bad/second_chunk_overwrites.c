/* expect 1: WRONG biasadd .*found along a random direction|found along a random direction.* WRONG biasadd  */
#include <stdlib.h>
/* wengert: y[N,C] = biasadd(x[N,C], b[C]) overwrites */
void biasadd_forward(double *y, const double *x, const double *b, int N, int C)
{
	for (int n = 0; n < N; n++)
		for (int c = 0; c < C; c++) y[n * C + c] = x[n * C + c] + b[c];
}
enum { LANES = 1 << 9 };
void biasadd_backward(double *dx, double *db, const double *dy, int N, int C)
{
	for (int c = 0; c < C; c++) db[c] = 0;
	for (long i = 0; i < (long)N * C; i++) dx[i] = dy[i];
	/* rows in chunks; partial column sums */
	for (int n0 = 0; n0 < N; n0 += LANES) {
		int n1 = n0 + LANES < N ? n0 + LANES : N;
		for (int c = 0; c < C; c++) {
			double s = 0;
			for (int n = n0; n < n1; n++) s += dy[n * C + c];
			db[c] = s;
		}
	}
}
