/* expect 0: every 63488 inputs of binary16: worst 0.00 ulps .*OK twice */
/* wengert: y[N] = twice(x[N]) */
void twice_forward(_Float16 *y, const _Float16 *x, int N) { for (int i = 0; i < N; i++) y[i] = 2 * x[i]; }
void twice_backward(_Float16 *dx, const _Float16 *dy, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dy[i]; }
