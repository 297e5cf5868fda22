/* expect 0: OK dist */
#include <math.h>
/* db is the gradient of b, and not the adjoint, in the form Xb, of the result d */
/* wengert: d[N] = dist(a[N,3], b[N,3]) overwrites */
void dist_forward(double *d, const double *a, const double *b, int N)
{
	for (int n = 0; n < N; n++) {
		double s = 1e-8;

		for (int k = 3 * n; k < 3 * n + 3; k++) s += (a[k] - b[k]) * (a[k] - b[k]);
		d[n] = sqrt(s);
	}
}

void dist_backward(double *da, double *db, const double *dd, const double *a, const double *b, int N)
{
	for (int n = 0; n < N; n++) {
		double s = 1e-8;

		for (int k = 3 * n; k < 3 * n + 3; k++) s += (a[k] - b[k]) * (a[k] - b[k]);
		for (int k = 3 * n; k < 3 * n + 3; k++) {
			da[k] = dd[n] * (a[k] - b[k]) / sqrt(s);
			db[k] = -da[k];
		}
	}
}
