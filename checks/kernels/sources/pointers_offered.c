/* expect 2: wengert: y\[B,T,\(C/H\)\] = scale\(x\[B,T,\(C/H\)\], w\[\(C/H\)\]\) */
/* the arrays are reached by pointers and offsets that are set from them, and are not const */
void scale_forward(float *y, float *x, float *w, int B, int T, int C, int H)
{
	int n = C / H;

	for (int b = 0; b < B; b++)
		for (int t = 0; t < T; t++) {
			float *from = x + b * T * n;
			float *row = from + t * n, *to = y + (b * T + t) * n;

			for (int i = 0; i < n; i++) to[i] = row[i] * w[i];
		}
}

void scale_backward(float *dx, float *dw, float *dy, float *x, float *w, int B, int T, int C, int H)
{
	int n = C / H;

	for (int k = 0; k < B * T; k++) {
		float *to = dx + k * n, *from = dy + k * n;

		for (int i = 0; i < n; i++) {
			to[i] += from[i] * w[i];
			dw[i] += from[i] * x[k * n + i];
		}
	}
}
