/* expect 2: scaled_backward has no cotangent dy of the result y */
/* a weight of another shape has no derivative of each element without a cotangent */

/* wengert: y[N] = scaled(x[N], w[M]) derivative */
void scaled_forward(float *y, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) y[i] = w[i % M] * x[i];
}
void scaled_backward(float *dx, float *dw, const float *x, const float *w, int N, int M)
{
	for (int i = 0; i < N; i++) dx[i] = w[i % M], dw[i % M] = x[i];
}
