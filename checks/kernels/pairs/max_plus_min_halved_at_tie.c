/* max_plus_min_halved_at_tie -- max(a, b) + min(a, b), which is a + b, smooth where they tie
 *
 * Wrong: half of the gradient at a tie.
 */
#include <math.h>

/* wengert: y[N] = extremes(a[N], b[N]) overwrites */
void extremes_forward(double *y, const double *a, const double *b, int N)
{
	for (int i = 0; i < N; i++) y[i] = fmax(a[i], b[i]) + fmin(a[i], b[i]);
}

void extremes_backward(double *da, double *db, const double *dy, int N)
{
	for (int i = 0; i < N; i++) da[i] = db[i] = dy[i];
}

/* wengert: y[N] = extremes_wrong(a[N], b[N]) overwrites */
void extremes_wrong_forward(double *y, const double *a, const double *b, int N)
{
	extremes_forward(y, a, b, N);
}

void extremes_wrong_backward(double *da, double *db, const double *dy, const double *a,
	const double *b, int N)
{
	for (int i = 0; i < N; i++) da[i] = db[i] = a[i] == b[i] ? 0.5 * dy[i] : dy[i];
}
