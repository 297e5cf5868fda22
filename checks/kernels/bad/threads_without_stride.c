/* expect 1: WRONG cube .*found along a random direction|found along a random direction.* WRONG cube  */
/* wengert: y[N] = cube(x[N]) accumulates */
void cube_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] * x[i] * x[i];
}
/* launched as <<<4, 256>>> without a grid-stride loop */
void cube_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int b = 0; b < 4; b++)
		for (int t = 0; t < 256; t++) {
			int i = b * 256 + t;
			if (i < N) dx[i] += 3 * x[i] * x[i] * dy[i];
		}
}
