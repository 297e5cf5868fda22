/* special.c -- the longer real kernels: powers, sin(pi x), polygamma, Bessel
 *
 * What cancels is computed in a wider type and rounded once.  DLMF: https://dlmf.nist.gov.
 */
#include "engines/wengert.h"
#include "engines/numbers/kernels.h"
#include <float.h>

/* ---- powers ---------------------------------------------------------------- */

/* dpow -- b a^(b-1); in long double b - 1 keeps its bits, and neither factor leaves the range
 * before the product */
double k_dpow(double a, double b)
{
	long double y = b*powl(fabs(a), (long double)b - 1);

	if (b == 0)
		return 0;
	if (a < 0 && b != rint(b))
		return isinf(a) ? (double)y : NAN;
	/* b - 1 is odd, even if it rounds to b */
	return (double)(signbit(a) && fmod(b, 2) == 0 ? -y : y);
}

/* ---- sin(pi x) ------------------------------------------------------------- */

static const long double pi = 3.14159265358979323846264338327950288L;

/* sinpi -- remainder is exact, so is every reflection into [0, 1/4] */
long double k_sinpil(double x)
{
	double r = remainder(x, 2), d = fabs(r);
	long double y = d <= 0.25 ? sinl(pi*d) : d < 0.75 ? cosl(pi*(0.5 - d)) : sinl(pi*(1 - d));

	/* of a whole number 0 with its sign, as IEEE 754-2019, 9.2.1 has it */
	return y == 0 ? copysignl(0, x) : r < 0 ? -y : y;
}

long double k_cospil(double x)
{
	double d = fabs(remainder(x, 2));

	return d <= 0.25 ? cosl(pi*d) : d < 0.75 ? sinl(pi*(0.5 - d)) : -cosl(pi*(1 - d));
}

double k_sinpi(double x) { return (double)k_sinpil(x); }
double k_cospi(double x) { return (double)k_cospil(x); }
double k_sinc(double x)  { return x == 0 ? 1 : isinf(x) ? 0 : (double)(k_sinpil(x)/(pi*x)); }

/* ---- quad: for what cancels at a root -------------------------------------- */

__extension__ typedef __float128 quad;
extern quad powq(quad, quad), expq(quad), erfcq(quad), logq(quad), sqrtq(quad);
extern quad sinq(quad), cosq(quad), tanq(quad), j0q(quad), j1q(quad), y0q(quad), y1q(quad);
extern quad jnq(int, quad), ynq(int, quad);

#define PI ((quad)0xc.90fdaa22168c235p-2L - (quad)0xe.ce675d1fc8f8cbbp-68L)    /* to 126 bits */

/* exp10 -- of a whole number exactly 10^x, rounded: the library's is off by 2 ulps */
double k_exp10(double x) { return x > 310 ? HUGE_VAL : x < -330 ? 0 : (double)powq(10, x); }

/* logit -- 2x - 1 is exact between 1/4 and 3/4, where log(x) and log(1 - x) cancel */
double k_logit(double x)
{
	if (x > 0.25 && x < 0.75)
		return (double)(2*atanhl(2*(long double)x - 1));
	return (double)(logl(x) - log1pl(-(long double)x));
}

/* dsinc -- below 1/2 the series of pi (sin t/t)', t = pi x; its terms are -t/3, t^3/30, ... */
static double nearzero(double x)
{
	long double t = pi*x, term = -t/3, y = term;

	for (int k = 1; k < 14; k++)
		y += term *= -t*t/(2*k*(2*k + 3));
	return (double)(pi*y);
}

double k_dsinc(double x)
{
	quad r = PI*(quad)remainder(x, 2);

	if (fabs(x) < 0.5)
		return nearzero(x);
	return isinf(x) ? 0 : (double)((cosq(r) - sinq(r)/(PI*x))/x);
}

/* ---- the normal distribution ------------------------------------------------ */

double k_ndtr(double x)    { return (double)(erfcq(-x/sqrtq(2))/2); }
double k_expsq(double x)   { return fabs(x) > 27 ? HUGE_VAL : (double)expq((quad)x*x); }
double k_normpdf(double x) { return (double)(expq(-(quad)x*x/2)/sqrtq(2*PI)); }

/* ---- digamma and its derivatives ------------------------------------------- */

enum { TAIL = 14 };

static const double bernoulli[TAIL][2] = {     /* B_2, B_4, ... */
	{ 1, 6 }, { -1, 30 }, { 1, 42 }, { -1, 30 }, { 5, 66 }, { -691, 2730 }, { 7, 6 },
	{ -3617, 510 }, { 43867, 798 }, { -174611, 330 }, { 854513, 138 }, { -236364091, 2730 },
	{ 8553103, 6 }, { -23749461029, 870 },
};

static quad B(int k) { return (quad)bernoulli[k][0]/(quad)bernoulli[k][1]; }

/* psi -- x > 0: log x - 1/2x - sum B_2k/(2k x^2k), DLMF 5.11.2; from 28 on TAIL terms leave 2^-113
 */
static quad psi(quad x)
{
	quad y = 0, power = 1;

	for (; x < 28; x += 1)
		y -= 1/x;
	for (int k = 0; k < TAIL; k++)
		y -= B(k)/(2*k + 2)*(power /= x*x);
	return y + logq(x) - 1/(2*x);
}

/* digamma -- psi(1-x) - pi cot(pi x), DLMF 5.5.4 */
double k_digamma(double x)
{
	if (x > 0 || x != x)
		return x > DBL_MAX ? x : (double)psi(x);
	if (x == 0)
		return copysign(HUGE_VAL, -x);
	if (x == rint(x))
		return NAN;
	return (double)(psi(1 - (quad)x) - PI/tanq(PI*(quad)(x - rint(x))));
}

static quad power(quad x, int n)
{
	quad y = 1;

	for (; n; n /= 2, x *= x)
		if (n % 2)
			y *= x;
	return y;
}

/* hurwitz -- sum over k >= 0 of 1/(x+k)^s, x > 0: Euler-Maclaurin, DLMF 25.11.28,
 * from where TAIL terms leave 2^-113 */
static quad hurwitz(int s, quad x)
{
	quad y = 0, t;

	for (; x < 36 + 2.5*s; x += 1)
		y += power(1/x, s);
	t = power(1/x, s);
	y += t*x/(s - 1) + t/2;
	t *= s/(2*x);
	for (int k = 0; k < TAIL; k++) {
		y += B(k)*t;
		t *= (quad)(s + 2*k + 1)*(s + 2*k + 2)/((quad)(2*k + 3)*(2*k + 4)*x*x);
	}
	return y;
}

/* zeta -- the same sum for any x; its finitely many terms left of 0 are a difference of two such
 * sums */
static quad zeta(int s, double x)
{
	double d = x - rint(x);
	int sign = s % 2 ? -1 : 1;

	if (x > 0)
		return hurwitz(s, x);
	return hurwitz(s, d > 0 ? d : 1 + (quad)d) + sign*hurwitz(s, d > 0 ? 1 - (quad)d : -d)
	       - sign*hurwitz(s, 1 - (quad)x);         /* last: the first two may cancel exactly */
}

enum { LARGEST = 1600 };                   /* n!: 1755! is beyond quad */

/* polygamma -- (-1)^(n+1) n! zeta(n+1, x), DLMF 25.11.12 */
double k_polygamma(double n, double x)
{
	quad y = fmod(n, 2) != 0 ? 1 : -1;

	if (n == 0)
		return k_digamma(x);
	if (!(n > 0 && n <= LARGEST && n == rint(n)) || x != x || x < -DBL_MAX)
		return NAN;
	if (x > DBL_MAX)
		return 0;
	if (x <= 0 && x == rint(x))
		return y > 0 ? HUGE_VAL : NAN;
	for (int k = 2; k <= n; k++)
		y *= k;
	return (double)(y*zeta((int)n + 1, x));
}

double k_trigamma(double x) { return k_polygamma(1, x); }

/* ---- Bessel ---------------------------------------------------------------- */

double k_j0(double x) { return (double)j0q(x); }
double k_j1(double x) { return (double)j1q(x); }
double k_y0(double x) { return (double)y0q(x); }
double k_y1(double x) { return (double)y1q(x); }

/* beyond, the recurrence takes seconds */
static bool order(double n) { return n == rint(n) && fabs(n) < 1e6; }

double k_jn(double n, double x) { return order(n) ? (double)jnq((int)n, x) : NAN; }
double k_yn(double n, double x) { return order(n) ? (double)ynq((int)n, x) : NAN; }

/* dj1, dy1 -- DLMF 10.6.2; quad has bits left where the two terms meet */
double k_dj1(double x) { return x == 0 ? 0.5 : (double)(j0q(x) - j1q(x)/x); }
double k_dy1(double x) { return x == 0 ? HUGE_VAL : (double)(y0q(x) - y1q(x)/x); }
