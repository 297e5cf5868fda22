/* tanh_residual_one_minus_out2 -- tanh with a residual, out = r + tanh x
 *
 * Wrong: 1 - out^2, as if out were tanh x.
 */
#include <math.h>

/* wengert: out[N] = residual(x[N], r[N]) */
void residual_forward(float *out, const float *x, const float *r, int N)
{
	for (int i = 0; i < N; i++) out[i] = r[i] + tanhf(x[i]);
}

void residual_backward(float *dx, float *dr, const float *dout, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float e = expf(-2 * fabsf(x[i]));

		dx[i] = dout[i] * 4 * e / ((1 + e) * (1 + e));
		dr[i] = dout[i];
	}
}

/* wengert: out[N] = residual_wrong(x[N], r[N]) */
void residual_wrong_forward(float *out, const float *x, const float *r, int N)
{
	residual_forward(out, x, r, N);
}

void residual_wrong_backward(float *dx, float *dr, const float *dout, const float *out, int N)
{
	for (int i = 0; i < N; i++) {
		dx[i] = dout[i] * (1 - out[i] * out[i]);
		dr[i] = dout[i];
	}
}
