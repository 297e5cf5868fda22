/* expect 1: WRONG.*sumsq_backward crashed at work\[[0-9]+\] */
/* wengert: y = sumsq(x[N]) scratch work[N-1] */
void sumsq_forward(float *y, const float *x, int N) { *y = 0; for (int i = 0; i < N; i++) *y += x[i] * x[i]; }
void sumsq_backward(float *dx, float *work, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) work[i] = 2 * x[i];
	for (int i = 0; i < N; i++) dx[i] = work[i] * *dy;
}
