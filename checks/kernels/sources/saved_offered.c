/* expect 2: parameter arg is in no shape.*wengert: m\[B\] arg\[B\] = rowmax\(x\[B,N\]\) */
#include <float.h>
/* wengert: m[B] = rowmax(x[B,N]) */
void rowmax_forward(float *m, int *arg, const float *x, int B, int N)
{
	for (int b = 0; b < B; b++) {
		m[b] = -FLT_MAX;
		for (int n = 0; n < N; n++)
			if (x[b * N + n] > m[b]) m[b] = x[b * N + n], arg[b] = n;
	}
}
void rowmax_backward(float *dx, const float *dm, const int *arg, int B, int N)
{
	for (int b = 0; b < B; b++) dx[b * N + arg[b]] += dm[b];
}
