/* expect 1: WRONG product: .* a\[32,32\] with M = 34, N = 38, K = 42 */
static int least(int a, int b) { return a < b ? a : b; }

/* wengert: c[M,N] = product(a[M,K], b[K,N]) accumulates */
void product_forward(float *c, const float *a, const float *b, int M, int K, int N)
{
	for (int m = 0; m < M; m++)
		for (int n = 0; n < N; n++) {
			c[m * N + n] = 0;
			for (int k = 0; k < K; k++) c[m * N + n] += a[m * K + k] * b[k * N + n];
		}
}
static void tile(float *da, float *db, const float *dc, const float *a, const float *b, int m0,
	int k0, int n0, int M, int K, int N)
{
	for (int m = m0; m < least(m0 + 32, M); m++)
		for (int k = k0; k < least(k0 + 32, K); k++)
			for (int n = n0; n < least(n0 + 32, N); n++) {
				da[m * K + k] += dc[m * N + n] * b[k * N + n];
				db[k * N + n] += dc[m * N + n] * a[m * K + k];
			}
}
void product_backward(float *da, float *db, const float *dc, const float *a, const float *b,
	int M, int K, int N)
{
	for (int m = 0; m < M; m += 32)
		for (int k = 0; k < K; k += 32)
			for (int n = 0; n < N; n += 32)
				tile(da, db, dc, a, b, m && k && n ? m + 1 : m, k, n, M, K, N);
}
