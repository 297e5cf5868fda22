/* rk4_last_stage_half_step -- one step of the fourth-order Runge-Kutta method for x' = a x (1 - x)
 *
 * Wrong: the backward has h/2 instead of h in the last stage.
 */

static double slope(double x, double a) { return a * x * (1 - x); }

/* wengert: out[N] = rk4(x[N], a[N]) with h = 0.125, x in (0,1), a in (0,4) */
void rk4_forward(double *out, const double *x, const double *a, double h, int N)
{
	for (int i = 0; i < N; i++) {
		double k1 = slope(x[i], a[i]), k2 = slope(x[i] + h / 2 * k1, a[i]),
		       k3 = slope(x[i] + h / 2 * k2, a[i]), k4 = slope(x[i] + h * k3, a[i]);

		out[i] = x[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
	}
}

static void back(double *dx, double *da, const double *dout, const double *x, const double *a,
	double h, int N, double last)
{
	for (int i = 0; i < N; i++) {
		double s[4], k[4],
			g[4] = { dout[i] * h / 6, dout[i] * h / 3, dout[i] * h / 3,
				dout[i] * h / 6 };
		const double step[4] = { 0, h / 2, h / 2, last };

		dx[i] = dout[i], da[i] = 0;
		for (int n = 0; n < 4; n++) {
			s[n] = x[i] + (n == 3 ? h : step[n]) * (n ? k[n - 1] : 0);
			k[n] = slope(s[n], a[i]);
		}
		for (int n = 3; n >= 0; n--) {
			double ds = g[n] * a[i] * (1 - 2 * s[n]);

			da[i] += g[n] * s[n] * (1 - s[n]);
			dx[i] += ds;
			if (n) g[n - 1] += step[n] * ds;
		}
	}
}

void rk4_backward(double *dx, double *da, const double *dout, const double *x, const double *a,
	double h, int N)
{
	back(dx, da, dout, x, a, h, N, h);
}

/* wengert: out[N] = rk4_wrong(x[N], a[N]) with h = 0.125, x in (0,1), a in (0,4) */
void rk4_wrong_forward(double *out, const double *x, const double *a, double h, int N)
{
	rk4_forward(out, x, a, h, N);
}
void rk4_wrong_backward(double *dx, double *da, const double *dout, const double *x,
	const double *a, double h, int N)
{
	back(dx, da, dout, x, a, h, N, h / 2);
}
