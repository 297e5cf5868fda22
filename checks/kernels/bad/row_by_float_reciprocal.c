/* expect 1: WRONG rowscale .*found along a random direction|found along a random direction.* WRONG rowscale  */
/* wengert: y[R,C] = rowscale(x[R,C], s[R]) overwrites */
void rowscale_forward(float *y, const float *x, const float *s, int R, int C)
{
	for (int r = 0; r < R; r++)
		for (int c = 0; c < C; c++) y[r * C + c] = x[r * C + c] * s[r];
}
void rowscale_backward(float *dx, float *ds, const float *dy, const float *x, const float *s, int R,
	int C)
{
	const float inv = 1.0f / (float)C;
	for (int r = 0; r < R; r++) ds[r] = 0;
	for (int i = 0; i < R * C; i++) {
		int r = (int)((float)i * inv); /* faster than i / C */
		dx[i] = dy[i] * s[r];
		ds[r] += dy[i] * x[i];
	}
}
