/* expect 1: OK act .* WRONG third: the rule for x is wrong .* OK leak */
#include <math.h>
/* wengert: y[N] = act(x[N]) with mode in [0,3) overwrites */
void act_forward(float *y, const float *x, int mode, int N)
{
	for (int n = 0; n < N; n++) y[n] = mode == 0 ? x[n] : mode == 1 ? tanhf(x[n]) : x[n] * x[n];
}
void act_backward(float *dx, const float *dy, const float *x, const float *y, int mode, int N)
{
	for (int n = 0; n < N; n++)
		dx[n] = dy[n] *
			(mode == 0                  ? 1
					: mode == 1 ? 1 / (coshf(x[n]) * coshf(x[n]))
						    : 2 * x[n]);
}
/* wengert: y[N] = third(x[N]) with mode in [0,3) overwrites */
void third_forward(float *y, const float *x, int mode, int N)
{
	for (int n = 0; n < N; n++) y[n] = mode == 0 ? x[n] : mode == 1 ? tanhf(x[n]) : x[n] * x[n];
}
void third_backward(float *dx, const float *dy, const float *x, const float *y, int mode, int N)
{
	for (int n = 0; n < N; n++)
		dx[n] = dy[n] *
			(mode == 0                  ? 1
					: mode == 1 ? 1 / (coshf(x[n]) * coshf(x[n]))
						    : x[n]);
}

/* wengert: y[N] = leak(x[N]) with slope in (0,1) overwrites */
void leak_forward(float *y, const float *x, float slope, int N)
{
	for (int n = 0; n < N; n++) y[n] = x[n] > 0 ? x[n] : slope * x[n];
}
void leak_backward(float *dx, const float *dy, const float *x, float slope, int N)
{
	for (int n = 0; n < N; n++) dx[n] = dy[n] * (x[n] > 0 ? 1 : slope);
}
