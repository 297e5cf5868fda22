/* expect 1: OK both_jvp .*WRONG half_jvp */
/* each result has a tangent: that the comment marks neither leaves none untried */

/* wengert: y[N], z[N] = both(x[N]) */
void both_forward(float *y, float *z, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = 3 * x[i], z[i] = x[i] * x[i];
}
void both_jvp(float *dy, float *dz, const float *dx, const float *x, int N)
{
	for (int i = 0; i < N; i++) dy[i] = 3 * dx[i], dz[i] = 2 * x[i] * dx[i];
}

/* wengert: y[N], z[N] = half(x[N]) */
void half_forward(float *y, float *z, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = 3 * x[i], z[i] = x[i] * x[i];
}
void half_jvp(float *dy, float *dz, const float *dx, const float *x, int N)
{
	for (int i = 0; i < N; i++) dy[i] = 3 * dx[i], dz[i] = x[i] * dx[i];
}
