/* ball_projection_scaled_alone -- a row drawn onto the ball of radius 1e4 where it is outside
 *
 * Wrong: outside, the part along the row is not taken off.
 */
#include <math.h>

/* wengert: y[N,C] = ball(x[N,C]) overwrites */
void ball_forward(float *y, const float *x, int N, int C)
{
	for (int n = 0; n < N; n++) {
		float s = 0;

		for (int c = 0; c < C; c++) s += x[n * C + c] * x[n * C + c];
		s = sqrtf(s);
		for (int c = 0; c < C; c++)
			y[n * C + c] = s > 1e4f ? 1e4f * x[n * C + c] / s : x[n * C + c];
	}
}

void ball_backward(float *dx, const float *dy, const float *x, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C, *g = dy + n * C;
		float s = 0, d = 0;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrtf(s);
		for (int c = 0; c < C; c++)
			dx[n * C + c] = s > 1e4f ? 1e4f * (g[c] - v[c] / s * (d / s)) / s : g[c];
	}
}

/* wengert: y[N,C] = ball_wrong(x[N,C]) overwrites */
void ball_wrong_forward(float *y, const float *x, int N, int C)
{
	for (int n = 0; n < N; n++) {
		float s = 0;

		for (int c = 0; c < C; c++) s += x[n * C + c] * x[n * C + c];
		s = sqrtf(s);
		for (int c = 0; c < C; c++)
			y[n * C + c] = s > 1e4f ? 1e4f * x[n * C + c] / s : x[n * C + c];
	}
}

void ball_wrong_backward(float *dx, const float *dy, const float *x, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C, *g = dy + n * C;
		float s = 0, d = 0;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrtf(s);
		for (int c = 0; c < C; c++)
			dx[n * C + c] = s > 1e4f ? 1e4f * (g[c] + 0 * d) / s : g[c];
	}
}
