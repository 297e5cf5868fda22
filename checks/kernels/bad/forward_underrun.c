/* expect 1: WRONG.*before_forward (crashed at out.-100.|wrote outside the array out) */
/* wengert: out[N] = before(x[N]) */
void before_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] + 1;
	out[-100] = 0;
}
void before_backward(double *dx, const double *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i];
}
