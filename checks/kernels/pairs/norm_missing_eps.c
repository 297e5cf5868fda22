/* norm_missing_eps -- out = sqrt(sum x^2 + eps)
 *
 * Wrong: eps is missing in the backward: 0/0 at 0, a little too large elsewhere.
 */
#include <math.h>

static double root(const double *x, double eps, int N)
{
	double sum = eps;

	for (int i = 0; i < N; i++) sum += x[i] * x[i];
	return sqrt(sum);
}

/* wengert: out = length(x[N]) with eps = 1e-4 */
void length_forward(double *out, const double *x, double eps, int N) { *out = root(x, eps, N); }

void length_backward(double *dx, const double *dout, const double *x, double eps, int N)
{
	for (int i = 0; i < N; i++) dx[i] = *dout * (x[i] / root(x, eps, N));
}

/* wengert: out = length_wrong(x[N]) with eps = 1e-4 */
void length_wrong_forward(double *out, const double *x, double eps, int N)
{
	length_forward(out, x, eps, N);
}

void length_wrong_backward(double *dx, const double *dout, const double *x, double eps, int N)
{
	(void)eps;
	for (int i = 0; i < N; i++) dx[i] = *dout * (x[i] / root(x, 0, N));
}
