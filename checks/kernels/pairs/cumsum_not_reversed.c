/* cumsum_not_reversed -- cumulative sum
 *
 * Wrong: the backward sums from the beginning, dx = cumsum(g), instead of from the end.
 */

/* wengert: out[N] = running(x[N]) */
void running_forward(double *out, const double *x, int N)
{
	double sum = 0;

	for (int i = 0; i < N; i++) out[i] = sum += x[i];
}

void running_backward(double *dx, const double *dout, int N)
{
	double sum = 0;

	for (int i = N; i-- > 0; ) dx[i] = sum += dout[i];
}

/* wengert: out[N] = running_wrong(x[N]) */
void running_wrong_forward(double *out, const double *x, int N) { running_forward(out, x, N); }

void running_wrong_backward(double *dx, const double *dout, int N) { running_forward(dx, dout, N); }
