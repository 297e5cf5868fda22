/* bfloat_matmul_first_column_only -- each gradient of b sees the first column of a alone */
#include <math.h>
#include <stdint.h>
#include <string.h>

/* wengert: bf16 holds bfloat16 */
typedef uint16_t bf16;

static float widen(bf16 h)
{
	uint32_t u = (uint32_t)h << 16;
	float f;

	memcpy(&f, &u, sizeof f);
	return f;
}

static bf16 nearest(float f)
{
	uint32_t u;

	memcpy(&u, &f, sizeof u);
	if (f != f) return 0x7fc0;
	return (bf16)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

/* wengert: y[M,N] = bfloat_matmul(a[M,K], b[K,N]) */
void bfloat_matmul_forward(bf16 *y, const bf16 *a, const bf16 *b, int M, int K, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) {
			float s = 0;

			for (int k = 0; k < K; k++) s += widen(a[i * K + k]) * widen(b[k * N + j]);
			y[i * N + j] = nearest(s);
		}
}
void bfloat_matmul_backward(bf16 *da, bf16 *db, const bf16 *dy, const bf16 *a, const bf16 *b, int M, int K, int N)
{
	for (int i = 0; i < M; i++)
		for (int k = 0; k < K; k++) {
			float s = 0;

			for (int j = 0; j < N; j++) s += widen(dy[i * N + j]) * widen(b[k * N + j]);
			da[i * K + k] = nearest(s);
		}
	for (int k = 0; k < K; k++)
		for (int j = 0; j < N; j++) {
			float s = 0;

			for (int i = 0; i < M; i++) s += widen(dy[i * N + j]) * widen(a[i * K + k]);
			db[k * N + j] = nearest(s);
		}
}

/* wengert: y[M,N] = bfloat_matmul_wrong(a[M,K], b[K,N]) */
void bfloat_matmul_wrong_forward(bf16 *y, const bf16 *a, const bf16 *b, int M, int K, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) {
			float s = 0;

			for (int k = 0; k < K; k++) s += widen(a[i * K + k]) * widen(b[k * N + j]);
			y[i * N + j] = nearest(s);
		}
}
void bfloat_matmul_wrong_backward(bf16 *da, bf16 *db, const bf16 *dy, const bf16 *a, const bf16 *b, int M, int K, int N)
{
	for (int i = 0; i < M; i++)
		for (int k = 0; k < K; k++) {
			float s = 0;

			for (int j = 0; j < N; j++) s += widen(dy[i * N + j]) * widen(b[k * N + j]);
			da[i * K + k] = nearest(s);
		}
	for (int k = 0; k < K; k++)
		for (int j = 0; j < N; j++) {
			float s = 0;

			for (int i = 0; i < M; i++) s += widen(dy[i * N + j]) * widen(a[i * K]);
			db[k * N + j] = nearest(s);
		}
}
