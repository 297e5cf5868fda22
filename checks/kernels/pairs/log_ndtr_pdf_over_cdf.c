/* log_ndtr_pdf_over_cdf -- log of the normal distribution function, log Phi(x)
 *
 * Wrong: phi(x)/Phi(x), which is 0/0 below -38.6 and inaccurate long before.
 * Right: sqrt(2/pi)/erfcx(-x/sqrt 2), with erfcx by its continued fraction in the tail.
 */
#include <math.h>

/* erfcx(z) = e^(z^2) erfc(z) = 1/sqrt(pi) 1/(z + (1/2)/(z + (2/2)/(z + (3/2)/(z + ...)))), z > 2,
 * from level n down to the first */
static double erfcxtail(double z)
{
	double one = 1, f = 0, before = 1;

	for (int n = 16; f != before && n < 100000; n *= 2) {
		before = f;
		f = z;
		for (int k = n; k >= 1; k--) f = z + k / (2 * f);
	}
	return 1 / (f * sqrt(4 * atan(one)));
}

/* e^(-x^2/2) with x^2 in two terms, the first of them exact */
static double bell(double x)
{
	double near = floor(16 * x + 0.5) / 16;

	if (fabs(x) > 200) return 0;           /* in any type; 16 x may overflow */
	return exp(-near * near / 2) * exp(-(x - near) * (x + near) / 2);
}

double logndtr(double x)
{
	double z = -x / sqrt((double)2);

	if (x < -4) return log(erfcxtail(z) / 2) - x * x / 2;
	return x > 0 ? log1p(-erfc(-z) / 2) : log(erfc(z) / 2);
}

double logndtr_vjp(double x, double g)
{
	/* sqrt(2/pi) */
	double one = 1, z = -x / sqrt(2 * one), scale = 1 / sqrt(2 * atan(one));

	if (x < -4) return g * (scale / erfcxtail(z));
	return g * (scale * bell(x) / erfc(z));
}

double logndtr_wrong(double x) { return logndtr(x); }

double logndtr_wrong_vjp(double x, double g)
{
	double one = 1, density = exp(-x * x / 2) / sqrt(8 * atan(one));

	return g * density / (erfc(-x / sqrt(2 * one)) / 2);
}
