/* expect 1: INCONCLUSIVE copied.*memcpy of bytes that are not counted by sizeof */
#include <string.h>
/* wengert: y[N] = copied(x[N]) */
void copied_forward(float *y, const float *x, int N) { memcpy(y, x, N * sizeof *x); }
void copied_backward(float *dx, const float *dy, int N) { memcpy(dx, dy, 4 * N); }
