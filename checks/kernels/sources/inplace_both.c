/* expect 0: (OK|LOSSY) th */
/* forward and backward in the same memory; x holds the result when the backward reads it */
#include <math.h>
/* wengert: y[N] = th(x[N]) in place */
void th_forward(float *x, int N) { for (int i = 0; i < N; i++) x[i] = tanhf(x[i]); }
void th_backward(const float *x, float *delta, int N) { for (int i = 0; i < N; i++) delta[i] *= 1 - x[i] * x[i]; }
