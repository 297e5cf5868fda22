/* half_rmsnorm_sum_for_mean -- the sum over a row where its mean is meant; weights in float */
#include <math.h>

/* wengert: y[B,C] = half_rmsnorm(x[B,C], w[C]) with eps = 1e-3 */
void half_rmsnorm_forward(_Float16 *y, const _Float16 *x, const float *w, float eps, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, y += C) {
		float s = 0;

		for (int c = 0; c < C; c++) s += (float)x[c] * (float)x[c];
		s = 1 / sqrtf(s / C + eps);
		for (int c = 0; c < C; c++) y[c] = (_Float16)(w[c] * (float)x[c] * s);
	}
}
void half_rmsnorm_backward(_Float16 *dx, float *dw, const _Float16 *dy, const _Float16 *x, const float *w, float eps,
	int B, int C)
{
	for (int c = 0; c < C; c++) dw[c] = 0;
	for (int b = 0; b < B; b++, x += C, dy += C, dx += C) {
		float s = 0, p = 0;

		for (int c = 0; c < C; c++) s += (float)x[c] * (float)x[c];
		s = 1 / sqrtf(s / C + eps);
		for (int c = 0; c < C; c++) p += (float)dy[c] * w[c] * (float)x[c];
		for (int c = 0; c < C; c++) {
			dx[c] = (_Float16)(s * ((float)dy[c] * w[c] - (float)x[c] * s * s * p / C));
			dw[c] += (float)dy[c] * (float)x[c] * s;
		}
	}
}

/* wengert: y[B,C] = half_rmsnorm_wrong(x[B,C], w[C]) with eps = 1e-3 */
void half_rmsnorm_wrong_forward(_Float16 *y, const _Float16 *x, const float *w, float eps, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, y += C) {
		float s = 0;

		for (int c = 0; c < C; c++) s += (float)x[c] * (float)x[c];
		s = 1 / sqrtf(s / C + eps);
		for (int c = 0; c < C; c++) y[c] = (_Float16)(w[c] * (float)x[c] * s);
	}
}
void half_rmsnorm_wrong_backward(_Float16 *dx, float *dw, const _Float16 *dy, const _Float16 *x, const float *w, float eps,
	int B, int C)
{
	for (int c = 0; c < C; c++) dw[c] = 0;
	for (int b = 0; b < B; b++, x += C, dy += C, dx += C) {
		float s = 0, p = 0;

		for (int c = 0; c < C; c++) s += (float)x[c] * (float)x[c];
		s = 1 / sqrtf(s / C + eps);
		for (int c = 0; c < C; c++) p += (float)dy[c] * w[c] * (float)x[c];
		for (int c = 0; c < C; c++) {
			dx[c] = (_Float16)(s * ((float)dy[c] * w[c] - (float)x[c] * s * s * p));
			dw[c] += (float)dy[c] * (float)x[c] * s;
		}
	}
}
