/* exp2_missing_log2 -- 2^x
 *
 * Wrong: the factor log 2 is missing.
 */
#include <math.h>

double twoto(double x) { return exp2(x); }

double twoto_vjp(double x, double y, double g)
{
	double two = 2;

	(void)x;
	return g * y * log(two);
}

double twoto_wrong(double x) { return twoto(x); }

double twoto_wrong_vjp(double x, double y, double g)
{
	(void)x;
	return g * y;
}
