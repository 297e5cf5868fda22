/* zero_cotangent_leaves_gradient -- log of the logistic function; wrong: where dy is 0, dx is not written */
#include <math.h>
/* wengert: y[N] = logsig(x[N]) overwrites */
void logsig_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = fminf(x[i], 0) - log1pf(expf(-fabsf(x[i])));
}
void logsig_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = dy[i] / (1 + expf(x[i]));
	}
}

/* wengert: y[N] = logsig_wrong(x[N]) overwrites */
void logsig_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = fminf(x[i], 0) - log1pf(expf(-fabsf(x[i])));
}
void logsig_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		if (dy[i] == 0) continue; /* dx is zero already */
		dx[i] = dy[i] / (1 + expf(x[i]));
	}
}
