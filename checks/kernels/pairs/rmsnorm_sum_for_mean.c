/* rmsnorm_sum_for_mean -- x/sqrt(mean(x^2) + eps)
 *
 * Wrong: n mean(g n) has the sum instead of the mean: the term is too large by the number of
 *        elements.
 */
#include <math.h>

static double scale(const double *x, double eps, int C)
{
	double sum = 0;

	for (int c = 0; c < C; c++) sum += x[c] * x[c];
	return 1 / sqrt(sum / C + eps);
}

/* wengert: out[B,C] = rmsnorm(x[B,C]) with eps = 1e-5 */
void rmsnorm_forward(double *out, const double *x, double eps, int B, int C)
{
	for (int b = 0; b < B; b++)
		for (int c = 0; c < C; c++)
			out[b * C + c] = x[b * C + c] * scale(x + b * C, eps, C);
}

static void rmsback(double *dx, const double *dout, const double *x, double eps, int C, double per)
{
	double r = scale(x, eps, C), along = 0;

	for (int c = 0; c < C; c++) along += dout[c] * x[c] * r / per;
	for (int c = 0; c < C; c++) dx[c] = r * (dout[c] - x[c] * r * along);
}

void rmsnorm_backward(double *dx, const double *dout, const double *x, double eps, int B, int C)
{
	for (int b = 0; b < B; b++) rmsback(dx + b * C, dout + b * C, x + b * C, eps, C, C);
}

/* wengert: out[B,C] = rmsnorm_wrong(x[B,C]) with eps = 1e-5 */
void rmsnorm_wrong_forward(double *out, const double *x, double eps, int B, int C)
{
	rmsnorm_forward(out, x, eps, B, C);
}

void rmsnorm_wrong_backward(double *dx, const double *dout, const double *x, double eps, int B,
	int C)
{
	for (int b = 0; b < B; b++) rmsback(dx + b * C, dout + b * C, x + b * C, eps, C, 1);
}
