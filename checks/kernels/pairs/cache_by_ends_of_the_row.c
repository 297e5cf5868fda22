/* cache_by_ends_of_the_row -- RMS norm; wrong: what it computed is kept by pointer, N and the ends */
#include <math.h>
static const float *key;
static float k0, k1, inv;
static int kn;
/* wengert: y[N] = rmsn(x[N]) overwrites */
void rmsn_forward(float *y, const float *x, int N)
{
	float s = 1e-5f;
	for (int i = 0; i < N; i++) s += x[i] * x[i] / N;
	for (int i = 0; i < N; i++) y[i] = x[i] / sqrtf(s);
}
void rmsn_backward(float *dx, const float *dy, const float *x, int N)
{
	{
		float s = 1e-5f;
		for (int i = 0; i < N; i++) s += x[i] * x[i] / N;
		inv = 1 / sqrtf(s);
		key = x;
		kn = N;
		k0 = x[0];
		k1 = x[N - 1];
	}
	float d = 0;
	for (int i = 0; i < N; i++) d += dy[i] * x[i];
	for (int i = 0; i < N; i++) dx[i] = inv * (dy[i] - x[i] * inv * inv * d / N);
}

/* wengert: y[N] = rmsn_wrong(x[N]) overwrites */
void rmsn_wrong_forward(float *y, const float *x, int N)
{
	float s = 1e-5f;
	for (int i = 0; i < N; i++) s += x[i] * x[i] / N;
	for (int i = 0; i < N; i++) y[i] = x[i] / sqrtf(s);
}
void rmsn_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	if (key != x || kn != N || k0 != x[0] || k1 != x[N - 1]) {
		float s = 1e-5f;
		for (int i = 0; i < N; i++) s += x[i] * x[i] / N;
		inv = 1 / sqrtf(s);
		key = x;
		kn = N;
		k0 = x[0];
		k1 = x[N - 1];
	}
	float d = 0;
	for (int i = 0; i < N; i++) d += dy[i] * x[i];
	for (int i = 0; i < N; i++) dx[i] = inv * (dy[i] - x[i] * inv * inv * d / N);
}
