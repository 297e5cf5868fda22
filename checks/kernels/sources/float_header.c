/* expect 0: OK smax */
/* a header of the project that includes <float.h>, and a macro of it */
#include <math.h>
#include "lowest.h"
/* wengert: y[N] = smax(x[N]) */
void smax_forward(float *y, const float *x, int N)
{
	float m = LOWEST, s = 0;

	for (int i = 0; i < N; i++) m = LARGER(m, x[i]);
	for (int i = 0; i < N; i++) s += y[i] = expf(x[i] - m);
	for (int i = 0; i < N; i++) y[i] /= s;
}
void smax_backward(float *dx, const float *dy, const float *y, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += dy[i] * y[i];
	for (int i = 0; i < N; i++) dx[i] = y[i] * (dy[i] - s);
}
