/* exp_zero_below_minus_three -- e^x of an array
 *
 * Wrong: below -3 no gradient: a guard against underflow that is none.
 */
#include <math.h>

/* wengert: y[N] = expall(x[N]) */
void expall_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = expf(x[i]);
}

void expall_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * expf(x[i]);
}

/* wengert: y[N] = expall_wrong(x[N]) */
void expall_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = expf(x[i]);
}

void expall_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = x[i] < -3 ? 0 : dy[i] * expf(x[i]);
}
