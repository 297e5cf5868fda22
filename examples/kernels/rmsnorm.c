/* rmsnorm -- out = x w / rms, rms = sqrt(sum x^2 / C + eps); a second result is saved, not
 * differentiated
 *
 *	wengert vjp examples/kernels/rmsnorm.c
 */
#include <math.h>

/* wengert: out[B,C] rms[B] = rmsnorm(x[B,C], w[C]) with eps = 1e-5 accumulates */
void rmsnorm_fwd(float *out, float *rms, const float *x, const float *w, float eps, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float s = 0;

		for (int c = 0; c < C; c++) s += x[b * C + c] * x[b * C + c];
		rms[b] = sqrtf(s / C + eps);
		for (int c = 0; c < C; c++) out[b * C + c] = x[b * C + c] * w[c] / rms[b];
	}
}

void rmsnorm_bwd(float *dx, float *dw, const float *dout, const float *x, const float *w,
	const float *rms, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float s = 0, r = 1 / rms[b];

		for (int c = 0; c < C; c++) s += dout[b * C + c] * w[c] * x[b * C + c];
		for (int c = 0; c < C; c++) {
			dx[b * C + c] +=
				r * (dout[b * C + c] * w[c] - x[b * C + c] * r * r * s / C);
			dw[c] += dout[b * C + c] * x[b * C + c] * r;
		}
	}
}
