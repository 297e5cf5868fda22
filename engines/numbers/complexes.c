/* complexes.c -- the longer complex kernels: real functions continued into a thin strip around the
 * real line
 *
 * For Im f(x + ih)/h: functional equations of f, no rule for f'.  DLMF: https://dlmf.nist.gov.
 */
#include "engines/numbers/kernels.h"
#include <float.h>
#include <stdbool.h>

static const long double pi = 3.14159265358979323846264338327950288L;

/* products of two doubles neither overflow nor vanish in it */
typedef long double complex wide;

static wide pair(long double a, long double b)
{
	union { long double part[2]; wide whole; } u = {{ a, b }};

	return u.whole;
}

static double complex nowhere(void)         { return cart(NAN, NAN); }
/* a value, but no derivative */
static double complex vertical(double y)    { return cart(y, NAN); }
static wide polar(long double r, long double t) { return pair(r*cosl(t), t == 0 ? 0 : r*sinl(t)); }

static wide ratio(double complex x, double complex y)
{
	long double a = creal(x), b = cimag(x), c = creal(y), d = cimag(y), n = c*c + d*d;

	if (n == 0)
		return pair(a/c, b/c);
	/* a finite number divided by any infinity is 0, C17 G.5.1 */
	if (isinf(n))
		return isinf(a) || isinf(b) ? pair(NAN, NAN) : pair(0*a, 0*b);
	return pair((a*c + b*d)/n, (b*c - a*d)/n);
}

double complex z_div(double complex a, double complex b) { return (double complex)ratio(a, b); }

double complex z_sqrt(double complex x)
{
	return creal(x) < 0 ? nowhere() : (double complex)csqrtl(x);
}

double complex z_cbrt(double complex x)
{
	long double a = creal(x), b = cimag(x);

	if (a < 0)
		return -z_cbrt(-x);
	return (double complex)polar(cbrtl(hypotl(a, b)), atan2l(b, a)/3);
}

/* log|a + ib|; near the circle from |x|^2 - 1 = (a-1)(a+1) + b^2 */
static long double logabs(long double a, long double b)
{
	long double r = hypotl(a, b);

	return r > 0.5 && r < 2 ? log1pl((a - 1)*(a + 1) + b*b)/2 : logl(r);
}

static double complex logarithm(double complex x, long double unit)
{
	long double a = creal(x), b = cimag(x);

	if (a <= 0)
		return a < 0 ? nowhere() : vertical(-HUGE_VAL);
	return (double complex)pair(logabs(a, b)*unit, atan2l(b, a)*unit);
}

double complex z_log(double complex x)   { return logarithm(x, 1); }
double complex z_log2(double complex x)
{
	return logarithm(x, 1.44269504088896340735992468100189214L);
}
double complex z_log10(double complex x)
{
	return logarithm(x, 0.434294481903251827651128918916605082L);
}

double complex z_log1p(double complex x)
{
	long double a = creal(x), b = cimag(x);

	if (a < -0.5)
		return z_log(1 + x);       /* 1 + a is exact */
	return (double complex)pair(log1pl(a*(2 + a) + b*b)/2, atan2l(b, 1 + a));
}

double complex z_exp2(double complex x)
{
	return (double complex)polar(exp2l(creal(x)),
		cimag(x) * 0.693147180559945309417232121458176568L);
}

double complex z_expm1(double complex x)
{
	long double a = creal(x), b = cimag(x), s = sinl(b/2);

	return (double complex)pair(expm1l(a)*cosl(b) - 2*s*s, b == 0 ? 0 : expl(a)*sinl(b));
}

/* creal(x) = 0: a product for a fixed natural power; from the right otherwise, but only if x is not
 * itself moved */
static double complex zeropower(double complex x, double complex p)
{
	double b = creal(p);
	double complex y = 1;

	if (cimag(x) == 0 && b > 0)
		return 0;
	if (cimag(p) != 0 || !(b >= 0 && b <= DBL_MAX) || b != rint(b))
		return vertical(pow(0, b));
	for (; b > 0; b = floor(b/2), x *= x)
		if (fmod(b, 2) != 0)
			y *= x;
	return y;
}

/* pow -- x^p = |x|^p e^(i p arg x) */
double complex z_pow(double complex x, double complex p)
{
	double b = creal(p), c = cimag(p);
	long double angle = atan2l(cimag(x), creal(x)), l = logabs(creal(x), cimag(x));

	if (p == 0 || x == 1)              /* beside NaN too, as C has it */
		return 1;
	if (creal(x) == 0)
		return zeropower(x, p);
	if (creal(x) < 0)
		return c != 0 || b != rint(b) ? nowhere() : (fmod(b, 2) != 0 ? -1 : 1)*z_pow(-x, p);
	return (double complex)polar(powl(hypotl(creal(x), cimag(x)), b)*expl(-c*angle),
	                             (c == 0 ? 0 : c*l) + b*angle);
}

double complex z_hypot(double complex a, double complex b)
{
	long double ar = creal(a), ai = cimag(a), br = creal(b), bi = cimag(b);

	if (ar == 0 && br == 0)
		return 0;
	return (double complex)csqrtl(
		pair((ar - ai) * (ar + ai) + (br - bi) * (br + bi), 2 * (ar * ai + br * bi)));
}

/* tan(a+ib) = (t + iu)/(1 - itu), t = tan a, u = tanh b */
double complex z_tan(double complex x)
{
	long double t = tanl(creal(x)), u = tanhl(cimag(x)), n = 1 + t*t*u*u;

	return (double complex)pair(t*(1 - u*u)/n, u*(1 + t*t)/n);
}

/* tanh(a+ib) = (sinh 2a + i sin 2b)/(cosh 2a + cos 2b), DLMF 4.35.36 */
double complex z_tanh(double complex x)
{
	long double a = 2 * (long double)creal(x), b = 2 * (long double)cimag(x),
		    n = coshl(a) + cosl(b);

	if (fabsl(a) > 1e4)                /* cosh still fits, and e^-10000 does not show */
		return cart(tanh(creal(x)), 0);
	return (double complex)pair(sinhl(a)/n, sinl(b)/n);
}

double complex z_sinpi(double complex x)
{
	long double b = pi*cimag(x);

	return (double complex)pair(k_sinpil(creal(x))*coshl(b), k_cospil(creal(x))*sinhl(b));
}

double complex z_cospi(double complex x)
{
	long double b = pi*cimag(x);

	return (double complex)pair(k_cospil(creal(x))*coshl(b), -k_sinpil(creal(x))*sinhl(b));
}

/* arcsine, arccosine -- W. Kahan, Branch cuts for complex elementary functions (1987) */
static wide arcsine(wide x)
{
	wide m = csqrtl(pair(1 - creall(x), -cimagl(x))),
	     p = csqrtl(pair(1 + creall(x), cimagl(x)));

	return pair(atan2l(creall(x), creall(m*p)), asinhl(cimagl(conjl(m)*p)));
}

static wide arccosine(wide x)
{
	wide m = csqrtl(pair(1 - creall(x), -cimagl(x))),
	     p = csqrtl(pair(1 + creall(x), cimagl(x)));

	return pair(2*atan2l(creall(m), creall(p)), asinhl(cimagl(conjl(p)*m)));
}

double complex z_asin(double complex x)
{
	return fabs(creal(x)) > 1 ? nowhere() : (double complex)arcsine(x);
}
double complex z_acos(double complex x)
{
	return fabs(creal(x)) > 1 ? nowhere() : (double complex)arccosine(x);
}

/* asinh(x) = arcsin(ix)/i */
double complex z_asinh(double complex x)
{
	wide y = arcsine(pair(-cimag(x), creal(x)));

	return (double complex)pair(cimagl(y), -creall(y));
}

double complex z_acosh(double complex x)
{
	long double a = creal(x), b = cimag(x);
	wide m = csqrtl(pair(a - 1, b)), p = csqrtl(pair(a + 1, b));

	if (a < 1)
		return nowhere();
	return (double complex)pair(asinhl(creall(conjl(m)*p)), 2*atan2l(cimagl(m), creall(p)));
}

/* atanh(x) = 1/2 log((1+x)/(1-x)), split as in DLMF 4.37.27 */
double complex z_atanh(double complex x)
{
	long double a = creal(x), b = cimag(x), m = 1 - a;

	if (a < 0)
		return -z_atanh(-x);
	if (a >= 1)
		return a > 1 ? nowhere() : vertical(HUGE_VAL);
	return (double complex)pair(log1pl(4*a/(m*m + b*b))/4, atan2l(2*b, m*(1 + a) - b*b)/2);
}

/* arctangent -- DLMF 4.23.36 */
static wide arctangent(wide x)
{
	long double a = creall(x), b = cimagl(x), m = 1 - b;

	if (isinf(a))
		return pair(atanl(a), 0);
	return pair(atan2l(2*a, (1 - a)*(1 + a) - b*b)/2, log1pl(4*b/(a*a + m*m))/4);
}

double complex z_atan(double complex x) { return (double complex)arctangent(x); }

/* atan2 -- the arctangent of the smaller ratio, and the quarter turns that leaves */
double complex z_atan2(double complex a, double complex b)
{
	double re = creal(a), im = creal(b);

	if (re == 0 && im == 0)
		return vertical(atan2(re, im));
	if (fabs(re) > fabs(im))
		return (double complex)(copysign(1, re)*pi/2 - arctangent(ratio(b, a)));
	return (double complex)((im < 0 ? copysign(1, re)*pi : 0) + arctangent(ratio(a, b)));
}
