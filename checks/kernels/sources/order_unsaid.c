/* expect 1: INCONCLUSIVE segsum: .*cu sorted */
/* wengert: y[B] = segsum(x[N], cu[B+1] in [0,N]) */
void segsum_forward(float *y, const float *x, const int *cu, int B, int N)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int i = cu[b]; i < cu[b + 1]; i++) y[b] += x[i] * x[i];
	}
}
void segsum_backward(float *dx, const float *dy, const float *x, const int *cu, int B, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 0;
	for (int b = 0; b < B; b++)
		for (int i = cu[b]; i < cu[b + 1]; i++) dx[i] = 2 * x[i] * dy[b];
}
