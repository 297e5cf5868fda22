/* remainder_reads_element_200 -- e^x of an array, in blocks of 64
 *
 * Wrong: the rest of an array of more than 201 elements is read at 200.
 */
#include <math.h>

/* wengert: y[N] = expblocks(x[N]) */
void expblocks_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = expf(x[i]);
}

void expblocks_backward(float *dx, const float *dy, const float *x, int N)
{
	int i = 0;

	for (; i + 64 <= N; i += 64)
		for (int j = 0; j < 64; j++) dx[i + j] = dy[i + j] * expf(x[i + j]);
	for (; i < N; i++) dx[i] = dy[i] * expf(x[i]);
}

/* wengert: y[N] = expblocks_wrong(x[N]) */
void expblocks_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = expf(x[i]);
}

void expblocks_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	int i = 0;

	for (; i + 64 <= N; i += 64)
		for (int j = 0; j < 64; j++) dx[i + j] = dy[i + j] * expf(x[i + j]);
	for (; i < N; i++) dx[i] = dy[i] * expf(x[i > 200 ? 200 : i]);
}
