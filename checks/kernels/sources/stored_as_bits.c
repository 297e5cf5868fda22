/* expect 2: parameter dx is bf16, a whole number */
#include <stdint.h>
typedef uint16_t bf16;
/* wengert: y[N] = same(x[N]) */
void same_forward(bf16 *y, const bf16 *x, int N) { for (int i = 0; i < N; i++) y[i] = x[i]; }
void same_backward(bf16 *dx, const bf16 *dy, int N) { for (int i = 0; i < N; i++) dx[i] = dy[i]; }
