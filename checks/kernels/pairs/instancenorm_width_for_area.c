/* instancenorm_width_for_area -- instance normalisation
 *	each (b, c) over its H x W elements, with weight and bias of the channel
 *
 * Wrong: the sum of the cotangent is divided by W instead of H W.
 */
#include <math.h>

/* wengert: out[B,C,H,W] = instancenorm(x[B,C,H,W], weight[C], bias[C]) with eps = 1e-5 */
void instancenorm_forward(float *out, const float *x, const float *weight, const float *bias,
	float eps, int B, int C, int H, int W)
{
	int n = H * W;

	for (int p = 0; p < B * C; p++, x += n, out += n) {
		float m = 0, v = 0;

		for (int k = 0; k < n; k++) m += x[k];
		m /= n;
		for (int k = 0; k < n; k++) v += (x[k] - m) * (x[k] - m);
		for (int k = 0; k < n; k++)
			out[k] = (x[k] - m) / sqrtf(v / n + eps) * weight[p % C] + bias[p % C];
	}
}

static void back(float *dx, float *dweight, float *dbias, const float *dout, const float *x,
	const float *weight, float eps, int B, int C, int n, int over)
{
	for (int c = 0; c < C; c++) dweight[c] = dbias[c] = 0;
	for (int p = 0; p < B * C; p++, x += n, dx += n, dout += n) {
		float m = 0, v = 0, r, sg = 0, sgn = 0;

		for (int k = 0; k < n; k++) m += x[k];
		m /= n;
		for (int k = 0; k < n; k++) v += (x[k] - m) * (x[k] - m);
		r = 1 / sqrtf(v / n + eps);
		for (int k = 0; k < n; k++) sg += dout[k], sgn += dout[k] * (x[k] - m) * r;
		for (int k = 0; k < n; k++)
			dx[k] = weight[p % C] * r *
				(dout[k] - sg / over - (x[k] - m) * r * sgn / n);
		dweight[p % C] += sgn;
		dbias[p % C] += sg;
	}
}

void instancenorm_backward(float *dx, float *dweight, float *dbias, const float *dout,
	const float *x, const float *weight, float eps, int B, int C, int H, int W)
{
	back(dx, dweight, dbias, dout, x, weight, eps, B, C, H * W, H * W);
}

/* wengert: out[B,C,H,W] = instancenorm_wrong(x[B,C,H,W], weight[C], bias[C]) with eps = 1e-5 */
void instancenorm_wrong_forward(float *out, const float *x, const float *weight, const float *bias,
	float eps, int B, int C, int H, int W)
{
	instancenorm_forward(out, x, weight, bias, eps, B, C, H, W);
}

void instancenorm_wrong_backward(float *dx, float *dweight, float *dbias, const float *dout,
	const float *x, const float *weight, float eps, int B, int C, int H, int W)
{
	back(dx, dweight, dbias, dout, x, weight, eps, B, C, H * W, W);
}
