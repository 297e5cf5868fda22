/* expect 1: OK square .*WRONG square_wrong: the rule for x is wrong */
/* with --twice */
/* the cotangent is missing in a second derivative */
/* wengert: y[N] = square(x[N]) */
void square_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] * x[i]; }
void square_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
void square_backward_backward(float *ddy, float *gx, const float *ddx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) ddy[i] = 2 * x[i] * ddx[i], gx[i] = 2 * dy[i] * ddx[i];
}

/* wengert: y[N] = square_wrong(x[N]) */
void square_wrong_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] * x[i]; }
void square_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = 2 * x[i] * dy[i];
}
void square_wrong_backward_backward(float *ddy, float *gx, const float *ddx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) ddy[i] = 2 * x[i] * ddx[i], gx[i] = 2 * ddx[i];
}
