/* conv1d_filter_not_flipped -- one-dimensional convolution, three taps, zero padding
 *	out[i] = sum_k x[i+k-1] w[k]
 *
 * Wrong: the filter is not flipped in the gradient of x.
 */

/* the filter has three taps: w[0] left, w[1] here, w[2] right */
static double tap(const double *x, int i, int N) { return i < 0 || i >= N ? 0 : x[i]; }

/* wengert: out[N] = conv3(x[N], left, here, right) */
void conv3_forward(double *out, const double *x, double left, double here, double right, int N)
{
	for (int i = 0; i < N; i++)
		out[i] = tap(x, i - 1, N) * left + x[i] * here + tap(x, i + 1, N) * right;
}

void conv3_backward(double *dx, double *dleft, double *dhere, double *dright, const double *dout,
	const double *x, double left, double here, double right, int N)
{
	*dleft = *dhere = *dright = 0;
	for (int i = 0; i < N; i++) {
		*dleft += dout[i] * tap(x, i - 1, N);
		*dhere += dout[i] * x[i];
		*dright += dout[i] * tap(x, i + 1, N);
	}
	conv3_forward(dx, dout, right, here, left, N);
}

/* wengert: out[N] = conv3_wrong(x[N], left, here, right) */
void conv3_wrong_forward(double *out, const double *x, double left, double here, double right,
	int N)
{
	conv3_forward(out, x, left, here, right, N);
}

void conv3_wrong_backward(double *dx, double *dleft, double *dhere, double *dright,
	const double *dout, const double *x, double left, double here, double right, int N)
{
	conv3_backward(dx, dleft, dhere, dright, dout, x, left, here, right, N);
	conv3_forward(dx, dout, left, here, right, N);
}
