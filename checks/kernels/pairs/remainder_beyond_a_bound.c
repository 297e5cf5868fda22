/* remainder_beyond_a_bound -- sin of an array, two elements at a time
 *
 * Wrong: the last of an odd number of elements is left out beyond 317; 318 and 1100 are even.
 */
#include <math.h>

/* wengert: out[N] = sinpairs(x[N]) overwrites */
void sinpairs_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}

void sinpairs_backward(double *dx, const double *dout, const double *x, int N)
{
	int i = 0;

	for (; i + 2 <= N; i += 2) {
		dx[i] = dout[i] * cos(x[i]);
		dx[i + 1] = dout[i + 1] * cos(x[i + 1]);
	}
	for (; i < N; i++) dx[i] = dout[i] * cos(x[i]);
}

/* wengert: out[N] = sinpairs_wrong(x[N]) overwrites */
void sinpairs_wrong_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = sin(x[i]);
}

void sinpairs_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	int i = 0;

	for (; i + 2 <= N; i += 2) {
		dx[i] = dout[i] * cos(x[i]);
		dx[i + 1] = dout[i + 1] * cos(x[i + 1]);
	}
	for (; i < (N < 317 ? N : 317); i++) dx[i] = dout[i] * cos(x[i]);
}
