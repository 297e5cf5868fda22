/* expect 0: OK g .* OK f|OK f .*OK g */
/* wengert: y[m] = f(a[m,4], x[4]) */
void f_forward(double *y, const double (*a)[4], const double x[4], int m)
{
	for (int i = 0; i < m; i++) { y[i] = 0; for (int j = 0; j < 4; j++) y[i] += a[i][j] * x[j]; }
}
void f_backward(double da[][4], double *dx, const double *dy, const double (*a)[4], const double x[4], int m)
{
	for (int j = 0; j < 4; j++) dx[j] = 0;
	for (int i = 0; i < m; i++) for (int j = 0; j < 4; j++) { da[i][j] = dy[i] * x[j]; dx[j] += dy[i] * a[i][j]; }
}
/* wengert: y[m] = g(a[m,n]) */
void g_forward(int m, int n, double *y, const double a[m][n])
{
	for (int i = 0; i < m; i++) { y[i] = 0; for (int j = 0; j < n; j++) y[i] += a[i][j] * a[i][j]; }
}
void g_backward(int m, int n, double da[m][n], const double *dy, const double a[m][n])
{
	for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) da[i][j] = 2 * a[i][j] * dy[i];
}
