/* second_result_without_star -- y = sin(x), z = x^2, and a cotangent of each: that the comment marks
 * neither leaves none of them untried.
 *
 * Wrong: half of the second; all of the second.
 */
#include <math.h>

/* wengert: y[N], z[N] = both(x[N]) */
void both_forward(float *y, float *z, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = sinf(x[i]), z[i] = x[i] * x[i];
}
void both_backward(float *dx, const float *dy, const float *dz, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += cosf(x[i]) * dy[i] + 2 * x[i] * dz[i];
}

/* wengert: y[N], z[N] = both_wrong(x[N]) */
void both_wrong_forward(float *y, float *z, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = sinf(x[i]), z[i] = x[i] * x[i];
}
void both_wrong_backward(float *dx, const float *dy, const float *dz, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += cosf(x[i]) * dy[i] + x[i] * dz[i];
}

/* wengert: y[N], z[N] = one_wrong(x[N]) */
void one_wrong_forward(float *y, float *z, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = sinf(x[i]), z[i] = x[i] * x[i];
}
void one_wrong_backward(float *dx, const float *dy, const float *dz, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += cosf(x[i]) * dy[i];
}
