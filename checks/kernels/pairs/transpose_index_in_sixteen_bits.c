/* transpose_index_in_sixteen_bits -- y = x'
 *
 * Wrong: the index wraps beyond 65,535 elements, and stays within the array.
 */
#include <stdint.h>

/* wengert: y[N,M] = turn(x[M,N]) overwrites */
void turn_forward(float *y, const float *x, int M, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) y[j * M + i] = x[i * N + j];
}
void turn_backward(float *dx, const float *dy, int M, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) dx[i * N + j] = dy[j * M + i];
}

/* wengert: y[N,M] = turn_wrong(x[M,N]) overwrites */
void turn_wrong_forward(float *y, const float *x, int M, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) y[j * M + i] = x[i * N + j];
}
void turn_wrong_backward(float *dx, const float *dy, int M, int N)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) dx[i * N + j] = dy[(uint16_t)(j * M + i)];
}
