/* expect 0: OK sq .* OK mean  */
/* wengert: y[N] = sq(x[N]) overwrites */
void sq_forward(float *y, const float *x, int N)
{
	for (int n = 0; n < N; n++) y[n] = x[n] * x[n];
}
void sq_backward(double *dx, const float *dy, const float *x, int N)
{
	for (int n = 0; n < N; n++) dx[n] = 2.0 * dy[n] * x[n];
}

/* wengert: y = mean(x[N]) overwrites */
void mean_forward(double *y, const double *x, int N)
{
	*y = 0;
	for (int n = 0; n < N; n++) *y += x[n] / N;
}
void mean_backward(float *dx, float dy, const double *x, int N)
{
	for (int n = 0; n < N; n++) dx[n] = dy / N;
	(void)x;
}
