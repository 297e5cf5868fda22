/* wengert: y[T,D] = rope(x[T,D]) with D = 2*H, c[T,H] in [-1,1], s[T,H] in [-1,1] in place */
void rope_forward(float *y, const float *x, const float *c, const float *s, int T, int D, int H)
{
	for (int t = 0; t < T; t++)
		for (int h = 0; h < H; h++) {
			float a = x[t * D + h], b = x[t * D + H + h];
			y[t * D + h] = a * c[t * H + h] - b * s[t * H + h];
			y[t * D + H + h] = b * c[t * H + h] + a * s[t * H + h];
		}
}
void rope_backward(float *dx, const float *c, const float *s, int T, int D, int H)
{
	for (int t = 0; t < T; t++)
		for (int h = 0; h < H; h++) {
			float a = dx[t * D + h], b = dx[t * D + H + h];
			dx[t * D + h] = a * c[t * H + h] + b * s[t * H + h];
			dx[t * D + H + h] = b * c[t * H + h] - a * s[t * H + h];
		}
}
