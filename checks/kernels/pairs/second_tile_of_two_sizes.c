/* second_tile_of_two_sizes -- a product of matrices
 *
 * Wrong: tiles of 32 by 32 of b; the one that is the second both ways is added twice.
 */

/* wengert: y[M,N] = tgemm(a[M,K], b[K,N]) overwrites */
void tgemm_forward(double *y, const double *a, const double *b, int M, int N, int K)
{
	for (int i = 0; i < M * N; i++) y[i] = 0;
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < K; k++) y[i * N + j] += a[i * K + k] * b[k * N + j];
}

void tgemm_backward(double *da, double *db, const double *dy, const double *a, const double *b,
	int M, int N, int K)
{
	for (int i = 0; i < M * K; i++) da[i] = 0;
	for (int i = 0; i < K * N; i++) db[i] = 0;
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < K; k++) {
				da[i * K + k] += dy[i * N + j] * b[k * N + j];
				db[k * N + j] += dy[i * N + j] * a[i * K + k];
			}
}

/* wengert: y[M,N] = tgemm_wrong(a[M,K], b[K,N]) overwrites */
void tgemm_wrong_forward(double *y, const double *a, const double *b, int M, int N, int K)
{
	for (int i = 0; i < M * N; i++) y[i] = 0;
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < K; k++) y[i * N + j] += a[i * K + k] * b[k * N + j];
}

void tgemm_wrong_backward(double *da, double *db, const double *dy, const double *a, const double *b,
	int M, int N, int K)
{
	for (int i = 0; i < M * K; i++) da[i] = 0;
	for (int i = 0; i < K * N; i++) db[i] = 0;
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < K; k++) {
				da[i * K + k] += dy[i * N + j] * b[k * N + j];
				db[k * N + j] += dy[i * N + j] * a[i * K + k] *
					(k / 32 && j / 32 ? 2 : 1);
			}
}
