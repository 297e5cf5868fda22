/* workspace -- y[i] = sum of x[j]^2, j <= i; the backward is given memory to work in
 *
 *	wengert vjp examples/kernels/workspace.c
 */

/* wengert: y[N] = workspace(x[N]) scratch work[N] */
void workspace_forward(double *y, const double *x, int N)
{
	double s = 0;

	for (int i = 0; i < N; i++) y[i] = s += x[i] * x[i];
}

void workspace_backward(double *dx, const double *dy, const double *x, double *work, int N)
{
	for (int i = N; i--;) work[i] = dy[i] + (i + 1 < N ? work[i + 1] : 0);
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * work[i];
}
