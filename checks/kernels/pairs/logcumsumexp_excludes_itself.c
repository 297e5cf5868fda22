/* logcumsumexp_excludes_itself -- cumulative logsumexp, out[i] = log sum_{j <= i} e^x[j]
 *
 * Wrong: the sum of the backward leaves out i itself.
 */
#include <math.h>

/* wengert: out[N] = logcumsumexp(x[N]) */
void logcumsumexp_forward(double *out, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		double m = x[0], s = 0;

		for (int j = 1; j <= i; j++) if (x[j] > m) m = x[j];
		for (int j = 0; j <= i; j++) s += exp(x[j] - m);
		out[i] = m + log(s);
	}
}

static void back(double *dx, const double *dout, const double *x, int N, int behind)
{
	for (int j = 0; j < N; j++) dx[j] = 0;
	for (int i = 0; i < N; i++) {
		double m = x[0], s = 0;

		for (int j = 1; j <= i; j++) if (x[j] > m) m = x[j];
		for (int j = 0; j <= i; j++) s += exp(x[j] - m);
		for (int j = 0; j <= i - behind; j++) dx[j] += dout[i] * (exp(x[j] - m) / s);
	}
}

void logcumsumexp_backward(double *dx, const double *dout, const double *x, int N)
{
	back(dx, dout, x, N, 0);
}

/* wengert: out[N] = logcumsumexp_wrong(x[N]) */
void logcumsumexp_wrong_forward(double *out, const double *x, int N)
{
	logcumsumexp_forward(out, x, N);
}
void logcumsumexp_wrong_backward(double *dx, const double *dout, const double *x, int N)
{
	back(dx, dout, x, N, 1);
}
