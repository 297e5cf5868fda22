/* expect 1: INCONCLUSIVE z.*line 3: memset of bytes that are not counted by sizeof */
#include <string.h>
void z_forward(float *y, const float *x, int N) { memset(y, 0, N << 2); for (int i = 0; i < N; i++) y[i] += x[i]; }
/* wengert: y[N] = z(x[N]) */
void z_backward(float *dx, const float *dy, int N) { size_t bytes = N * sizeof *dx; memcpy(dx, dy, bytes); }
