/* expect 1: OK scale .*WRONG scale_wrong: .*overwritten instead of accumulated */
/* in binary16, where what stood there must not overflow */
/* wengert: y[N] = scale(x[N]) accumulates */
void scale_forward(_Float16 *y, const _Float16 *x, int N) { for (int i = 0; i < N; i++) y[i] = 3 * x[i]; }
void scale_backward(_Float16 *dx, const _Float16 *dy, int N) { for (int i = 0; i < N; i++) dx[i] += 3 * dy[i]; }
/* wengert: y[N] = scale_wrong(x[N]) accumulates */
void scale_wrong_forward(_Float16 *y, const _Float16 *x, int N) { for (int i = 0; i < N; i++) y[i] = 3 * x[i]; }
void scale_wrong_backward(_Float16 *dx, const _Float16 *dy, int N) { for (int i = 0; i < N; i++) dx[i] = 3 * dy[i]; }
