/* norm_clamp_float_slope_left_in -- the same in binary32, clamped at 1e-6
 *
 * Wrong: as in norm_clamp_slope_left_in.
 */
#include <math.h>

/* wengert: y[N,C] = unitrowf(x[N,C]) with eps = 1e-6 overwrites */
void unitrowf_forward(float *y, const float *x, float eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C;
		float s = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c];
		r = fmaxf(sqrtf(s), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = v[c] / r;
	}
}

void unitrowf_backward(float *dx, const float *dy, const float *x, float eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C, *g = dy + n * C;
		float s = 0, d = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrtf(s), r = fmaxf(s, eps);
		for (int c = 0; c < C; c++) dx[n * C + c] = s < eps ? g[c] / r : (g[c] - v[c] / r * (d / r)) / r;
	}
}

/* wengert: y[N,C] = unitrowf_wrong(x[N,C]) with eps = 1e-6 overwrites */
void unitrowf_wrong_forward(float *y, const float *x, float eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C;
		float s = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c];
		r = fmaxf(sqrtf(s), eps);
		for (int c = 0; c < C; c++) y[n * C + c] = v[c] / r;
	}
}

void unitrowf_wrong_backward(float *dx, const float *dy, const float *x, float eps, int N, int C)
{
	for (int n = 0; n < N; n++) {
		const float *v = x + n * C, *g = dy + n * C;
		float s = 0, d = 0, r;

		for (int c = 0; c < C; c++) s += v[c] * v[c], d += v[c] * g[c];
		s = sqrtf(s), r = fmaxf(s, eps);
		for (int c = 0; c < C; c++) dx[n * C + c] = (g[c] - v[c] / r * (d / r)) / r;
	}
}
