/* loss -- the gradient of a mean square, which takes no cotangent: it is that of the loss itself
 *
 *	wengert vjp examples/kernels/loss.c
 */

/* wengert: loss = loss(pred[N]) with target[N] derivative */
float loss_forward(const float *pred, const float *target, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += (pred[i] - target[i]) * (pred[i] - target[i]);
	return s / N;
}

void loss_backward(float *grad, const float *pred, const float *target, int N)
{
	for (int i = 0; i < N; i++) grad[i] = 2 * (pred[i] - target[i]) / N;
}
