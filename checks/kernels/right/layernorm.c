/* layernorm -- out = (inp - mean) rstd weight + bias,   rstd = 1/sqrt(var + eps), along the last
 * axis
 *
 * With n = (inp - mean) rstd and h = weight gout:
 *	ginp = rstd (h - mean(h) - n mean(h n)),   gweight = sum_b gout n,   gbias = sum_b gout
 */
#include <math.h>

/* wengert: out[B,C] mean[B] rstd[B] = layernorm(inp[B,C], weight[C], bias[C]) with eps = 1e-5
 * accumulates */
void layernorm_forward(float *out, float *mean, float *rstd, const float *inp, const float *weight,
	const float *bias, float eps, int B, int C)
{
	for (int b = 0; b < B; b++) {
		const float *x = inp + b * C;
		float *y = out + b * C, m = 0, v = 0, r;

		for (int c = 0; c < C; c++) m += x[c];
		m /= C;
		for (int c = 0; c < C; c++) v += (x[c] - m) * (x[c] - m);
		r = 1 / sqrtf(v / C + eps);
		for (int c = 0; c < C; c++) y[c] = (x[c] - m) * r * weight[c] + bias[c];
		mean[b] = m;
		rstd[b] = r;
	}
}

void layernorm_backward(float *dinp, float *dweight, float *dbias, const float *dout,
	const float *inp, const float *weight, const float *mean, const float *rstd, float eps,
	int B, int C)
{
	for (int b = 0; b < B; b++) {
		const float *x = inp + b * C, *g = dout + b * C;
		float *d = dinp + b * C, m = mean[b], r = rstd[b], h = 0, hn = 0;

		for (int c = 0; c < C; c++) {
			h += weight[c] * g[c];
			hn += weight[c] * g[c] * (x[c] - m) * r;
		}
		h /= C;
		hn /= C;
		for (int c = 0; c < C; c++) {
			float n = (x[c] - m) * r;

			dbias[c] += g[c];
			dweight[c] += g[c] * n;
			d[c] += (weight[c] * g[c] - h - n * hn) * r;
		}
	}
	(void)eps;
}
