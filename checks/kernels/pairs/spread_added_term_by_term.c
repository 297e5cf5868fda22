/* spread_added_term_by_term -- the sum of (x - mean)^2 of rows, its two terms added one by one
 *
 * Wrong: the second term is forgotten.
 */
/* wengert: out[B] mean[B] = spread(x[B,C]) accumulates */
void spread_forward(float *out, float *mean, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		float m = 0, s = 0;

		for (int c = 0; c < C; c++) m += x[b * C + c] / C;
		for (int c = 0; c < C; c++) s += (x[b * C + c] - m) * (x[b * C + c] - m);
		out[b] = s;
		mean[b] = m;
	}
}

void spread_backward(float *dx, const float *dout, const float *x, const float *mean, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++) {
			dx[b * C + c] += 2 * dout[b] * x[b * C + c];
			dx[b * C + c] -= 2 * dout[b] * mean[b];
		}
}

/* wengert: out[B] mean[B] = spread_wrong(x[B,C]) accumulates */
void spread_wrong_forward(float *out, float *mean, const float *x, int B, int C)
{
	spread_forward(out, mean, x, B, C);
}

void spread_wrong_backward(float *dx, const float *dout, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++) dx[b * C + c] += 2 * dout[b] * x[b * C + c];
}
