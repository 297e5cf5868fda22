/* moving_average_three_at_ends -- moving average of three elements, of two at the ends
 *
 * Wrong: the backward divides by three at the ends too.
 */

static int neighbours(int i, int N) { return 1 + (i > 0) + (i + 1 < N); }

/* wengert: out[N] = pooled(x[N]) */
void pooled_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		out[i] = ((i > 0 ? x[i - 1] : 0) + x[i] + (i + 1 < N ? x[i + 1] : 0)) /
			neighbours(i, N);
}

static void spreadback(double *dx, const double *dout, int N, int three)
{
	for (int i = 0; i < N; i++) {
		dx[i] = 0;
		for (int k = i - 1; k <= i + 1; k++)
			if (k >= 0 && k < N) dx[i] += dout[k] / (three ? 3 : neighbours(k, N));
	}
}

void pooled_backward(double *dx, const double *dout, int N) { spreadback(dx, dout, N, 0); }

/* wengert: out[N] = pooled_wrong(x[N]) */
void pooled_wrong_forward(double *out, const double *x, int N) { pooled_forward(out, x, N); }

void pooled_wrong_backward(double *dx, const double *dout, int N) { spreadback(dx, dout, N, 1); }
