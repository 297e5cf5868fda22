/* expect 0: untaken line 12: v < -20 never true; line 14: N == 123457 never.*OK kept.*2 of 3 */
/* the domain lies above the first threshold, and no case is as large as the second */
/* wengert: y[N] = kept(x[N] in (-10,inf)) */
void kept_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] > 0 ? x[i] : x[i] * x[i];
}
void kept_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float v = x[i];
		dx[i] = v < -20 ? 0 : dy[i] * (v > 0 ? 1 : 2 * v);
	}
	if (N == 123457) dx[0] = 0;
}
