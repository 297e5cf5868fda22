/* layernorm_missing_projection -- normalisation of rows, without weight and bias
 *	(x - mean)/sqrt(var + eps)
 *
 * Wrong: the projection onto the normalised row, n mean(g n), is missing.
 * Right: r (g - mean(g) - n mean(g n)).
 */
#include <math.h>

static double moments(const double *x, double eps, int C, double *mean)
{
	double var = 0;

	*mean = 0;
	for (int c = 0; c < C; c++) *mean += x[c];
	*mean /= C;
	for (int c = 0; c < C; c++) var += (x[c] - *mean) * (x[c] - *mean);
	return 1 / sqrt(var / C + eps);
}

/* wengert: out[B,C] = normrows(x[B,C]) with eps = 1e-5 */
void normrows_forward(double *out, const double *x, double eps, int B, int C)
{
	for (int b = 0; b < B; b++, x += C, out += C) {
		double mean, r = moments(x, eps, C, &mean);

		for (int c = 0; c < C; c++) out[c] = (x[c] - mean) * r;
	}
}

static void normback(double *dx, const double *dout, const double *x, double eps, int B, int C,
	int whole)
{
	for (int b = 0; b < B; b++, x += C, dx += C, dout += C) {
		double mean, r = moments(x, eps, C, &mean), flat = 0, along = 0;

		for (int c = 0; c < C; c++) {
			flat += dout[c] / C;
			along += dout[c] * (x[c] - mean) * r / C;
		}
		for (int c = 0; c < C; c++)
			dx[c] = r * (dout[c] - flat - whole * along * (x[c] - mean) * r);
	}
}

void normrows_backward(double *dx, const double *dout, const double *x, double eps, int B, int C)
{
	normback(dx, dout, x, eps, B, C, 1);
}

/* wengert: out[B,C] = normrows_wrong(x[B,C]) with eps = 1e-5 */
void normrows_wrong_forward(double *out, const double *x, double eps, int B, int C)
{
	normrows_forward(out, x, eps, B, C);
}

void normrows_wrong_backward(double *dx, const double *dout, const double *x, double eps, int B,
	int C)
{
	normback(dx, dout, x, eps, B, C, 0);
}
