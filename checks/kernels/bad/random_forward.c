/* expect 1: INCONCLUSIVE dropped: random forward: dropped_forward gives other results */
/* what a mask holds is drawn anew at each call */
#include <stdlib.h>
/* wengert: y[N] mask[N] = dropped(x[N]) with p = 0.3 */
void dropped_forward(float *y, float *mask, const float *x, float p, int N)
{
	for (int i = 0; i < N; i++) {
		mask[i] = rand() / (RAND_MAX + 1.0f) < p ? 0 : 1 / (1 - p);
		y[i] = x[i] * mask[i];
	}
}
void dropped_backward(float *dx, const float *dy, const float *mask, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * mask[i];
}
