/* cosine_clamp_slope_left_in -- cosine similarity, both norms clamped at 1e-8
 *
 * Wrong: where a clamp holds, the slope of that norm is still taken off.
 */
#include <math.h>

/* wengert: s[N] = cosine(a[N,C], b[N,C]) with eps = 1e-8 overwrites */
void cosine_forward(double *s, const double *a, const double *b, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *u = a + n * C, *v = b + n * C;
		double d = 0, p = 0, q = 0;

		for (int c = 0; c < C; c++) d += u[c] * v[c], p += u[c] * u[c], q += v[c] * v[c];
		s[n] = d / (fmax(sqrt(p), eps) * fmax(sqrt(q), eps));
	}
}

void cosine_backward(double *da, double *db, const double *ds, const double *a, const double *b,
	double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *u = a + n * C, *v = b + n * C;
		double d = 0, p = 0, q = 0, np, nq, s;

		for (int c = 0; c < C; c++) d += u[c] * v[c], p += u[c] * u[c], q += v[c] * v[c];
		np = fmax(sqrt(p), eps), nq = fmax(sqrt(q), eps), s = d / (np * nq);
		p = sqrt(p) < eps ? 0 : s, q = sqrt(q) < eps ? 0 : s;
		for (int c = 0; c < C; c++) {
			da[n * C + c] = ds[n] * (v[c] / (np * nq) - p * u[c] / (np * np));
			db[n * C + c] = ds[n] * (u[c] / (np * nq) - q * v[c] / (nq * nq));
		}
	}
}

/* wengert: s[N] = cosine_wrong(a[N,C], b[N,C]) with eps = 1e-8 overwrites */
void cosine_wrong_forward(double *s, const double *a, const double *b, double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *u = a + n * C, *v = b + n * C;
		double d = 0, p = 0, q = 0;

		for (int c = 0; c < C; c++) d += u[c] * v[c], p += u[c] * u[c], q += v[c] * v[c];
		s[n] = d / (fmax(sqrt(p), eps) * fmax(sqrt(q), eps));
	}
}

void cosine_wrong_backward(double *da, double *db, const double *ds, const double *a, const double *b,
	double eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const double *u = a + n * C, *v = b + n * C;
		double d = 0, p = 0, q = 0, np, nq, s;

		for (int c = 0; c < C; c++) d += u[c] * v[c], p += u[c] * u[c], q += v[c] * v[c];
		np = fmax(sqrt(p), eps), nq = fmax(sqrt(q), eps), s = d / (np * nq);
		p = q = s;
		for (int c = 0; c < C; c++) {
			da[n * C + c] = ds[n] * (v[c] / (np * nq) - p * u[c] / (np * np));
			db[n * C + c] = ds[n] * (u[c] / (np * nq) - q * v[c] / (nq * nq));
		}
	}
}
