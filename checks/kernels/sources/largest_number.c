/* expect 0: OK greatest .* truth by tracing and proof */
#include <float.h>
/* wengert: y[N] = greatest(x[N]) */
void greatest_forward(double *y, const double *x, int N)
{
	double most = -DBL_MAX;

	for (int i = 0; i < N; i++) most = x[i] > most ? x[i] : most;
	for (int i = 0; i < N; i++) y[i] = x[i] * most;
}
void greatest_backward(double *dx, const double *dy, const double *x, int N)
{
	int at = 0;

	for (int i = 0; i < N; i++) at = x[i] > x[at] ? i : at;
	for (int i = 0; i < N; i++) dx[i] = dy[i] * x[at];
	for (int i = 0; i < N; i++) dx[at] += dy[i] * x[i];
}
