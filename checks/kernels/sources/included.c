/* expect 0: OK h */
/* with -include checks/kernels/sources/helper.h -I checks/kernels -D TWICE=2 */
#include <sources/lowest.h>
extern float helper(float);
/* wengert: y[N] = h(x[N]) */
void h_forward(float *y, const float *x, int N) { for (int i = 0; i < N; i++) y[i] = helper(x[i]) * TWICE; }
void h_backward(float *dx, const float *dy, int N) { for (int i = 0; i < N; i++) dx[i] = 2 * dy[i] * TWICE; }
