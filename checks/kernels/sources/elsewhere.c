/* expect 2: the kernel h needs helper, which is not in this file.*-include */
extern float helper(float);
/* wengert: y[N] = h(x[N]) */
void h_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = helper(x[i]); }
void h_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dy[i]; }
