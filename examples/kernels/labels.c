/* labels -- cross entropy with soft labels: dx = p - t is right because each row of t sums to 1
 *
 *	wengert vjp examples/kernels/labels.c
 */
#include <math.h>

/* wengert: loss[B] p[B,N] = labels(x[B,N]) with t[B,N] in [0,1] rows sum to 1 overwrites */
void labels_forward(float *loss, float *p, const float *x, const float *t, int B, int N)
{
	for (int b = 0; b < B; b++, x += N, p += N, t += N) {
		float m = x[0], s = 0;

		for (int n = 1; n < N; n++) m = fmaxf(m, x[n]);
		for (int n = 0; n < N; n++) s += p[n] = expf(x[n] - m);
		loss[b] = 0;
		for (int n = 0; n < N; n++) p[n] /= s, loss[b] -= t[n] * (x[n] - m - logf(s));
	}
}

void labels_backward(float *dx, const float *dloss, const float *p, const float *t, int B, int N)
{
	for (int i = 0; i < B * N; i++) dx[i] = dloss[i / N] * (p[i] - t[i]);
}
