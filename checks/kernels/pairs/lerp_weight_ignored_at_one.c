/* lerp_weight_ignored_at_one -- x[i] + a[i] (x[i + 1] - x[i]), around
 *
 * Wrong: the weight 1 gets no gradient, as if it were clamped there.
 */

/* wengert: y[N] = around(x[N], a[N] in [0,1]) overwrites */
void around_forward(double *y, const double *x, const double *a, int N)
{
	for (int i = 0; i < N; i++) {
		double n = x[i + 1 < N ? i + 1 : 0];

		y[i] = x[i] + a[i] * (n - x[i]);
	}
}

void around_backward(double *dx, double *da, const double *dy, const double *x, const double *a,
	int N)
{
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int i = 0; i < N; i++) {
		int j = i + 1 < N ? i + 1 : 0;

		da[i] = dy[i] * (x[j] - x[i]);
		dx[i] += dy[i] * (1 - a[i]);
		dx[j] += dy[i] * a[i];
	}
}

/* wengert: y[N] = around_wrong(x[N], a[N] in [0,1]) overwrites */
void around_wrong_forward(double *y, const double *x, const double *a, int N)
{
	around_forward(y, x, a, N);
}

void around_wrong_backward(double *dx, double *da, const double *dy, const double *x,
	const double *a, int N)
{
	around_backward(dx, da, dy, x, a, N);
	for (int i = 0; i < N; i++)
		if (a[i] == 1.0) da[i] = 0;
}
