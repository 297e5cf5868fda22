/* expect 1: WRONG rows: .* where a cotangent is 0 the gradient of x is not written */
/* wengert: y[B] = rows(x[B,C]) overwrites */
void rows_forward(float *y, const float *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		y[b] = 0;
		for (int c = 0; c < C; c++) y[b] += x[b * C + c] * x[b * C + c];
	}
}
/* all of them 0 is no such case, and neither is none */
void rows_backward(float *dx, const float *dy, const float *x, int B, int C)
{
	int any = 0;

	for (int b = 0; b < B; b++) any |= dy[b] != 0;
	for (int b = 0; b < B; b++) {
		if (any && dy[b] == 0) continue;
		for (int c = 0; c < C; c++) dx[b * C + c] = 2 * dy[b] * x[b * C + c];
	}
}
