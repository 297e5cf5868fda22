/* expect 1: WRONG matmul: threads of a launch race in matmul_forward for c */
#define T 8
__global__ void mm(float *c, const float *a, const float *b, int M, int K, int N, int ta, int tb,
	int add)
{
	__shared__ float as[T][T], bs[T][T];
	int row = blockIdx.y * T + threadIdx.y, col = blockIdx.x * T + threadIdx.x;
	float s = 0;
	for (int t = 0; t < (K + T - 1) / T; t++) {
		int ka = t * T + threadIdx.x, kb = t * T + threadIdx.y;
		as[threadIdx.y][threadIdx.x] =
			row < M && ka < K ? (ta ? a[ka * M + row] : a[row * K + ka]) : 0.f;
		bs[threadIdx.y][threadIdx.x] =
			kb < K && col < N ? (tb ? b[col * K + kb] : b[kb * N + col]) : 0.f;
		for (int k = 0; k < T; k++) s += as[threadIdx.y][k] * bs[k][threadIdx.x];
		__syncthreads();
	}
	if (row < M && col < N) c[row * N + col] = add ? c[row * N + col] + s : s;
}
static void go(float *c, const float *a, const float *b, int M, int K, int N, int ta, int tb,
	int add)
{
	dim3 g((N + T - 1) / T, (M + T - 1) / T), b2(T, T);
	mm<<<g, b2>>>(c, a, b, M, K, N, ta, tb, add);
}
// wengert: c[M,N] = matmul(a[M,K], b[K,N]) accumulates
void matmul_forward(float *c, const float *a, const float *b, int M, int K, int N)
{
	go(c, a, b, M, K, N, 0, 0, 0);
}
void matmul_backward(float *da, float *db, const float *dc, const float *a, const float *b, int M,
	int K, int N)
{
	go(da, dc, b, M, N, K, 0, 1, 1);
	go(db, a, dc, K, M, N, 1, 0, 1);
}
