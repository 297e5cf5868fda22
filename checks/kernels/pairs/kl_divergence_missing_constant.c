/* kl_divergence_missing_constant -- KL divergence of p from q, given as logits of each
 *	sum p (log p - log q)
 *
 * Wrong: in da, log p - log q without the constant that makes the gradient of each row sum to 0.
 */
#include <math.h>

static void logsoftmax(double *y, const double *x, int C)
{
	double top = x[0], sum = 0;

	for (int c = 1; c < C; c++) if (x[c] > top) top = x[c];
	for (int c = 0; c < C; c++) sum += exp(x[c] - top);
	for (int c = 0; c < C; c++) y[c] = x[c] - top - log(sum);
}

/* wengert: out[B] lp[B,C] lq[B,C] = kldiv(a[B,C], b[B,C]) */
void kldiv_forward(double *out, double *lp, double *lq, const double *a, const double *b, int B,
	int C)
{
	for (int r = 0; r < B; r++) {
		logsoftmax(lp + r * C, a + r * C, C);
		logsoftmax(lq + r * C, b + r * C, C);
		out[r] = 0;
		for (int c = 0; c < C; c++)
			out[r] += exp(lp[r * C + c]) * (lp[r * C + c] - lq[r * C + c]);
	}
}

static void back(double *da, double *db, const double *dout, const double *out, const double *lp,
	const double *lq, int B, int C, int whole)
{
	for (int r = 0; r < B; r++)
		for (int c = 0; c < C; c++) {
			int k = r * C + c;

			da[k] = dout[r] * exp(lp[k]) * (lp[k] - lq[k] - whole * out[r]);
			db[k] = dout[r] * (exp(lq[k]) - exp(lp[k]));
		}
}

void kldiv_backward(double *da, double *db, const double *dout, const double *out, const double *lp,
	const double *lq, int B, int C)
{
	back(da, db, dout, out, lp, lq, B, C, 1);
}

/* wengert: out[B] lp[B,C] lq[B,C] = kldiv_wrong(a[B,C], b[B,C]) */
void kldiv_wrong_forward(double *out, double *lp, double *lq, const double *a, const double *b,
	int B, int C)
{
	kldiv_forward(out, lp, lq, a, b, B, C);
}

void kldiv_wrong_backward(double *da, double *db, const double *dout, const double *out,
	const double *lp, const double *lq, int B, int C)
{
	back(da, db, dout, out, lp, lq, B, C, 0);
}
