/* expect 1: WRONG cut.*N = 300 */
/* the fault is past 256, and the comment says that 300 is a size */
/* wengert: y[N] = cut(x[N]) sizes N = 64, 300 */
void cut_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i]; }
void cut_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = i < 256 ? dy[i] : 0; }
