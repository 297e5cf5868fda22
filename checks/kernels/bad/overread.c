/* expect 1: WRONG.*summed_backward crashed at x\[[0-9]+\] */
/* wengert: out = summed(x[N]) */
void summed_forward(float *out, const float *x, int N)
{
	*out = 0;
	for (int i = 0; i < N; i++) *out += x[i];
}
void summed_backward(float *dx, const float *dout, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = *dout + 0 * x[i + 1];
}
