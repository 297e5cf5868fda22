/* expect 2: wengert: y\[N\*M\] = triple\(x\[N\*M\]\) */
void triple_forward(float *y, const float *x, int N, int M)
{
	const int TILE = 4;

	for (int o = 0; o < N * M; o += TILE)
		for (int i = 0; i < TILE; i++) {
			int k = o + i;

			if (k < N * M) y[k] = 3 * x[k];
		}
}

void triple_backward(float *dx, const float *dy, int N, int M)
{
	for (int k = 0; k < N * M; k++) dx[k] += 3 * dy[k];
}
