/* newton_root_as_if_exact -- seven steps of Newton's method to a square root, from 1
 *
 * Wrong: the derivative of the root itself, which seven steps do not quite reach.
 */
#include <math.h>

/* wengert: y[N] = steps(x[N] in (200,2000)) overwrites */
void steps_forward(double *y, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		double r = 1;

		for (int k = 0; k < 7; k++) r = 0.5 * (r + x[i] / r);
		y[i] = r;
	}
}

void steps_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++) {
		double r = 1, d = 0;

		for (int k = 0; k < 7; k++) {
			d = 0.5 * (d + 1 / r - x[i] * d / (r * r));
			r = 0.5 * (r + x[i] / r);
		}
		dx[i] = dy[i] * d;
	}
}

/* wengert: y[N] = steps_wrong(x[N] in (200,2000)) overwrites */
void steps_wrong_forward(double *y, const double *x, int N) { steps_forward(y, x, N); }
void steps_wrong_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++) dx[i] = dy[i] / (2 * sqrt(x[i]));
}
