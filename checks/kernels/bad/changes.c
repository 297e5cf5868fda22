/* expect 1: WRONG.*scaled_backward changed its input dout */
/* wengert: out[N] = scaled(x[N]) */
void scaled_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = 3 * x[i];
}
void scaled_backward(double *dx, double *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i] *= 3;
}
