/* expect 2: dsq_forward has no comment that says its shapes no comment line was found that would do */
/* right: exit 2 or an offer that works (`y[N] = dsq(x[N]) with n[1] in [3,4), N = 3` does). Without a comment the tool offers `y = dsq(n, x)`, and with that line this right kernel is WRONG ("now overwrites and now adds") */
void dsq_forward(const int *n, const double *x, double *y) { for (int i = 0; i < *n; ++i) y[i] = x[i] * x[i]; }
void dsq_backward(const int *n, const double *x, const double *dy, double *dx) { for (int i = 0; i < *n; ++i) dx[i] = 2 * x[i] * dy[i]; }
