/* linear_interpolation_swapped_weights -- linear interpolation in a table
 *	out[i] = (1 - w) table[k] + w table[k+1], k = floor x[i], w = x[i] - k
 *
 * Wrong: the two weights are swapped in the gradient of the table.
 */
#include <math.h>

/* wengert: out[N] = lookup(table[K+1], x[N]) with x in (0,K) */
void lookup_forward(double *out, const double *table, const double *x, int K, int N)
{
	for (int i = 0; i < N; i++) {
		int k = (int)floor(x[i]);
		double w;

		if (k > K - 1) k = K - 1;
		w = x[i] - k;
		out[i] = (1 - w) * table[k] + w * table[k + 1];
	}
}

static void back(double *dtable, double *dx, const double *dout, const double *table,
	const double *x, int K, int N, int swap)
{
	for (int k = 0; k <= K; k++) dtable[k] = 0;
	for (int i = 0; i < N; i++) {
		int k = (int)floor(x[i]);
		double w;

		if (k > K - 1) k = K - 1;
		w = x[i] - k;
		dtable[k + swap] += dout[i] * (1 - w);
		dtable[k + 1 - swap] += dout[i] * w;
		dx[i] = dout[i] * (table[k + 1] - table[k]);
	}
}

void lookup_backward(double *dtable, double *dx, const double *dout, const double *table,
	const double *x, int K, int N)
{
	back(dtable, dx, dout, table, x, K, N, 0);
}

/* wengert: out[N] = lookup_wrong(table[K+1], x[N]) with x in (0,K) */
void lookup_wrong_forward(double *out, const double *table, const double *x, int K, int N)
{
	lookup_forward(out, table, x, K, N);
}
void lookup_wrong_backward(double *dtable, double *dx, const double *dout, const double *table,
	const double *x, int K, int N)
{
	back(dtable, dx, dout, table, x, K, N, 1);
}
