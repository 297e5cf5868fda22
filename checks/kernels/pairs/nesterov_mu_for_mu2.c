/* nesterov_mu_for_mu2 -- a step with Nesterov's momentum
 *	vel = mu v + grad,   out = w - rate (grad + mu vel)
 *
 * Wrong: the gradient of v has mu instead of mu^2.
 */

/* wengert: out[N]* vel[N]* = nesterov(w[N], v[N], grad[N]) with mu = 0.9, rate = 0.01 */
void nesterov_forward(float *out, float *vel, const float *w, const float *v, const float *grad,
	float mu, float rate, int N)
{
	for (int i = 0; i < N; i++) {
		vel[i] = mu * v[i] + grad[i];
		out[i] = w[i] - rate * (grad[i] + mu * vel[i]);
	}
}

void nesterov_backward(float *dw, float *dv, float *dgrad, const float *dout, const float *dvel,
	float mu, float rate, int N)
{
	for (int i = 0; i < N; i++) {
		dw[i] = dout[i];
		dv[i] = mu * dvel[i] - rate * mu * mu * dout[i];
		dgrad[i] = dvel[i] - rate * (1 + mu) * dout[i];
	}
}

/* wengert: out[N]* vel[N]* = nesterov_wrong(w[N], v[N], grad[N]) with mu = 0.9, rate = 0.01 */
void nesterov_wrong_forward(float *out, float *vel, const float *w, const float *v,
	const float *grad, float mu, float rate, int N)
{
	nesterov_forward(out, vel, w, v, grad, mu, rate, N);
}

void nesterov_wrong_backward(float *dw, float *dv, float *dgrad, const float *dout,
	const float *dvel, float mu, float rate, int N)
{
	nesterov_backward(dw, dv, dgrad, dout, dvel, mu, rate, N);
	for (int i = 0; i < N; i++) dv[i] = mu * dvel[i] - rate * mu * dout[i];
}
