/* erf_constant_six_digits -- the error function
 *
 * Wrong: 2/sqrt(pi) is given to six digits.
 */
#include <math.h>

/* e^(-x^2) with x^2 in two terms, the first of them exact */
static double gauss(double x)
{
	double near = floor(16 * x + 0.5) / 16;

	if (fabs(x) > 200) return 0;           /* in any type; 16 x may overflow */
	return exp(-near * near) * exp(-(x - near) * (x + near));
}

double errf(double x) { return erf(x); }

double errf_vjp(double x, double g)
{
	double one = 1;

	return g * gauss(x) / sqrt(atan(one));         /* 2/sqrt(pi) = 1/sqrt(pi/4) */
}

double errf_wrong(double x) { return errf(x); }

double errf_wrong_vjp(double x, double g) { return g * gauss(x) * 1.12838; }
