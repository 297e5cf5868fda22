/* sines_to_the_minimum_of_372 -- sin of an array
 *
 * Wrong: nothing beyond element 372.  gcc compiles N < 372 ? N : 372 without a branch or a
 * comparison that it reports, at -O0 too.
 */
#include <math.h>

/* wengert: out[N] = sines(x[N]) accumulates */
void sines_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}

void sines_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] += dout[i] * cos(x[i]);
}

/* wengert: out[N] = sines_wrong(x[N]) accumulates */
void sines_wrong_forward(double *out, const double *x, int N) { sines_forward(out, x, N); }

void sines_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	for (int i = 0; i < (N < 372 ? N : 372); i++) dx[i] += dout[i] * cos(x[i]);
}
