/* atan2_swapped_gradients -- the angle of a point (a, b): atan2(b, a)
 *
 * Wrong: the gradients of the two arguments are swapped.
 * Right: -b/r^2 and a/r^2, with a and b divided by the larger, so that r^2 neither over- nor
 *        underflows.
 */
#include <math.h>

double angle(double b, double a) { return atan2(b, a); }

void angle_vjp(double b, double a, double g, double *db, double *da)
{
	double large = fabs(a) > fabs(b) ? fabs(a) : fabs(b), u = a / large, v = b / large,
	       square = u * u + v * v;

	*da = -g * (v / square / large);
	*db = g * (u / square / large);
}

double angle_wrong(double b, double a) { return angle(b, a); }

void angle_wrong_vjp(double b, double a, double g, double *db, double *da)
{
	angle_vjp(b, a, g, da, db);
}
