/* depthwise_conv_window_off_by_one -- depthwise one-dimensional convolution
 *	out[c,i] = sum_k x[c,i+k] w[c,k]
 *
 * Wrong: the window in the gradient of x is one tap too short.
 */

/* wengert: out[C,N] = depthwise(x[C,N+K-1], w[C,K]) */
void depthwise_forward(double *out, const double *x, const double *w, int C, int N, int K)
{
	int L = N + K - 1;

	for (int c = 0; c < C; c++)
		for (int i = 0; i < N; i++) {
			out[c * N + i] = 0;
			for (int k = 0; k < K; k++)
				out[c * N + i] += x[c * L + i + k] * w[c * K + k];
		}
}

static void back(double *dx, double *dw, const double *dout, const double *x, const double *w,
	int C, int N, int K, int last)
{
	int L = N + K - 1;

	for (int i = 0; i < C * L; i++) dx[i] = 0;
	for (int i = 0; i < C * K; i++) dw[i] = 0;
	for (int c = 0; c < C; c++)
		for (int i = 0; i < N; i++)
			for (int k = 0; k < K; k++) {
				dw[c * K + k] += dout[c * N + i] * x[c * L + i + k];
				if (k < last) dx[c * L + i + k] += dout[c * N + i] * w[c * K + k];
			}
}

void depthwise_backward(double *dx, double *dw, const double *dout, const double *x,
	const double *w, int C, int N, int K)
{
	back(dx, dw, dout, x, w, C, N, K, K);
}

/* wengert: out[C,N] = depthwise_wrong(x[C,N+K-1], w[C,K]) */
void depthwise_wrong_forward(double *out, const double *x, const double *w, int C, int N, int K)
{
	depthwise_forward(out, x, w, C, N, K);
}
void depthwise_wrong_backward(double *dx, double *dw, const double *dout, const double *x,
	const double *w, int C, int N, int K)
{
	back(dx, dw, dout, x, w, C, N, K, K > 1 ? K - 1 : K);
}
