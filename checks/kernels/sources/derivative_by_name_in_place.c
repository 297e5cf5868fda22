/* expect 0: OK activate_array */
/* wengert: y[n] = activate_array(x[n]) in place call gradient_array(y, n, dy) */
void activate_array(float *x, const int n) { for (int i = 0; i < n; ++i) x[i] = 2 * x[i]; }
void gradient_array(const float *x, const int n, float *delta) { for (int i = 0; i < n; ++i) delta[i] *= 2; }
