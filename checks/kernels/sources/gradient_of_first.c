/* expect 2: wengert: loss = mse\(pred\[N\]\) with target\[N\] */
/* wengert: loss = mse(pred[N], target[N]) */
float mse(const float *pred, const float *target, int N)
{
	float s = 0;

	for (int i = 0; i < N; i++) s += (pred[i] - target[i]) * (pred[i] - target[i]);
	return s / N;
}
void mse_grad(float *grad, const float *pred, const float *target, int N)
{
	for (int i = 0; i < N; i++) grad[i] = 2 * (pred[i] - target[i]) / N;
}
