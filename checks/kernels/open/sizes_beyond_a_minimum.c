/* sizes_beyond_a_minimum -- sin of an array
 *
 * Wrong: nothing beyond element 372.  gcc makes N < 372 ? N : 372 a minimum without a branch or a
 * comparison that it reports, at -O0 too; 372 stands in the source and is not tried as a size.
 */
#include <math.h>

/* wengert: out[N] = sines(x[N]) accumulates */
void sines_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}

void sines_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < (N < 372 ? N : 372); i++) dx[i] += dout[i] * cos(x[i]);
}
