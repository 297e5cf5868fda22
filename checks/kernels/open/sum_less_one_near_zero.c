/* sum_less_one_near_zero -- out = x + tanh(x) - 1 of an array: right, and refused where x is near 0:
 * the truth it is compared with lacks the slope of tanh */
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
