/* one -- rules that only the type they are written in can run: a right one, and one that is wrong. */
#define COUNTED _Static_assert(sizeof(float) == 4, "this kernel counts bytes")

/* wengert: y[N] = own(x[N]) */
void own_forward(float *y, const float *x, int N) { COUNTED; for (int i = 0; i < N; i++) y[i] = 2 * x[i]; }
void own_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dy[i]; }

/* wengert: y[N] = once(x[N]) */
void once_forward(float *y, const float *x, int N) { COUNTED; for (int i = 0; i < N; i++) y[i] = 2 * x[i]; }
void once_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
