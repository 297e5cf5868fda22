/* expect 1: OK softmax_jvp .*WRONG softmax_wrong_jvp .*OK scale_jvp .*WRONG scale_wrong_jvp */
/* the sum is left out; of a product one term */
#include <math.h>

/* wengert: y[N] = softmax(x[N]) */
void softmax_forward(float *y, const float *x, int N)
{
	float most = x[0], sum = 0;

	for (int i = 1; i < N; i++) most = fmaxf(most, x[i]);
	for (int i = 0; i < N; i++) sum += y[i] = expf(x[i] - most);
	for (int i = 0; i < N; i++) y[i] /= sum;
}
void softmax_forward_jvp(float *dy, const float *dx, const float *y, int N)
{
	float sum = 0;

	for (int i = 0; i < N; i++) sum += dx[i] * y[i];
	for (int i = 0; i < N; i++) dy[i] = y[i] * (dx[i] - sum);
}

/* wengert: y[N] = softmax_wrong(x[N]) */
void softmax_wrong_forward(float *y, const float *x, int N)
{
	float most = x[0], sum = 0;

	for (int i = 1; i < N; i++) most = fmaxf(most, x[i]);
	for (int i = 0; i < N; i++) sum += y[i] = expf(x[i] - most);
	for (int i = 0; i < N; i++) y[i] /= sum;
}
void softmax_wrong_forward_jvp(float *dy, const float *dx, const float *y, int N)
{
	float sum = 0;

	for (int i = 0; i < N; i++) sum += dx[i] * y[i];
	for (int i = 0; i < N; i++) dy[i] = y[i] * dx[i];
}

/* wengert: y[N] = scale(x[N], a) */
void scale_fwd(double *y, const double *x, double a, int N) { for (int i = 0; i < N; i++) y[i] = a * x[i]; }
void jvp_scale(double *ty, const double *x, const double *tx, double a, double ta, int N)
{
	for (int i = 0; i < N; i++) ty[i] = a * tx[i] + ta * x[i];
}

/* wengert: y[N] = scale_wrong(x[N], a) */
void scale_wrong_fwd(double *y, const double *x, double a, int N) { for (int i = 0; i < N; i++) y[i] = a * x[i]; }
void jvp_scale_wrong(double *ty, const double *x, const double *tx, double a, double ta, int N)
{
	for (int i = 0; i < N; i++) ty[i] = a * tx[i];
}
