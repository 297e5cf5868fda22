/* mod_trunc_for_floor -- remainder with the sign of the divisor, a - b floor(a/b), b > 0
 *
 * Wrong: d/db has trunc instead of floor; they differ where a < 0.
 */
#include <math.h>

/* floor(a/b) from the exact remainder: a/b itself may round up to a whole number */
static double whole(double a, double b)
{
	return floor((a - (fmod(a, b) + (fmod(a, b) < 0 ? b : 0))) / b + 0.5);
}

/* wengert: out = modulo(a in (-20,20), b in (1,4)) */
double modulo(double a, double b)
{
	double r = fmod(a, b);

	return r < 0 ? r + b : r;
}

void modulo_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g;
	*db = -g * whole(a, b);
}

/* wengert: out = modulo_wrong(a in (-20,20), b in (1,4)) */
double modulo_wrong(double a, double b) { return modulo(a, b); }

void modulo_wrong_vjp(double a, double b, double g, double *da, double *db)
{
	*da = g;
	*db = -g * trunc(a / b);
}
