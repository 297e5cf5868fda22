/* logsumexp_first_row_max -- log sum exp of rows; the largest element of each row is saved
 *
 * Wrong: the backward subtracts the largest element of the first row in every row.
 */
#include <math.h>

/* wengert: out[B] top[B] = lserows(x[B,C]) */
void lserows_forward(double *out, double *top, const double *x, int B, int C)
{
	for (int b = 0; b < B; b++) {
		double s = 0;

		top[b] = x[b * C];
		for (int c = 1; c < C; c++) if (x[b * C + c] > top[b]) top[b] = x[b * C + c];
		for (int c = 0; c < C; c++) s += exp(x[b * C + c] - top[b]);
		out[b] = top[b] + log(s);
	}
}

static void back(double *dx, const double *dout, const double *x, const double *top, int B, int C,
	int stale)
{
	for (int b = 0; b < B; b++) {
		double s = 0, t = top[stale ? 0 : b];

		for (int c = 0; c < C; c++) s += exp(x[b * C + c] - top[b]);
		for (int c = 0; c < C; c++) dx[b * C + c] = dout[b] * exp(x[b * C + c] - t) / s;
	}
}

void lserows_backward(double *dx, const double *dout, const double *x, const double *top, int B,
	int C)
{
	back(dx, dout, x, top, B, C, 0);
}

/* wengert: out[B] top[B] = lserows_wrong(x[B,C]) */
void lserows_wrong_forward(double *out, double *top, const double *x, int B, int C)
{
	lserows_forward(out, top, x, B, C);
}
void lserows_wrong_backward(double *dx, const double *dout, const double *x, const double *top,
	int B, int C)
{
	back(dx, dout, x, top, B, C, 1);
}
