/* special.c -- the longer kernels: powers, sin(pi x), polygamma, Bessel; the complex strip; what MPFR lacks
 *
 * What cancels is computed in a wider type and rounded once.  DLMF: https://dlmf.nist.gov.
 */
#include "engines/wengert.h"
#include <mpfr.h>
#include "engines/kernels.h"
#include <float.h>
#include <pthread.h>

/* ---- powers ---------------------------------------------------------------- */

/* dpow -- b a^(b-1); in long double b - 1 keeps its bits, and neither factor leaves the range before the product */
double k_dpow(double a, double b)
{
	long double y = b*powl(fabs(a), (long double)b - 1);

	if (b == 0)
		return 0;
	if (a < 0 && b != rint(b))
		return isinf(a) ? (double)y : NAN;
	return (double)(signbit(a) && fmod(b, 2) == 0 ? -y : y);      /* b - 1 is odd, even if it rounds to b */
}

/* ---- sin(pi x) ------------------------------------------------------------- */

static const long double pi = 3.14159265358979323846264338327950288L;

/* sinpi -- remainder is exact, so is every reflection into [0, 1/4] */
static long double sinpil(double x)
{
	double r = remainder(x, 2), d = fabs(r);
	long double y = d <= 0.25 ? sinl(pi*d) : d < 0.75 ? cosl(pi*(0.5 - d)) : sinl(pi*(1 - d));

	return r < 0 ? -y : y;
}

static long double cospil(double x)
{
	double d = fabs(remainder(x, 2));

	return d <= 0.25 ? cosl(pi*d) : d < 0.75 ? sinl(pi*(0.5 - d)) : -cosl(pi*(1 - d));
}

double k_sinpi(double x) { return (double)sinpil(x); }
double k_cospi(double x) { return (double)cospil(x); }
double k_sinc(double x)  { return x == 0 ? 1 : isinf(x) ? 0 : (double)(sinpil(x)/(pi*x)); }

/* ---- quad: for what cancels at a root -------------------------------------- */

__extension__ typedef __float128 quad;
extern quad logq(quad), sinq(quad), cosq(quad), tanq(quad), j0q(quad), j1q(quad), y0q(quad), y1q(quad);
extern quad jnq(int, quad), ynq(int, quad);

#define PI ((quad)0xc.90fdaa22168c235p-2L - (quad)0xe.ce675d1fc8f8cbbp-68L)    /* to 126 bits */

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

/* ---- digamma and its derivatives ------------------------------------------- */

enum { TAIL = 14 };

static const double bernoulli[TAIL][2] = {     /* B_2, B_4, ... */
	{ 1, 6 }, { -1, 30 }, { 1, 42 }, { -1, 30 }, { 5, 66 }, { -691, 2730 }, { 7, 6 },
	{ -3617, 510 }, { 43867, 798 }, { -174611, 330 }, { 854513, 138 }, { -236364091, 2730 },
	{ 8553103, 6 }, { -23749461029, 870 },
};

static quad B(int k) { return (quad)bernoulli[k][0]/(quad)bernoulli[k][1]; }

/* psi -- x > 0: log x - 1/2x - sum B_2k/(2k x^2k), DLMF 5.11.2; from 28 on TAIL terms leave 2^-113 */
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

/* zeta -- the same sum for any x; its finitely many terms left of 0 are a difference of two such sums */
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

static bool order(double n) { return n == rint(n) && fabs(n) < 1e6; }     /* beyond, the recurrence takes seconds */

double k_jn(double n, double x) { return order(n) ? (double)jnq((int)n, x) : NAN; }
double k_yn(double n, double x) { return order(n) ? (double)ynq((int)n, x) : NAN; }

/* dj1, dy1 -- DLMF 10.6.2; quad has bits left where the two terms meet */
double k_dj1(double x) { return x == 0 ? 0.5 : (double)(j0q(x) - j1q(x)/x); }
double k_dy1(double x) { return x == 0 ? HUGE_VAL : (double)(y0q(x) - y1q(x)/x); }

/* ---- complex: a strip around the real line --------------------------------- */

typedef long double complex wide;          /* products of two doubles neither overflow nor vanish in it */

static wide pair(long double a, long double b)
{
	union { long double part[2]; wide whole; } u = {{ a, b }};

	return u.whole;
}

static double complex nowhere(void)         { return cart(NAN, NAN); }
static double complex vertical(double y)    { return cart(y, NAN); }      /* a value, but no derivative */
static wide polar(long double r, long double t) { return pair(r*cosl(t), t == 0 ? 0 : r*sinl(t)); }

static wide ratio(double complex x, double complex y)
{
	long double a = creal(x), b = cimag(x), c = creal(y), d = cimag(y), n = c*c + d*d;

	if (n == 0)
		return pair(a/c, b/c);
	if (isinf(n))                      /* a finite number divided by any infinity is 0, C17 G.5.1 */
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
double complex z_log2(double complex x)  { return logarithm(x, 1.44269504088896340735992468100189214L); }
double complex z_log10(double complex x) { return logarithm(x, 0.434294481903251827651128918916605082L); }

double complex z_log1p(double complex x)
{
	long double a = creal(x), b = cimag(x);

	if (a < -0.5)
		return z_log(1 + x);       /* 1 + a is exact */
	return (double complex)pair(log1pl(a*(2 + a) + b*b)/2, atan2l(b, 1 + a));
}

double complex z_exp2(double complex x)
{
	return (double complex)polar(exp2l(creal(x)), cimag(x)*0.693147180559945309417232121458176568L);
}

double complex z_expm1(double complex x)
{
	long double a = creal(x), b = cimag(x), s = sinl(b/2);

	return (double complex)pair(expm1l(a)*cosl(b) - 2*s*s, b == 0 ? 0 : expl(a)*sinl(b));
}

/* creal(x) = 0: a product for a fixed natural power; from the right otherwise, but only if x is not itself moved */
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
	return (double complex)csqrtl(pair((ar - ai)*(ar + ai) + (br - bi)*(br + bi), 2*(ar*ai + br*bi)));
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
	long double a = 2*(long double)creal(x), b = 2*(long double)cimag(x), n = coshl(a) + cosl(b);

	if (fabsl(a) > 1e4)                /* cosh still fits, and e^-10000 does not show */
		return cart(tanh(creal(x)), 0);
	return (double complex)pair(sinhl(a)/n, sinl(b)/n);
}

double complex z_sinpi(double complex x)
{
	long double b = pi*cimag(x);

	return (double complex)pair(sinpil(creal(x))*coshl(b), cospil(creal(x))*sinhl(b));
}

double complex z_cospi(double complex x)
{
	long double b = pi*cimag(x);

	return (double complex)pair(cospil(creal(x))*coshl(b), -sinpil(creal(x))*sinhl(b));
}

/* arcsine, arccosine -- W. Kahan, Branch cuts for complex elementary functions (1987) */
static wide arcsine(wide x)
{
	wide m = csqrtl(pair(1 - creall(x), -cimagl(x))), p = csqrtl(pair(1 + creall(x), cimagl(x)));

	return pair(atan2l(creall(x), creall(m*p)), asinhl(cimagl(conjl(m)*p)));
}

static wide arccosine(wide x)
{
	wide m = csqrtl(pair(1 - creall(x), -cimagl(x))), p = csqrtl(pair(1 + creall(x), cimagl(x)));

	return pair(2*atan2l(creall(m), creall(p)), asinhl(cimagl(conjl(p)*m)));
}

double complex z_asin(double complex x) { return fabs(creal(x)) > 1 ? nowhere() : (double complex)arcsine(x); }
double complex z_acos(double complex x) { return fabs(creal(x)) > 1 ? nowhere() : (double complex)arccosine(x); }

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

/* ---- MPFR: polygamma ------------------------------------------------------- */

#define R MPFR_RNDN

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;       /* holds exact, known */
static mpq_t *exact;                       /* exact[k-1] = B_2k */
static unsigned long known;

/* taylor -- T_1, T_2, ..., the coefficients of tan: R. Brent, D. Harvey, arXiv:1108.0286, algorithm 2 */
static mpz_t *taylor(unsigned long n)
{
	mpz_t *t = alloc(n, sizeof *t);

	mpz_init_set_ui(t[0], 1);
	for (unsigned long k = 1; k < n; k++) {
		mpz_init(t[k]);
		mpz_mul_ui(t[k], t[k-1], k);
	}
	for (unsigned long k = 1; k < n; k++)
		for (unsigned long j = k; j < n; j++) {
			mpz_mul_ui(t[j], t[j], j - k + 2);
			mpz_addmul_ui(t[j], t[j-1], j - k);
		}
	return t;
}

/* quotient -- y = B_2k = (-1)^(k-1) 2k T_k/(4^k (4^k - 1)), DLMF 24.15.4 */
static void quotient(mpq_t y, unsigned long k, const mpz_t t)
{
	mpz_mul_si(mpq_numref(y), t, k % 2 ? 2*(long)k : -2*(long)k);
	mpz_ui_pow_ui(mpq_denref(y), 4, k);
	mpz_sub_ui(mpq_denref(y), mpq_denref(y), 1);
	mpz_mul_2exp(mpq_denref(y), mpq_denref(y), 2*k);
	mpq_canonicalize(y);
}

static void extend(unsigned long n)
{
	mpq_t *more = alloc(n, sizeof *more);
	mpz_t *t = taylor(n);

	for (unsigned long k = 0; k < n; k++) {
		mpq_init(more[k]);
		if (k < known) {
			mpq_swap(more[k], exact[k]);
			mpq_clear(exact[k]);
		} else
			quotient(more[k], k + 1, t[k]);
		mpz_clear(t[k]);
	}
	release(t);
	release(exact);
	exact = more;
	known = n;
}

/* timesB -- y *= B_2k */
static void timesB(mpfr_ptr y, unsigned long k)
{
	pthread_mutex_lock(&lock);
	if (k > known)
		extend(k + k/4 + (unsigned long)mpfr_get_prec(y)/8 + 32);     /* most at once: each begins anew */
	mpfr_mul_q(y, y, exact[k-1], R);
	pthread_mutex_unlock(&lock);
}

/* tail -- y += sum over k >= 0 of 1/(x+k)^s, x > prec/4 + s: Euler-Maclaurin, DLMF 25.11.28 */
static void tail(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y);
	mpfr_t t, u, step;

	mpfr_inits2(w, t, u, step, (mpfr_ptr)0);
	mpfr_ui_div(u, 1, x, R);
	mpfr_sqr(step, u, R);
	mpfr_pow_ui(t, u, s - 1, R);
	mpfr_div_ui(u, t, s - 1, R);
	mpfr_add(y, y, u, R);
	mpfr_div(t, t, x, R);
	mpfr_div_2ui(u, t, 1, R);
	mpfr_add(y, y, u, R);
	mpfr_div(u, u, x, R);
	mpfr_mul_ui(t, u, s, R);
	for (unsigned long k = 1;; k++) {
		mpfr_set(u, t, R);
		timesB(u, k);
		mpfr_add(y, y, u, R);
		if (mpfr_zero_p(u) || mpfr_get_exp(u) < mpfr_get_exp(y) - w)
			break;
		mpfr_mul_ui(t, t, (s + 2*k - 1)*(s + 2*k), R);
		mpfr_div_ui(t, t, (2*k + 1)*(2*k + 2), R);
		mpfr_mul(t, t, step, R);
	}
	mpfr_clears(t, u, step, (mpfr_ptr)0);
}

/* allterms -- y = sum over k >= 0 of 1/(x+k)^s, x > 0 */
static void allterms(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y);
	mpfr_t a, t;

	mpfr_inits2(w, a, t, (mpfr_ptr)0);
	mpfr_set(a, x, R);
	mpfr_set_zero(y, 1);
	for (; mpfr_cmp_ui(a, (unsigned long)w/4 + s) < 0; mpfr_add_ui(a, a, 1, R)) {
		mpfr_pow_ui(t, a, s, R);
		mpfr_ui_div(t, 1, t, R);
		mpfr_add(y, y, t, R);
	}
	tail(y, s, a);
	mpfr_clears(a, t, (mpfr_ptr)0);
}

/* leftward -- the same for x < 0, see zeta above; returns the bits that cancelled */
static long leftward(mpfr_ptr y, unsigned long s, mpfr_srcptr x)
{
	mpfr_t d, a, t;
	long top;

	mpfr_inits2(mpfr_get_prec(y), a, t, (mpfr_ptr)0);
	mpfr_init2(d, mpfr_get_prec(x));
	mpfr_rint(d, x, R);
	mpfr_sub(d, x, d, R);              /* exact */
	mpfr_add_ui(a, d, mpfr_sgn(d) < 0, R);
	allterms(y, s, a);
	mpfr_ui_sub(a, mpfr_sgn(d) > 0, d, R);
	allterms(t, s, a);
	top = mpfr_get_exp(y) > mpfr_get_exp(t) ? mpfr_get_exp(y) : mpfr_get_exp(t);
	(s % 2 ? mpfr_sub : mpfr_add)(y, y, t, R);
	mpfr_ui_sub(a, 1, x, R);
	allterms(t, s, a);
	(s % 2 ? mpfr_add : mpfr_sub)(y, y, t, R);
	mpfr_clears(d, a, t, (mpfr_ptr)0);
	return mpfr_zero_p(y) ? mpfr_get_prec(y) : top - mpfr_get_exp(y);
}

enum { GUARD = 64 };                       /* of which the roundings of a sum of prec/4 terms take half */

/* derivative -- y = (-1)^(n+1) n! zeta(n+1, x) = psi^(n)(x), n > 0, DLMF 25.11.12 */
static void derivative(mpfr_ptr y, unsigned long n, mpfr_srcptr x)
{
	mpfr_prec_t w = mpfr_get_prec(y) + GUARD;
	mpfr_t sum, factor;
	long lost = 0;

	mpfr_init2(sum, w);
	if (mpfr_sgn(x) > 0)
		allterms(sum, n + 1, x);
	else
		while ((lost = leftward(sum, n + 1, x)) > mpfr_get_prec(sum) - w + GUARD/4)
			mpfr_set_prec(sum, w + lost);
	mpfr_init2(factor, w);
	mpfr_fac_ui(factor, n, R);
	mpfr_mul(sum, sum, factor, R);
	(n % 2 ? mpfr_set : mpfr_neg)(y, sum, R);
	mpfr_clears(sum, factor, (mpfr_ptr)0);
}

/* polygamma at n > 0, its poles and infinities first */
static int derived(mpfr_ptr y, unsigned long n, mpfr_srcptr x)
{
	if (mpfr_nan_p(x) || (mpfr_inf_p(x) && mpfr_sgn(x) < 0))
		mpfr_set_nan(y);
	else if (mpfr_inf_p(x))
		mpfr_set_zero(y, 1);
	else if (mpfr_sgn(x) > 0 || !mpfr_integer_p(x))
		derivative(y, n, x);
	else if (n % 2)
		mpfr_set_inf(y, 1);
	else
		mpfr_set_nan(y);
	return 1;
}

enum { HIGHEST = 1 << 20 };                /* n: the terms number more than n */

/* polygamma, trigamma -- y = psi^(n)(x), psi'(x); y to its precision but for less than a unit of the last place */
int mpfr_polygamma(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t r)
{
	if (mpfr_zero_p(n))
		return mpfr_digamma(y, x, r);
	if (mpfr_integer_p(n) && mpfr_sgn(n) > 0 && mpfr_cmp_ui(n, HIGHEST) <= 0)
		return derived(y, mpfr_get_ui(n, R), x);
	mpfr_set_nan(y);
	return 1;
}

int mpfr_trigamma(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, derived(y, 1, x); }

/* ---- MPFR: sin(pi x), before 4.2 ------------------------------------------- */

#if MPFR_VERSION < MPFR_VERSION_NUM(4, 2, 0)

/* quarter -- y = sin(pi d), or cos(pi d), |d| <= 1/2, by whichever argument is below pi/4 */
static void quarter(mpfr_ptr y, bool cosine, mpfr_srcptr d)
{
	mpfr_t t, a;
	int sign = cosine || mpfr_sgn(d) > 0 ? 1 : -1;
	bool beyond;

	mpfr_init2(a, mpfr_get_prec(d) + 2);
	mpfr_init2(t, mpfr_get_prec(y) + 16);
	mpfr_abs(a, d, R);
	beyond = mpfr_cmp_ui_2exp(a, 1, -2) > 0;
	if (beyond)
		mpfr_d_sub(a, 0.5, a, R);  /* exact */
	mpfr_const_pi(t, R);
	mpfr_mul(t, t, a, R);
	(cosine == beyond ? mpfr_sin : mpfr_cos)(t, t, R);
	mpfr_mul_si(y, t, sign, R);
	mpfr_clears(t, a, (mpfr_ptr)0);
}

static int halfturns(mpfr_ptr y, bool cosine, mpfr_srcptr x)
{
	mpfr_t n, d;
	bool odd;

	if (!mpfr_number_p(x)) {
		mpfr_set_nan(y);
		return 0;
	}
	mpfr_inits2(mpfr_get_prec(x), n, d, (mpfr_ptr)0);
	mpfr_rint(n, x, R);
	mpfr_sub(d, x, n, R);              /* exact */
	mpfr_div_2ui(n, n, 1, R);
	odd = !mpfr_integer_p(n);
	quarter(y, cosine, d);
	if (odd)
		mpfr_neg(y, y, R);
	mpfr_clears(n, d, (mpfr_ptr)0);
	return 1;
}

int mpfr_sinpi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, halfturns(y, false, x); }
int mpfr_cospi(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) { return (void)r, halfturns(y, true, x); }
#endif
