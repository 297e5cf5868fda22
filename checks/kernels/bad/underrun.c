/* expect 1: WRONG.*shifted_backward wrote outside the array dx|crashed at dx\[-1\] */
/* wengert: out[N] = shifted(x[N]) */
void shifted_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] + 1;
}
void shifted_backward(double *dx, const double *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i];
	dx[-1] = 0;
}
