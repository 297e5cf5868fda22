/* expect 1: INCONCLUSIVE narrow: .*four bytes.*OK wide .* truth by tracing and proof */
/* what keeps one kernel of a file out of wider types does not keep the others out */

/* wengert: y[N] = narrow(x[N]) */
void narrow_forward(float *y, const float *x, int N)
{
	_Static_assert(sizeof *y == 4, "four bytes");
	for (int i = 0; i < N; i++) y[i] = x[i] * 3;
}
void narrow_backward(float *dx, const float *dy, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] * 3;
}

/* wengert: y[N] = wide(x[N]) */
void wide_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}
void wide_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
