/* expect 1: WRONG.*halves_backward crashed at a division of whole numbers by zero */
/* wengert: out[N] = halves(x[N]) */
void halves_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] / 2;
}
void halves_backward(double *dx, const double *dout, int N)
{
	volatile int n = N - 1, k;
	for (int i = 0; i < N; i++) k = N / n, dx[i] = dout[i] / 2 + 0.0 * k;
}
