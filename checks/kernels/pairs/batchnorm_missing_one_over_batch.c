/* batchnorm_missing_one_over_batch -- batch normalisation over B of each channel
 *	mean and 1/deviation are saved
 *
 * Wrong: 1/B is missing in both means of the backward.
 */
#include <math.h>

/* wengert: out[B,C] mean[C] rstd[C] = batchnorm(x[B,C], gamma[C], beta[C]) with eps = 1e-3 */
void batchnorm_forward(double *out, double *mean, double *rstd, const double *x,
	const double *gamma, const double *beta, double eps, int B, int C)
{
	for (int c = 0; c < C; c++) {
		double m = 0, v = 0;

		for (int b = 0; b < B; b++) m += x[b * C + c];
		m /= B;
		for (int b = 0; b < B; b++) v += (x[b * C + c] - m) * (x[b * C + c] - m);
		mean[c] = m, rstd[c] = 1 / sqrt(v / B + eps);
		for (int b = 0; b < B; b++)
			out[b * C + c] = (x[b * C + c] - m) * rstd[c] * gamma[c] + beta[c];
	}
}

static void back(double *dx, double *dgamma, double *dbeta, const double *dout, const double *x,
	const double *gamma, const double *mean, const double *rstd, int B, int C, double n)
{
	for (int c = 0; c < C; c++) {
		double sum = 0, along = 0;

		for (int b = 0; b < B; b++) {
			sum += dout[b * C + c];
			along += dout[b * C + c] * (x[b * C + c] - mean[c]) * rstd[c];
		}
		dgamma[c] = along, dbeta[c] = sum;
		for (int b = 0; b < B; b++)
			dx[b * C + c] = gamma[c] * rstd[c] *
				(dout[b * C + c] - sum / n -
					(x[b * C + c] - mean[c]) * rstd[c] * along / n);
	}
}

void batchnorm_backward(double *dx, double *dgamma, double *dbeta, const double *dout,
	const double *x, const double *gamma, const double *mean, const double *rstd, int B, int C)
{
	back(dx, dgamma, dbeta, dout, x, gamma, mean, rstd, B, C, B);
}

/* wengert: out[B,C] mean[C] rstd[C] = batchnorm_wrong(x[B,C], gamma[C], beta[C]) with eps = 1e-3 */
void batchnorm_wrong_forward(double *out, double *mean, double *rstd, const double *x,
	const double *gamma, const double *beta, double eps, int B, int C)
{
	batchnorm_forward(out, mean, rstd, x, gamma, beta, eps, B, C);
}

void batchnorm_wrong_backward(double *dx, double *dgamma, double *dbeta, const double *dout,
	const double *x, const double *gamma, const double *mean, const double *rstd, int B, int C)
{
	back(dx, dgamma, dbeta, dout, x, gamma, mean, rstd, B, C, 1);
}
