/* action -- one function does both, as an argument says: its calls are written out
 *
 *	wengert vjp examples/kernels/action.c
 */
#include <math.h>
#include <stddef.h>

enum { FORWARD, BACKWARD };

/* wengert: y[N] = action(x[N]) call sine(FORWARD, N, x, y, NULL, NULL)
 *	call sine(BACKWARD, N, x, y, dy, dx) */
void sine(int action, int n, const float *x, float *y, const float *gy, float *gx)
{
	for (int i = 0; i < n; i++)
		if (action == FORWARD) y[i] = sinf(x[i]);
		else                   gx[i] += cosf(x[i]) * gy[i];
}
