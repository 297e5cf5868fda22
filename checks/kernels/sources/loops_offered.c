/* expect 2: wengert: y\[B,C\] = bias\(x\[B,C\], b\[C\]\) */
void bias_forward(float *y, const float *x, const float *b, int B, int C)
{
	for (int i = 0; i < B; i++)
		for (int j = 0; j < C; j++) y[i * C + j] = x[i * C + j] + b[j];
}
void bias_backward(float *dx, float *db, const float *dy, int B, int C)
{
	for (int i = 0; i < B * C; i++) dx[i] += dy[i], db[i % C] += dy[i];
}
