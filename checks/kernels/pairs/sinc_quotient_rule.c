/* sinc_quotient_rule -- sin(pi x)/(pi x)
 *
 * Wrong: the quotient rule (pi x cos pi x - sin pi x)/(pi x^2), which cancels near 0 and is 0/0
 *        there.
 * Right: the series below 1/2, (cos pi x - sinc x)/x above.
 */
#include <math.h>

/* sin(pi x) and cos(pi x): x is brought into [-1/2, 1/2] exactly, by periods and a reflection */
static double turns(double x, double *cosine)
{
	double one = 1, pi = 4 * atan(one), r = fmod(x, 2 * one);

	if (r > 1) r -= 2;
	if (r < -1) r += 2;
	*cosine = fabs(r) > 0.25 ? sin(pi * (0.5 - fabs(r))) : cos(pi * r);
	if (r > 0.5) r = 1 - r;
	if (r < -0.5) r = -1 - r;
	return sin(pi * r);
}

double sinc(double x)
{
	double one = 1, c;

	return x == 0 ? 1 : turns(x, &c) / (4 * atan(one) * x);
}

/* sum over k >= 1 of (-1)^k 2k pi^2k x^(2k-1)/(2k+1)!, until a term changes nothing */
static double sincseries(double x)
{
	double one = 1, pi = 4 * atan(one), power = -pi * pi * x / 6, sum = 0, before = 1;

	for (int k = 1; sum != before; k++) {
		before = sum;
		sum += 2 * k * power;
		power *= -(pi * x) * (pi * x) / ((2 * k + 2) * (2 * k + 3));
	}
	return sum;
}

double sinc_vjp(double x, double g)
{
	double c;

	if (fabs(x) < 0.5)
		return g * sincseries(x);
	turns(x, &c);
	return g * ((c - sinc(x)) / x);
}

double sinc_wrong(double x) { return sinc(x); }

double sinc_wrong_vjp(double x, double g)
{
	double one = 1, pi = 4 * atan(one), c, s = turns(x, &c);

	return g * (pi * x * c - s) / (pi * x * x);
}
