/* expect 2: parameter da points to pointers: rows that lie apart are not handed over */
/* wengert: y[m] = f(a[m,n], x[n]) */
void f_forward(double *y, const double *a, const double *x, int m, int n)
{
	for (int i = 0; i < m; i++) { y[i] = 0; for (int j = 0; j < n; j++) y[i] += a[i * n + j] * x[j]; }
}
void f_backward(double *da[], double *dx, const double *dy, const double *a, const double *x, int m, int n)
{
	for (int j = 0; j < n; j++) dx[j] = 0;
	for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) { da[i][j] = dy[i] * x[j]; dx[j] += dy[i] * a[i * n + j]; }
}
