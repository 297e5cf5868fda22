/* balls.c -- kernels of special functions by Arb: the ball is made narrower until it rounds
 *
 * In binary64 an error of at most 0.501 ulps, for 60 bits of the ball are sure; in MPFR 8 bits more
 * than asked for.  NaN: where Arb knows no value, or needs more than MOSTBITS.
 */
#include "engines/numbers/balls.h"
#include "engines/wengert.h"
#include <mpfr.h>
#include "engines/numbers/kernels.h"
#include "engines/numbers/rounded.h"
#include <float.h>
#include <math.h>

enum { LEAST = 128, MOSTBITS = 8192, DOUBLE = 60, SPARE = 8, TINY = -1200 };

/* enough bits, or so small that the number type has no such number: then 0 */
static bool settled(arb_t y, slong bits)
{
	if (!arb_is_finite(y)) return false;
	if (arb_is_exact(y) || arb_rel_accuracy_bits(y) >= bits) return true;
	if (!arb_contains_zero(y) ||
	    mag_cmp_2exp_si(arb_radref(y), bits == DOUBLE ? TINY : mpfr_get_emin() - 2) >= 0)
		return false;
	arb_zero(y);
	return true;
}

/* one: of x; two: of b and x */
static bool enclosed(arb_t y, How f, const arb_t a, const arb_t b, const arb_t x, slong bits)
{
	for (slong p = LEAST + bits; p <= MOSTBITS + bits; p *= 2) {
		if (f.one)      f.one(y, x, p);
		else if (f.two) f.two(y, b, x, p);
		else            f.three(y, a, b, x, p);
		if (settled(y, bits)) return true;
	}
	return false;
}

double roundedball(How f, double a, double b, double x)
{
	arb_t s[3], y;
	double d;

	for (int k = 0; k < 3; k++) arb_init(s[k]);
	arb_init(y);
	arb_set_d(s[0], a), arb_set_d(s[1], b), arb_set_d(s[2], x);
	d = enclosed(y, f, s[0], s[1], s[2], DOUBLE) ? arf_get_d(arb_midref(y), ARF_RND_NEAR) : NAN;
	for (int k = 0; k < 3; k++) arb_clear(s[k]);
	arb_clear(y);
	return d;
}

int exactball(mpfr_ptr to, How f, mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr x)
{
	arb_t s[3], y;

	for (int k = 0; k < 3; k++) arb_init(s[k]);
	arb_init(y);
	if (a) arf_set_mpfr(arb_midref(s[0]), a);
	if (b) arf_set_mpfr(arb_midref(s[1]), b);
	arf_set_mpfr(arb_midref(s[2]), x);
	if (enclosed(y, f, s[0], s[1], s[2], mpfr_get_prec(to) + SPARE))
		arf_get_mpfr(to, arb_midref(y), MPFR_RNDN);
	else
		mpfr_set_nan(to);
	for (int k = 0; k < 3; k++) arb_clear(s[k]);
	arb_clear(y);
	return 1;
}

/* left, right: at the infinities; in: its domain; end: out of it, at an end infinite perhaps */
#define ONE(name, left, right, in, end) \
	double k_##name(double x) \
	{ \
		if (isinf(x)) return x < 0 ? left : right; \
		return x == x && (in) ? roundedball((How){ .one = b_##name }, 0, 0, x) : (end); \
	} \
	int mpfr_##name(mpfr_ptr y, mpfr_srcptr at, mpfr_rnd_t r) \
	{ \
		double x = mpfr_get_d(at, r); \
		(void)x; \
		if (mpfr_inf_p(at)) return mpfr_set_d(y, mpfr_sgn(at) < 0 ? left : right, r); \
		if (mpfr_nan_p(at) || !(in)) return mpfr_set_d(y, end, r); \
		return exactball(y, (How){ .one = b_##name }, NULL, NULL, at); \
	}
#define TWO(name, right, in) \
	double k_##name(double a, double b) \
	{ \
		if (isfinite(a) && b == HUGE_VAL && (in)) return right; \
		return isfinite(a) && isfinite(b) && (in) \
			? roundedball((How){ .two = b_##name }, 0, a, b) : NAN; \
	} \
	int mpfr_##name(mpfr_ptr y, mpfr_srcptr f, mpfr_srcptr at, mpfr_rnd_t r) \
	{ \
		double a = mpfr_get_d(f, r), b = mpfr_get_d(at, r); \
		if (!mpfr_number_p(f) || mpfr_nan_p(at) || !(in)) return mpfr_set_nan(y), 0; \
		if (mpfr_inf_p(at)) return mpfr_set_d(y, b > 0 ? right : NAN, r); \
		return exactball(y, (How){ .two = b_##name }, NULL, f, at); \
	}

/* ---- by their power series, and their derivatives ------------------------------------------ */

static void ofseries(arb_t y, Series *series, slong n, const arb_t x, slong p)
{
	acb_t z;

	acb_init(z);
	acb_set_arb(z, x);
	nthderivative(z, series, n, z, p);
	if (arb_contains_zero(acb_imagref(z))) arb_set(y, acb_realref(z));
	else                                   arb_indeterminate(y);
	acb_clear(z);
}

static bool orderof(double n) { return n >= 0 && n <= MOSTORDER && n == rint(n); }

#define FAMILY(name) \
	static void b_##name(arb_t y, const arb_t x, slong p) \
	{ \
		ofseries(y, name##series, 0, x, p); \
	} \
	static void b_d##name(arb_t y, const arb_t n, const arb_t x, slong p) \
	{ \
		ofseries(y, name##series, arf_get_si(arb_midref(n), ARF_RND_DOWN), x, p); \
	}
FAMILY(erfcx) FAMILY(logndtr) FAMILY(lambertw) FAMILY(zeta)

static const double branch = -0x1.78b56362cef37p-2;     /* the last number above -1/e */

ONE(erfcx,    HUGE_VAL,  0,        true, NAN)
TWO(derfcx,   0,                   orderof(a))
ONE(logndtr,  -HUGE_VAL, 0,        true, NAN)
TWO(dlogndtr, 0,                   orderof(a))
ONE(lambertw, NAN,       HUGE_VAL, x >= branch, NAN)
TWO(dlambertw, 0,                  orderof(a) && b >= branch)
ONE(zeta,     NAN,       1,        x != 1, x == 1 ? HUGE_VAL : NAN)
TWO(dzeta,    0,                   orderof(a) && b != 1)

/* ---- inverses of erf and erfc -------------------------------------------------------------- */

static void b_erfinv(arb_t y, const arb_t x, slong p)  { arb_hypgeom_erfinv(y, x, p); }
static void b_erfcinv(arb_t y, const arb_t x, slong p) { arb_hypgeom_erfcinv(y, x, p); }

/* sqrt(pi)/2 exp(y^2) */
static void inverted(arb_t y, int sign, slong p)
{
	arb_t c;

	arb_init(c);
	arb_sqr(y, y, p);
	arb_exp(y, y, p);
	arb_const_sqrt_pi(c, p);
	arb_mul(y, y, c, p);
	arb_mul_2exp_si(y, y, -1);
	if (sign < 0) arb_neg(y, y);
	arb_clear(c);
}

static void b_derfinv(arb_t y, const arb_t x, slong p)  { b_erfinv(y, x, p), inverted(y, 1, p); }
static void b_derfcinv(arb_t y, const arb_t x, slong p) { b_erfcinv(y, x, p), inverted(y, -1, p); }

#define EDGE(yes, y) (yes) ? (y) : NAN
ONE(erfinv,   NAN, NAN, fabs(x) < 1,    EDGE(fabs(x) == 1, x*HUGE_VAL))
ONE(erfcinv,  NAN, NAN, x > 0 && x < 2, EDGE(x == 0 || x == 2, (1 - x)*HUGE_VAL))
ONE(derfinv,  NAN, NAN, fabs(x) < 1,    EDGE(fabs(x) == 1, HUGE_VAL))
ONE(derfcinv, NAN, NAN, x > 0 && x < 2, EDGE(x == 0 || x == 2, -HUGE_VAL))
