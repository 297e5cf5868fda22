/* expect 0: OK z */
#include <string.h>
/* wengert: y[N] = z(x[N]) */
void z_forward(float *y, const float *x, int N) { size_t bytes = N * sizeof(float); memcpy(y, x, bytes); }
void z_backward(float *dx, const float *dy, int N) { char seen[64]; memset(seen, 0, 64); memcpy(dx, dy, N * sizeof(*dx)); }
