/* sgd_missing_weight_decay -- a gradient step with weight decay, out = w - rate (grad + decay w)
 *
 * Wrong: the decay is missing in the gradient of w.
 */

/* wengert: out[N] = decayed(w[N], grad[N]) with rate = 0.01, decay = 0.1 */
void decayed_forward(float *out, const float *w, const float *grad, float rate, float decay, int N)
{
	for (int i = 0; i < N; i++) out[i] = w[i] - rate * (grad[i] + decay * w[i]);
}

void decayed_backward(float *dw, float *dgrad, const float *dout, float rate, float decay, int N)
{
	for (int i = 0; i < N; i++)
		dw[i] = dout[i] * (1 - rate * decay), dgrad[i] = -rate * dout[i];
}

/* wengert: out[N] = decayed_wrong(w[N], grad[N]) with rate = 0.01, decay = 0.1 */
void decayed_wrong_forward(float *out, const float *w, const float *grad, float rate, float decay,
	int N)
{
	decayed_forward(out, w, grad, rate, decay, N);
}

void decayed_wrong_backward(float *dw, float *dgrad, const float *dout, float rate, float decay,
	int N)
{
	for (int i = 0; i < N; i++) dw[i] = dout[i], dgrad[i] = -rate * dout[i];
}
