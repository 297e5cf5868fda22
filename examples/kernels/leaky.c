/* leaky -- the gradient takes the place of the cotangent
 *
 *	wengert vjp examples/kernels/leaky.c
 */

/* wengert: y[N] = leaky(x[N]) with slope = 0.125 in place */
void leaky_forward(float *y, const float *x, float slope, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

void leaky_backward(float *delta, const float *y, float slope, int N)
{
	for (int i = 0; i < N; i++) delta[i] *= y[i] > 0 ? 1 : slope;
}
