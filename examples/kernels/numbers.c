/* numbers -- functions of numbers need no comment: X with X_vjp, or X_gradient without a cotangent
 *
 *	wengert vjp examples/kernels/numbers.c
 */
#include <math.h>

double softsign(double x) { return x / (1 + fabs(x)); }
double softsign_vjp(double x, double g) { double d = 1 + fabs(x); return g / (d * d); }

/* (x, y, g): y is the result that was saved */
double logistic(double x) { return 1 / (1 + exp(-x)); }
double logistic_vjp(double x, double y, double g)
{
	double e = exp(-fabs(x));

	(void)y;
	return g * e / ((1 + e) * (1 + e));
}

float square(float x) { return x * x; }
float square_gradient(float x) { return 2 * x; }

/* an integer is fixed by a comment */
/* wengert: y = power(x) with n = 3 */
double power(double x, int n) { double y = 1; while (n--) y *= x; return y; }
double power_vjp(double x, int n, double g) { return n ? g * n * power(x, n - 1) : 0; }
