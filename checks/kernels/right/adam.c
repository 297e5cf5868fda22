/* adam -- one step of Adam: how the new parameter hangs on the old one, on the gradient and on both
 * moments
 *
 *	m = b1 m0 + (1 - b1) grad,   v = b2 v0 + (1 - b2) grad^2,   out = param - lr m/(sqrt(v) +
 * eps)
 *
 * For the optimiser that is itself learned. With q = 1/(sqrt(v) + eps):
 *	gm = -lr q gout,   gv = lr m q^2/(2 sqrt(v)) gout
 */
#include <math.h>

/* wengert: out[N]* m[N]* v[N]* = adam(param[N], grad[N], m0[N], v0[N] in (0,inf)) with lr = 0.01,
 * b1 = 0.9, b2 = 0.999, eps = 1e-8 */
void adam_forward(float *out, float *m, float *v, const float *param, const float *grad,
	const float *m0, const float *v0, float lr, float b1, float b2, float eps, int N)
{
	for (int i = 0; i < N; i++) {
		m[i] = b1 * m0[i] + (1 - b1) * grad[i];
		v[i] = b2 * v0[i] + (1 - b2) * grad[i] * grad[i];
		out[i] = param[i] - lr * m[i] / (sqrtf(v[i]) + eps);
	}
}

void adam_backward(float *dparam, float *dgrad, float *dm0, float *dv0, const float *dout,
	const float *dm, const float *dv, const float *grad, const float *m, const float *v,
	float lr, float b1, float b2, float eps, int N)
{
	for (int i = 0; i < N; i++) {
		float root = sqrtf(v[i]), q = 1 / (root + eps), step = lr * q * dout[i];
		float gm = dm[i] - step, gv = dv[i] + step * q * m[i] / (2 * root);

		dparam[i] = dout[i];
		dm0[i] = b1 * gm;
		dv0[i] = b2 * gv;
		dgrad[i] = (1 - b1) * gm + (1 - b2) * 2 * grad[i] * gv;
	}
}
