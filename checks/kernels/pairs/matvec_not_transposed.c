/* matvec_not_transposed -- out = W x, W square
 *
 * Wrong: the gradient of x is W g instead of W' g.
 */

/* wengert: out[N] = matvec(W[N,N], x[N]) */
void matvec_forward(double *out, const double *W, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		out[i] = 0;
		for (int j = 0; j < N; j++) out[i] += W[i * N + j] * x[j];
	}
}

void matvec_backward(double *dW, double *dx, const double *dout, const double *W, const double *x,
	int N)
{
	for (int j = 0; j < N; j++) dx[j] = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			dW[i * N + j] = dout[i] * x[j];
			dx[j] += W[i * N + j] * dout[i];
		}
}

/* wengert: out[N] = matvec_wrong(W[N,N], x[N]) */
void matvec_wrong_forward(double *out, const double *W, const double *x, int N)
{
	matvec_forward(out, W, x, N);
}

void matvec_wrong_backward(double *dW, double *dx, const double *dout, const double *W,
	const double *x, int N)
{
	matvec_backward(dW, dx, dout, W, x, N);
	matvec_forward(dx, W, dout, N);
}
