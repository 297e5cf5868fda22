/* expect 2: parameter l is a struct layer, .*as layer \{ n = n, m = m, slope = 1, w = w, gw = dw \} */
struct layer { int n, m; float slope, *w, *gw; };
/* wengert: y[m] = lin(x[n], w[m,n]) */
void lin_forward(float *y, const float *x, struct layer l)
{
	for (int i = 0; i < l.m; i++) {
		y[i] = 0;
		for (int j = 0; j < l.n; j++) y[i] += l.slope * l.w[i * l.n + j] * x[j];
	}
}
void lin_backward(float *dx, const float *dy, const float *x, struct layer l)
{
	for (int j = 0; j < l.n; j++) dx[j] = 0;
	for (int i = 0; i < l.m; i++)
		for (int j = 0; j < l.n; j++) {
			dx[j] += l.slope * dy[i] * l.w[i * l.n + j];
			l.gw[i * l.n + j] = l.slope * dy[i] * x[j];
		}
}
