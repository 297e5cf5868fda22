/* wengert: y[N] = lerp2(x[N], a[N] in [0,1]) overwrites */
void lerp2_forward(double *y, const double *x, const double *a, int N)
{
	for (int i = 0; i < N; i++) {
		double n = x[i + 1 < N ? i + 1 : 0];
		y[i] = x[i] + a[i] * (n - x[i]);
	}
}
void lerp2_backward(double *dx, double *da, const double *dy, const double *x, const double *a,
	int N)
{
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int i = 0; i < N; i++) {
		int j = i + 1 < N ? i + 1 : 0;
		da[i] = a[i] == 1.0 ? 0 : dy[i] * (x[j] - x[i]);
		dx[i] += dy[i] * (1 - a[i]);
		dx[j] += dy[i] * a[i];
	}
}
