/* whole_last_block -- y = x^2 in blocks of 4096
 *
 * Wrong: where the last block is whole it is taken for empty.
 */
enum { BLOCK = 4096 };

/* wengert: y[N] = blocked(x[N]) overwrites */
void blocked_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void blocked_backward(float *dx, const float *dy, const float *x, int N)
{
	int last = (N - 1) / BLOCK, tail = N - last * BLOCK;

	for (int b = 0; b <= last; b++)
		for (int k = 0, m = b < last ? BLOCK : tail; k < m; k++)
			dx[b * BLOCK + k] = 2 * dy[b * BLOCK + k] * x[b * BLOCK + k];
}

/* wengert: y[N] = blocked_wrong(x[N]) overwrites */
void blocked_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i];
}

void blocked_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	int last = (N - 1) / BLOCK, tail = N % BLOCK;

	for (int b = 0; b <= last; b++)
		for (int k = 0, m = b < last ? BLOCK : tail; k < m; k++)
			dx[b * BLOCK + k] = 2 * dy[b * BLOCK + k] * x[b * BLOCK + k];
}
