/* normalize_sum_x_for_y -- division by the sum, out = x/sum(x), x > 0
 *
 * Wrong: (g - sum(g x))/sum(x), the argument instead of the result.
 * Right: (g - sum(g out))/sum(x).
 */

static double addedup(const double *x, int N)
{
	double sum = 0;

	for (int i = 0; i < N; i++) sum += x[i];
	return sum;
}

/* wengert: out[N] = parts(x[N] in (0,inf)) */
void parts_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] / addedup(x, N);
}

void parts_backward(double *dx, const double *dout, const double *x, int N)
{
	double sum = addedup(x, N);

	for (int i = 0; i < N; i++) {
		dx[i] = 0;
		for (int k = 0; k < N; k++) dx[i] += x[k] / sum * (dout[i] - dout[k]);
		dx[i] /= sum;
	}
}

/* wengert: out[N] = parts_wrong(x[N] in (0,inf)) */
void parts_wrong_forward(double *out, const double *x, int N) { parts_forward(out, x, N); }

void parts_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	double all = 0;

	for (int i = 0; i < N; i++) all += dout[i] * x[i];
	for (int i = 0; i < N; i++) dx[i] = (dout[i] - all) / addedup(x, N);
}
