/* silu_array_tail_from_six_and_a_half -- x/(1 + e^-x), 0 below -6 and x above 6, of an array
 *
 * Wrong: the upper tail begins at 6.5 in the rule and at 6 in the primal.
 */
#include <math.h>

/* wengert: y[N] = silutails(x[N]) */
void silutails_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] < -6 ? 0 : x[i] > 6 ? x[i] : x[i] / (1 + expf(-x[i]));
}

void silutails_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1 / (1 + expf(-x[i]));

		dx[i] = x[i] < -6 ? 0 : x[i] > 6 ? dy[i] : dy[i] * (s + x[i] * s * (1 - s));
	}
}

/* wengert: y[N] = silutails_wrong(x[N]) */
void silutails_wrong_forward(float *y, const float *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = x[i] < -6 ? 0 : x[i] > 6 ? x[i] : x[i] / (1 + expf(-x[i]));
}

void silutails_wrong_backward(float *dx, const float *dy, const float *x, int N)
{
	for (int i = 0; i < N; i++) {
		float s = 1 / (1 + expf(-x[i]));

		dx[i] = x[i] < -6 ? 0 : x[i] > 6.5f ? dy[i] : dy[i] * (s + x[i] * s * (1 - s));
	}
}
