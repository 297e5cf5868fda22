/* expect 1: WRONG.*far_forward (crashed at|wrote outside the array) y */
/* wengert: y[N] = far(x[N]) */
void far_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i]; y[-100] = 5; }
void far_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
