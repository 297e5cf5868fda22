/* expect 1: WRONG gamma .*WRONG signal .*WRONG index .*WRONG y0 .*WRONG clock .*5 of 5 primitives refuted */
/* Kernels whose names are functions of C's library too: the file's own are judged. */
#include <math.h>

double gamma(double x) { return sin(x) + x * x; }
double gamma_vjp(double x, double g) { return g * (cos(x) + x); }

double signal(double x) { return x * sin(x); }
double signal_vjp(double x, double g) { return g * (sin(x) + -x * cos(x)); }

double index(double x) { return hypot(1, x); }
double index_vjp(double x, double g) { return g * x * hypot(1, x); }

double y0(double x) { return x * x * x + 2 * x; }
double y0_vjp(double x, double g) { return g * (3 * x * x); }

double fabs(double x) { return x * x; }
double clock(double x) { return atan(fabs(x)); }
double clock_vjp(double x, double g)
{
	double h = hypot(1, fabs(x));

	return g * x / h / h;
}
