/* expect 2: wengert: out\[N\] = bare\(x\[N\]\) */
void bare_forward(float *out, const float *x, int N) { for (int i = 0; i < N; i++) out[i] = x[i]; }
void bare_backward(float *dx, const float *dout, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dout[i];
}
