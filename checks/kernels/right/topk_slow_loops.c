/* wengert: y[N,K] idx[N,K] = topk(x[N,C]) with C = K+3 overwrites */
void topk_forward(float *y, int *idx, const float *x, int N, int K, int C)
{
	for (int n = 0; n < N; n++)
		for (int k = 0; k < K; k++) {
			int best = -1;
			for (int c = 0; c < C; c++) {
				int used = 0;
				for (int j = 0; j < k; j++) used |= idx[n * K + j] == c;
				if (!used && (best < 0 || x[n * C + c] > x[n * C + best])) best = c;
			}
			idx[n * K + k] = best;
			y[n * K + k] = x[n * C + best];
		}
}
void topk_backward(float *dx, const float *dy, const int *idx, int N, int K, int C)
{
	for (int i = 0; i < N * C; i++) dx[i] = 0;
	for (int n = 0; n < N; n++)
		for (int k = 0; k < K; k++) dx[n * C + idx[n * K + k]] = dy[n * K + k];
}
