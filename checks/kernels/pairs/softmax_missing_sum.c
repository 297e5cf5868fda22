/* softmax_missing_sum -- softmax along the last axis
 *
 * Wrong: p g, without the term - p sum(p g).
 */
#include <math.h>

/* wengert: out[B,C] = softmax(x[B,C]) */
void softmax_forward(double *out, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, out += C) {
		double top = x[0], sum = 0;

		for (int c = 1; c < C; c++)
			if (x[c] > top) top = x[c];
		for (int c = 0; c < C; c++) sum += out[c] = exp(x[c] - top);
		for (int c = 0; c < C; c++) out[c] /= sum;
	}
}

void softmax_backward(double *dx, const double *dout, const double *out, int B, int C)
{
	for (int b = 0; b < B; b++, out += C, dx += C, dout += C)
		for (int c = 0; c < C; c++) {
			double sum = 0;

			for (int k = 0; k < C; k++) sum += out[k] * (dout[c] - dout[k]);
			/* g - sum(p g) = sum p (g - g[k]), for sum p = 1 */
			dx[c] = out[c] * sum;
		}
}

/* wengert: out[B,C] = softmax_wrong(x[B,C]) */
void softmax_wrong_forward(double *out, const double *x, int B, int C)
{
	softmax_forward(out, x, B, C);
}

void softmax_wrong_backward(double *dx, const double *dout, const double *out, int B, int C)
{
	for (int i = 0; i < B * C; i++) dx[i] = out[i] * dout[i];
}
