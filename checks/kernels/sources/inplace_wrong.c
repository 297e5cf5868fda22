/* expect 1: WRONG relu.*2 times */
/* wengert: y[N] = relu(x[N]) in place */
void relu_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i] > 0 ? x[i] : 0; }
void relu_backward(float *dy, const float *y, int N) { for (int i = 0; i < N; i++) dy[i] = y[i] > 0 ? 2 * dy[i] : 0; }
