/* expect 2: misfit.c:3: .*parameter scale is in no shape.*a comment line that would do */
/* wengert: out[N] = grown(x[N]) */
void grown_forward(float *out, const float *x, float scale, int N)
{
	for (int i = 0; i < N; i++) out[i] = scale * x[i];
}
void grown_backward(float *dx, const float *dout, float scale, int N)
{
	for (int i = 0; i < N; i++) dx[i] = scale * dout[i];
}
