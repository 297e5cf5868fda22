/* judged with the comment offered */
void shift_forward(float *out, const float *x, const float *w, int B, int C)
{
	for (int b = 0; b < B; b++) {
		const float *row = x + b * C;
		for (int c = 0; c < C; c++) out[b * C + c] = row[c] - w[c] * row[c];
	}
}

void shift_backward(float *dx, float *dw, const float *dout, const float *x, const float *w, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++) {
			dx[b * C + c] += (1 - w[c]) * dout[b * C + c];
			dw[c] -= x[b * C + c] * dout[b * C + c];
		}
}
