/* hypot_unscaled -- sqrt(a^2 + b^2)
 *
 * Wrong: a/sqrt(a a + b b): overflows above 1e154, loses a below 1e-154, 0/0 at the origin.
 * Right: the same with a and b divided by the larger.  At the origin any subgradient is right: 0.
 */
#include <math.h>

/* returns the larger, and *root: the scaled square root, in [1, sqrt 2] */
static double scaled(double a, double b, double *root)
{
	double large = fabs(a) > fabs(b) ? fabs(a) : fabs(b);

	*root = large > 0 ? sqrt(a / large * (a / large) + b / large * (b / large)) : 1;
	return large;
}

double radius(double a, double b)
{
	double root, large = scaled(a, b, &root);

	return large * root;
}

void radius_vjp(double a, double b, double g, double *da, double *db)
{
	double root, large = scaled(a, b, &root);

	*da = large > 0 ? g * (a / large / root) : 0;
	*db = large > 0 ? g * (b / large / root) : 0;
}

double radius_wrong(double a, double b) { return radius(a, b); }

void radius_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g * a / sqrt(a * a + b * b);
	*db = g * b / sqrt(a * a + b * b);
}
