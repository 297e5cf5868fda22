/* hat_leaks_at_three -- max(0, 1 - |x|)
 *
 * Wrong: 3 and -3, far outside, pass the cotangent.
 */
#include <math.h>

/* wengert: y[N] = hat(x[N]) overwrites */
void hat_forward(double *y, const double *x, int N)
{
	for (int i = 0; i < N; i++) y[i] = fmax(0, 1 - fabs(x[i]));
}

void hat_backward(double *dx, const double *dy, const double *x, int N)
{
	for (int i = 0; i < N; i++)
		dx[i] = fabs(x[i]) >= 1 ? 0 : x[i] > 0 ? -dy[i] : dy[i];
}

/* wengert: y[N] = hat_wrong(x[N]) overwrites */
void hat_wrong_forward(double *y, const double *x, int N) { hat_forward(y, x, N); }
void hat_wrong_backward(double *dx, const double *dy, const double *x, int N)
{
	hat_backward(dx, dy, x, N);
	for (int i = 0; i < N; i++)
		if (fabs(x[i]) == 3) dx[i] = dy[i];
}
