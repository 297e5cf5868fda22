/* expect 1: WRONG.*early_forward crashed at x\[-1\] */
/* wengert: y[N] = early(x[N]) */
void early_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] + 0 * x[i - 1]; }
void early_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
