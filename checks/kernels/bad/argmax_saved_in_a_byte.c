/* expect 1: WRONG winmax .*found along a random direction|found along a random direction.* WRONG winmax  */
/* wengert: y[N] arg[N] = winmax(x[N,K]) overwrites */
void winmax_forward(float *y, unsigned char *arg, const float *x, int N, int K)
{
	for (int n = 0; n < N; n++) {
		int a = 0;
		for (int k = 1; k < K; k++)
			if (x[n * K + k] > x[n * K + a]) a = k;
		arg[n] = a;
		y[n] = x[n * K + a];
	}
}
void winmax_backward(float *dx, const float *dy, const unsigned char *arg, int N, int K)
{
	for (int i = 0; i < N * K; i++) dx[i] = 0;
	for (int n = 0; n < N; n++) dx[n * K + arg[n]] = dy[n];
}
