/* expect 1: WRONG.*doubled_backward crashed at dx\[[0-9]+\], which has [0-9]+ element */
/* wengert: out[N] = doubled(x[N]) */
void doubled_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = 2 * x[i];
}
void doubled_backward(double *dx, const double *dout, int N)
{
	for (int i = 0; i <= N; i++) dx[i] = 2 * dout[i < N ? i : 0];
}
