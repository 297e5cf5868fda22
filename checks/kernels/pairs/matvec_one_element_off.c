/* matvec_one_element_off -- out = W x with a constant matrix W
 *
 * Wrong: in the backward one element of W is off by 10.
 */
static double element(int i, int j) { return (double)((i * 7 + j * 13) % 11 - 5) / 8; }

/* wengert: out[M] = dense(x[N]) */
void dense_forward(double *out, const double *x, int M, int N)
{
	for (int i = 0; i < M; i++) {
		out[i] = 0;
		for (int j = 0; j < N; j++) out[i] += element(i, j) * x[j];
	}
}

void dense_backward(double *dx, const double *dout, int M, int N)
{
	for (int j = 0; j < N; j++) {
		dx[j] = 0;
		for (int i = 0; i < M; i++) dx[j] += element(i, j) * dout[i];
	}
}

/* wengert: out[M] = dense_wrong(x[N]) */
void dense_wrong_forward(double *out, const double *x, int M, int N)
{
	dense_forward(out, x, M, N);
}

void dense_wrong_backward(double *dx, const double *dout, int M, int N)
{
	dense_backward(dx, dout, M, N);
	dx[2 * N / 3] += 10 * dout[M / 2];
}
