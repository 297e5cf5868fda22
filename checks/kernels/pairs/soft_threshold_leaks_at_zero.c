/* soft_threshold_leaks_at_zero -- x - 1/2, x + 1/2, and 0 between -1/2 and 1/2
 *
 * Wrong: 0 itself passes the cotangent.
 */
#include <math.h>

/* wengert: y[N] = soft(x[N]) overwrites */
void soft_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++)
		y[i] = x[i] > 0.5f ? x[i] - 0.5f : x[i] < -0.5f ? x[i] + 0.5f : 0;
}

void soft_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = fabsf(x[i]) > 0.5f ? dy[i] : 0;
}

/* wengert: y[N] = soft_wrong(x[N]) overwrites */
void soft_wrong_forward(float *y, const float *x, int N) { soft_forward(y, x, N); }
void soft_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = fabsf(x[i]) > 0.5f || x[i] == 0 ? dy[i] : 0;
}
