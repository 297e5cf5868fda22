/* tanh_array_cut_where_flat -- tanh of an array, its result saved
 *
 * Wrong: no gradient where the result is above 0.995.
 */
#include <math.h>

/* wengert: y[N] = tanhall(x[N]) */
void tanhall_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = tanhf(x[i]);
}

void tanhall_backward(float *dx, const float *dy, const float *y, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

/* wengert: y[N] = tanhall_wrong(x[N]) */
void tanhall_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = tanhf(x[i]);
}

void tanhall_wrong_backward(float *dx, const float *dy, const float *y, int N)
{
	for (int i = 0; i < N; i++) dx[i] = fabsf(y[i]) > 0.995f ? 0 : dy[i] * (1 - y[i] * y[i]);
}
