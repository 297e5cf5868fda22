/* offset_in_a_short -- permutation; wrong: an offset in a short, beyond 32,767 elements */
/* wengert: y[B,N] = permute(x[B,N]) with p[N] in [0,N) overwrites */
void permute_forward(float *y, const float *x, const int *p, int B, int N)
{
	for (int b = 0; b < B; b++)
		for (int i = 0; i < N; i++) y[b * N + i] = x[b * N + p[i]];
}
void permute_backward(float *dx, const float *dy, const int *p, int B, int N)
{
	for (int i = 0; i < B * N; i++) dx[i] = 0;
	for (int b = 0; b < B; b++)
		for (int i = 0; i < N; i++) {
			int o = b * N + p[i];
			dx[o] += dy[b * N + i];
		}
}

/* wengert: y[B,N] = permute_wrong(x[B,N]) with p[N] in [0,N) overwrites */
void permute_wrong_forward(float *y, const float *x, const int *p, int B, int N)
{
	for (int b = 0; b < B; b++)
		for (int i = 0; i < N; i++) y[b * N + i] = x[b * N + p[i]];
}
void permute_wrong_backward(float *dx, const float *dy, const int *p, int B, int N)
{
	for (int i = 0; i < B * N; i++) dx[i] = 0;
	for (int b = 0; b < B; b++)
		for (int i = 0; i < N; i++) {
			short o = (short)(b * N + p[i]); /* fits the batch */
			dx[o] += dy[b * N + i];
		}
}
