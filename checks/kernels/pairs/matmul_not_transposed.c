/* matmul_not_transposed -- out = A B, both square
 *
 * Wrong: dA = g B instead of g B'.
 */

/* wengert: out[N,N] = product2(A[N,N], B[N,N]) */
void product2_forward(double *out, const double *A, const double *B, int N)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			out[i * N + j] = 0;
			for (int k = 0; k < N; k++) out[i * N + j] += A[i * N + k] * B[k * N + j];
		}
}

void product2_backward(double *dA, double *dB, const double *dout, const double *A, const double *B,
	int N)
{
	for (int i = 0; i < N * N; i++) dA[i] = dB[i] = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++) {
				dA[i * N + k] += dout[i * N + j] * B[k * N + j];
				dB[k * N + j] += dout[i * N + j] * A[i * N + k];
			}
}

/* wengert: out[N,N] = product2_wrong(A[N,N], B[N,N]) */
void product2_wrong_forward(double *out, const double *A, const double *B, int N)
{
	product2_forward(out, A, B, N);
}

void product2_wrong_backward(double *dA, double *dB, const double *dout, const double *A,
	const double *B, int N)
{
	product2_backward(dA, dB, dout, A, B, N);
	product2_forward(dA, dout, B, N);
}
