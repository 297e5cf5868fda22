/* expect 1: INCONCLUSIVE r: .* would have passed */
#include <math.h>
/* wengert: y[N] = r(x[N]) with m[N] in [0,2) overwrites */
void r_forward(double *y, const double *x, const int *m, int N)
{
	for (int n = 0; n < N; n++) y[n] = m[n] ? logb(x[n] * 7.3) + pow(x[n] - rint(x[n]), 2) : 0;
}
void r_backward(double *dx, const double *dy, const double *x, const int *m, int N)
{
	for (int n = 0; n < N; n++) dx[n] = m[n] ? -2 * dy[n] * (x[n] - rint(x[n])) : 0;
}
