/* log_softmax_divides_by_p -- log-softmax along the last axis
 *
 * Wrong: the softmax rule applied to g/p, p (g/p - sum((g/p) p)): 0/0 where a probability
 *        underflows.
 * Right: g - p sum(g).
 */
#include <math.h>

static double shifted(const double *x, int C, double *sum)
{
	double top = x[0];

	for (int c = 1; c < C; c++)
		if (x[c] > top) top = x[c];
	*sum = 0;
	for (int c = 0; c < C; c++) *sum += exp(x[c] - top);
	return top;
}

/* wengert: out[B,C] = logsoftmax(x[B,C]) */
void logsoftmax_forward(double *out, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, out += C) {
		double sum, top = shifted(x, C, &sum);

		for (int c = 0; c < C; c++) out[c] = (x[c] - top) - log(sum);
	}
}

void logsoftmax_backward(double *dx, const double *dout, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, dx += C, dout += C) {
		double sum, top = shifted(x, C, &sum), all = 0;

		for (int c = 0; c < C; c++) all += dout[c];
		for (int c = 0; c < C; c++) dx[c] = dout[c] - exp(x[c] - top) / sum * all;
	}
}

/* wengert: out[B,C] = logsoftmax_wrong(x[B,C]) */
void logsoftmax_wrong_forward(double *out, const double *x, int B, int C)
{
	logsoftmax_forward(out, x, B, C);
}

void logsoftmax_wrong_backward(double *dx, const double *dout, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, dx += C, dout += C) {
		double sum, top = shifted(x, C, &sum), all = 0;

		for (int c = 0; c < C; c++) {
			double p = exp(x[c] - top) / sum;

			all += dout[c] / p * p;
		}
		for (int c = 0; c < C; c++) {
			double p = exp(x[c] - top) / sum;

			dx[c] = p * (dout[c] / p - all);
		}
	}
}
