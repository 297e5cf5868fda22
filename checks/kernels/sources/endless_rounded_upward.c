/* expect 0: OK scaled */
/* rounded upward its loop never ends */
/* wengert: y[N] = scaled(x[N]) */
void scaled_forward(double *y, const double *x, int N)
{
	double e = 1, t;

	do { e /= 2; t = 1 + e; } while (t > 1);
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i] + (e - e) * x[i];
}
void scaled_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
