/* long -- a rule that calls the functions of long double, which binary128 has under other names. */
#include <math.h>

/* wengert: y[N] = length(x[N]) */
void length_forward(double *y, const double *x, int N) { for (int i = 0; i < N; i++) y[i] = (double)sqrtl(fmaxl(x[i] * x[i], 0) + 1); }
void length_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (double)(dy[i] * x[i] / sqrtl(fabsl(x[i] * x[i] + 1)));
}
