/* cross_entropy_missing_one_hot -- mean cross-entropy of rows of logits
 *
 * Wrong: p instead of p - 1 at the target.
 */
#include <math.h>

static double spread(const double *x, int C, double *top)
{
	double sum = 0;

	*top = x[0];
	for (int c = 1; c < C; c++)
		if (x[c] > *top) *top = x[c];
	for (int c = 0; c < C; c++) sum += exp(x[c] - *top);
	return sum;
}

/* wengert: loss = entropy(x[B,C]) with target[B] in [0,C) */
void entropy_forward(double *loss, const double *x, const int *target, int B, int C)
{
	*loss = 0;
	for (int b = 0; b < B; b++) {
		double top, sum = spread(x + b * C, C, &top);

		*loss += (log(sum) - (x[b * C + target[b]] - top)) / B;
	}
}

void entropy_backward(double *dx, const double *dloss, const double *x, const int *target, int B,
	int C)
{
	for (int b = 0; b < B; b++, x += C, dx += C) {
		double top, sum = spread(x, C, &top), others = 0;

		for (int c = 0; c < C; c++) {
			dx[c] = *dloss / B * (exp(x[c] - top) / sum);
			if (c != target[b]) others += dx[c];
		}
		dx[target[b]] = -others;           /* p - 1 is minus the sum of the others */
	}
}

/* wengert: loss = entropy_wrong(x[B,C]) with target[B] in [0,C) */
void entropy_wrong_forward(double *loss, const double *x, const int *target, int B, int C)
{
	entropy_forward(loss, x, target, B, C);
}

void entropy_wrong_backward(double *dx, const double *dloss, const double *x, const int *target,
	int B, int C)
{
	(void)target;
	for (int b = 0; b < B; b++) {
		double top, sum = spread(x + b * C, C, &top);

		for (int c = 0; c < C; c++)
			dx[b * C + c] = *dloss / B * (exp(x[b * C + c] - top) / sum);
	}
}
