/* expect 1: WRONG blk */
/* blocks of 32; no size fits unless the comment says which do (examples/kernels/blocks.c) */
/* wengert: y[N] = blk(x[N]) */
void blk_forward(float *y, const float *x, int N)
{
	for (int b = 0; b < N / 32; b++)
		for (int i = 32 * b; i < 32 * b + 32; i++) y[i] = x[i] * x[i];
}
void blk_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int b = 0; b < N / 32; b++)
		for (int i = 32 * b; i < 32 * b + 32; i++) dx[i] = 2 * x[i] * dy[i];
}
