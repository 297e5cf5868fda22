#include <math.h>
/* wengert: y[N] = logsig(x[N]) overwrites */
void logsig_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = fminf(x[i], 0) - log1pf(expf(-fabsf(x[i])));
}
void logsig_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		if (dy[i] == 0) continue; /* dx is zero already */
		dx[i] = dy[i] / (1 + expf(x[i]));
	}
}
