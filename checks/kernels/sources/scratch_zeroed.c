/* expect 0: OK cum */

/* wengert: y[N] = cum(x[N]) scratch acc[N] = 0 */
void cum_forward(double *y, const double *x, int N) { double s = 0; for (int i = 0; i < N; i++) y[i] = s += x[i] * x[i]; }
void cum_backward(double *dx, const double *dy, const double *x, double *acc, int N)
{
	for (int i = N; i--;) {
		for (int j = i; j < N; j++) acc[i] += dy[j];
		dx[i] = 2 * x[i] * acc[i];
	}
}
