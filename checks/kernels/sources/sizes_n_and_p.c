/* expect 0: OK blend */
enum kind { LINEAR = 3 };
/* wengert: y[n,p] = blend(x[n,p], w[p]) with k = LINEAR, rows = n*p */
void blend_forward(double *y, const double *x, const double *w, int rows, int p, enum kind k)
{
	for (int i = 0; i < rows; i++) y[i] = k * x[i] * w[i % p];
}
void blend_backward(double *dx, double *dw, const double *dy, const double *x, const double *w, int rows, int p, enum kind k)
{
	for (int j = 0; j < p; j++) dw[j] = 0;
	for (int i = 0; i < rows; i++) dx[i] = k * w[i % p] * dy[i], dw[i % p] += k * x[i] * dy[i];
}
