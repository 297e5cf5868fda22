/* logsumexp_rounded_result -- log sum exp x
 *
 * Wrong: e^(x - out): the rounding of out is 1e-6 where x is 1e10 (right otherwise, so LOSSY).
 * Right: the softmax of x minus its largest element.
 */
#include <math.h>

static double total(const double *x, int N, double *top)
{
	double sum = 0;

	*top = x[0];
	for (int i = 1; i < N; i++)
		if (x[i] > *top) *top = x[i];
	for (int i = 0; i < N; i++) sum += exp(x[i] - *top);
	return sum;
}

/* wengert: out = lse(x[N]) */
void lse_forward(double *out, const double *x, int N)
{
	double top, sum = total(x, N, &top);

	*out = top + log(sum);
}

void lse_backward(double *dx, const double *dout, const double *x, int N)
{
	double top, sum = total(x, N, &top);

	for (int i = 0; i < N; i++) dx[i] = *dout * (exp(x[i] - top) / sum);
}

/* wengert: out = lse_wrong(x[N]) */
void lse_wrong_forward(double *out, const double *x, int N) { lse_forward(out, x, N); }

void lse_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	double out;

	lse_forward(&out, x, N);
	for (int i = 0; i < N; i++) dx[i] = *dout * exp(x[i] - out);
}
