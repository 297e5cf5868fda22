/* blocks -- y = x^2 in blocks of 32, which no other size fits
 *
 *	wengert vjp examples/kernels/blocks.c
 */
enum { BLOCK = 32 };

/* wengert: y[N] = blocks(x[N]) sizes N % 32, N <= 256 */
void blocks_forward(float *y, const float *x, int N)
{
	for (int b = 0; b < N / BLOCK; b++)
		for (int i = b * BLOCK; i < (b + 1) * BLOCK; i++) y[i] = x[i] * x[i];
}

void blocks_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int b = 0; b < N / BLOCK; b++)
		for (int i = b * BLOCK; i < (b + 1) * BLOCK; i++) dx[i] = 2 * x[i] * dy[i];
}
