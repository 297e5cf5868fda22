/* sum_less_one_missing_slope_of_x -- out = x + tanh(x) - 1 of an array
 *
 * Wrong: the 1 of x is missing in the gradient.
 */
#include <math.h>

/* wengert: out[N] = lessone(x[N]) */
void lessone_forward(float *out, const float *x, int N)
{
	for (int i = 0; i < N; i++) out[i] = x[i] + tanhf(x[i]) - 1;
}

void lessone_backward(float *dx, const float *dout, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float t = coshf(x[i]);

		dx[i] = dout[i] * (1 + 1 / (t * t));
	}
}

/* wengert: out[N] = lessone_wrong(x[N]) */
void lessone_wrong_forward(float *out, const float *x, int N) { lessone_forward(out, x, N); }

void lessone_wrong_backward(float *dx, const float *dout, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float t = coshf(x[i]);

		dx[i] = dout[i] / (t * t);
	}
}
