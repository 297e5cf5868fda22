/* expect 1: WRONG c: the rule for x is wrong */
typedef float *vec;
/* wengert: y[N] = c(x[N]) */
void c_forward(vec y, const vec x, int N) { for (int i = 0; i < N; i++) y[i] = 3 * x[i]; }
void c_backward(vec dx, const vec dy, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dy[i]; }
