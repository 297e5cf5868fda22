/* expect 0: OK frac .* truth by tracing and proof */
/* wengert: out[N] = frac(x[N]) with x in [-9,-0.5] */
void frac_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		int k = (int)x[i];
		out[i] = (x[i] - k) * x[i] + k;
	}
}
void frac_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		int k = (int)x[i];
		dx[i] = dout[i] * (2 * x[i] - k);
	}
}
