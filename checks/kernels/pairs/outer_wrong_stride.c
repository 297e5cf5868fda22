/* outer_wrong_stride -- outer product, out[i,j] = u[i] v[j]
 *
 * Wrong: the gradient of v reads the cotangent with the wrong stride.
 */

/* wengert: out[M,N] = outer(u[M], v[N]) */
void outer_forward(double *out, const double *u, const double *v, int M, int N)
{
	for (int i = 0; i < M; i++) for (int j = 0; j < N; j++) out[i * N + j] = u[i] * v[j];
}

void outer_backward(double *du, double *dv, const double *dout, const double *u, const double *v,
	int M, int N)
{
	for (int i = 0; i < M; i++) {
		du[i] = 0;
		for (int j = 0; j < N; j++) du[i] += dout[i * N + j] * v[j];
	}
	for (int j = 0; j < N; j++) {
		dv[j] = 0;
		for (int i = 0; i < M; i++) dv[j] += dout[i * N + j] * u[i];
	}
}

/* wengert: out[M,N] = outer_wrong(u[M], v[N]) */
void outer_wrong_forward(double *out, const double *u, const double *v, int M, int N)
{
	outer_forward(out, u, v, M, N);
}

void outer_wrong_backward(double *du, double *dv, const double *dout, const double *u,
	const double *v, int M, int N)
{
	outer_backward(du, dv, dout, u, v, M, N);
	for (int j = 0; j < N; j++) {
		dv[j] = 0;
		for (int i = 0; i < M; i++) dv[j] += dout[j * M + i] * u[i];
	}
}
