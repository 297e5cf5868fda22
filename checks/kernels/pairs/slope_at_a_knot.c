/* slope_at_a_knot -- two slopes that meet where x is c; wrong: 1 there, which lies between them by
 * accident at some inputs */
#include <math.h>
/* wengert: y[N] = knot(x[N], c, l, r) overwrites */
void knot_forward(double *y, const double *x, double c, double l, double r, int N)
{
	for (int n = 0; n < N; n++) y[n] = (x[n] > c ? exp(r) : exp(l)) * (x[n] - c);
}
void knot_backward(double *dx, double *dc, double *dl, double *dr, const double *dy,
	const double *x, double c, double l, double r, int N)
{
	*dc = *dl = *dr = 0;
	for (int n = 0; n < N; n++) {
		double d = x[n] - c, s = d > 0 ? exp(r) : d < 0 ? exp(l) : (exp(r) + exp(l)) / 2;

		*dr += d > 0 ? dy[n] * s * d : 0;
		*dl += d < 0 ? dy[n] * s * d : 0;
		dx[n] = dy[n] * s;
		*dc -= dy[n] * s;
	}
}

/* wengert: y[N] = knot_wrong(x[N], c, l, r) overwrites */
void knot_wrong_forward(double *y, const double *x, double c, double l, double r, int N)
{
	for (int n = 0; n < N; n++) y[n] = (x[n] > c ? exp(r) : exp(l)) * (x[n] - c);
}
void knot_wrong_backward(double *dx, double *dc, double *dl, double *dr, const double *dy,
	const double *x, double c, double l, double r, int N)
{
	*dc = *dl = *dr = 0;
	for (int n = 0; n < N; n++) {
		double d = x[n] - c, s = d > 0 ? exp(r) : d < 0 ? exp(l) : 1;

		*dr += d > 0 ? dy[n] * s * d : 0;
		*dl += d < 0 ? dy[n] * s * d : 0;
		dx[n] = dy[n] * s;
		*dc -= dy[n] * s;
	}
}
