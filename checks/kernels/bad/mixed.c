/* expect 1: the last element gets no gradient */
/* wengert: out[N] = most(x[N]) */
void most_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] * x[i];
}
void most_backward(double *dx, const double *dout, const double *x, int N)
{
	dx[N - 1] = 0;
	for (int i = 0; i + 1 < N; i++) dx[i] = 2 * x[i] * dout[i];
}
