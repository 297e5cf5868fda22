/* variance_n_minus_one -- variance, sum (x - mean)^2/n
 *
 * Wrong: the backward divides by n - 1.
 */

/* wengert: out = variance(x[N]) */
void variance_forward(double *out, const double *x, int N)
{
	double mean = 0;

	for (int i = 0; i < N; i++) mean += x[i] / N;
	*out = 0;
	for (int i = 0; i < N; i++) *out += (x[i] - mean) * (x[i] - mean) / N;
}

void variance_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		/* x[i] - mean, by differences: a common offset cancels exactly */
		double far = 0;

		for (int k = 0; k < N; k++) far += x[i] - x[k];
		dx[i] = *dout * 2 * (far / N) / N;
	}
}

/* wengert: out = variance_wrong(x[N]) */
void variance_wrong_forward(double *out, const double *x, int N) { variance_forward(out, x, N); }

void variance_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	variance_backward(dx, dout, x, N);
	for (int i = 0; i < N; i++) dx[i] = dx[i] * N / (N - 1);
}
