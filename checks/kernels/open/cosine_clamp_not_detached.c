#include <math.h>
/* wengert: s[N] = cosim(a[N,C], b[N,C]) with eps = 1e-8 overwrites */
void cosim_forward(double *s, const double *a, const double *b, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double d = 0, p = 0, q = 0;
		for (int c = 0; c < C; c++) {
			d += a[n * C + c] * b[n * C + c];
			p += a[n * C + c] * a[n * C + c];
			q += b[n * C + c] * b[n * C + c];
		}
		s[n] = d / (fmax(sqrt(p), eps) * fmax(sqrt(q), eps));
	}
}
void cosim_backward(double *da, double *db, const double *ds, const double *a, const double *b,
	double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		double d = 0, p = 0, q = 0;
		for (int c = 0; c < C; c++) {
			d += a[n * C + c] * b[n * C + c];
			p += a[n * C + c] * a[n * C + c];
			q += b[n * C + c] * b[n * C + c];
		}
		double np = fmax(sqrt(p), eps), nq = fmax(sqrt(q), eps), s = d / (np * nq),
		       g = ds[n];
		for (int c = 0; c < C; c++) {
			da[n * C + c] =
				g * (b[n * C + c] / (np * nq) - s * a[n * C + c] / (np * np));
			db[n * C + c] =
				g * (a[n * C + c] / (np * nq) - s * b[n * C + c] / (nq * nq));
		}
	}
}
