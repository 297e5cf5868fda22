/* expect 0: other_forward has no comment .*y\[N\] = other\(x\[N\]\).*OK sq */
void other_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i]; }
void other_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
/* wengert: y[N] = sq(x[N]) */
void sq_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] * x[i]; }
void sq_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
