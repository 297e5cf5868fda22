/* expect 1: WRONG ended: ended_forward crashed at signal 10, with N = 137 */
#include <signal.h>
/* wengert: y[N] = ended(x[N]) */
void ended_forward(float *y, const float *x, int N)
{
	if (N > 4) raise(SIGUSR1);
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void ended_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
