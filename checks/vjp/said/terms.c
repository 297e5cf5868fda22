/* terms -- one mistake each, where a row, a term or a factor is meant */
#include <math.h>

/* wengert: y[N] = zero_wrong(x[N]) */
void zero_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void zero_wrong_backward(float *dx, const float *dy, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 0 * dy[i];
}

/* wengert: y[N] = head_wrong(x[N]) with sizes N >= 4 */
void head_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void head_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	dx[0] = dx[1] = 0;
	for (int i = 2; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}

/* wengert: y[N] = result_wrong(x[N]) */
void result_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = sinf(x[i]);
}
void result_wrong_backward(float *dx, const float *dy, const float *x, const float *y, int N)
{
	for (int i = 0; i < N; i++) dx[i] = cosf(x[i]) * dy[i] * y[i];
}

/* wengert: y[N] = lacking_wrong(x[N], w[N]) */
void lacking_wrong_forward(float *y, const float *x, const float *w, int N)
{
	for (int i = 0; i < N; i++) y[i] = w[i] * w[i] * x[i];
}
void lacking_wrong_backward(float *dx, float *dw, const float *dy, const float *x, const float *w,
	int N)
{
	for (int i = 0; i < N; i++) dx[i] = w[i] * dy[i], dw[i] = 2 * w[i] * x[i] * dy[i];
}

/* wengert: y[N] = single_wrong(x[N]) */
void single_wrong_forward(double *y, const double *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i] * x[i];
}
void single_wrong_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = (float)(3 * x[i] * x[i] * dy[i]);
}

/* wengert: y[N] = alone_wrong(x[N]) */
void alone_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = sinf(x[i]);
}
void alone_wrong_backward(float *dx, const float *dy, const float *x, const float *y, int N)
{
	for (int i = 0; i < N; i++) dx[i] = cosf(x[i]) * dy[i] + y[i];
}

/* wengert: loss[1], y[N,M] = saved_wrong(x[N,M]) */
void saved_wrong_forward(float *loss, float *y, const float *x, int N, int M)
{
	loss[0] = 0;
	for (int i = 0; i < N * M; i++) y[i] = sinf(x[i]), loss[0] += y[i];
}
void saved_wrong_backward(float *dx, const float *dloss, const float *x, const float *y, int N,
	int M)
{
	for (int i = 0; i < N * M; i++) dx[i] = (cosf(x[i]) + 3 * y[i]) * dloss[0];
}

/* wengert: y[N,M] = byrow_wrong(x[N,M]) */
void byrow_wrong_forward(float *y, const float *x, int N, int M)
{
	for (int i = 0; i < N * M; i++) y[i] = sinf(x[i]);
}
void byrow_wrong_backward(float *dx, const float *dy, const float *x, int N, int M)
{
	for (int i = 0; i < N * M; i++) dx[i] = (cosf(x[i]) + i / M + 1) * dy[i];
}

/* wengert: y[N,M] = product_wrong(x[N,M], w[N,M]) */
void product_wrong_forward(float *y, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N * M; i++) y[i] = (sinf(x[i]) + 2 * x[i]) * w[i];
}
void product_wrong_backward(float *dx, const float *dy, const float *x, const float *w, int N,
	int M)
{
	for (int i = 0; i < N * M; i++) dx[i] = cosf(x[i]) * w[i] * dy[i];
}

/* wengert: y = nobody_wrong(x[N]) */
float nobody_wrong_forward(const float *x, int N)
{
	float m = x[0];

	for (int i = 1; i < N; i++) m = fmaxf(m, x[i]);
	return m;
}
void nobody_wrong_backward(float *dx, float dy, const float *x, int N)
{
	float m = x[0];
	int n = 0;

	for (int i = 1; i < N; i++) m = fmaxf(m, x[i]);
	for (int i = 0; i < N; i++) n += x[i] == m;
	for (int i = 0; i < N; i++) dx[i] = x[i] == m && n == 1 ? dy : 0;
}
