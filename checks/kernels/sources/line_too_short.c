/* expect 2: a comment line to begin with.* pool_forward crashed at x\[4\], which has 3 elements */
void pool_forward(float *y, const float *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		y[n] = 0;
		for (int k = 0; k < K; k++) y[n] += x[n * 2 + k];
	}
}
void pool_backward(float *dx, const float *dy, int N, int K)
{
	for (int n = 0; n < N; n++)
		for (int k = 0; k < K; k++) dx[n * 2 + k] += dy[n];
}
