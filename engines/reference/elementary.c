/* elementary.c -- arithmetic, branches, roots, exponentials and angles in complex balls.
 *
 * A disc must be off every cut: where Arb has no _analytic function the cuts are told here.
 */
#include "engines/reference/each.h"
#include <math.h>

enum { EXACTLY = 20 };                     /* bits of an exponent of two that is taken as it is */

/* a value less itself is 0 exactly */
static void less(acb_t y, const acb_t a, const acb_t b, slong p)
{
	if (a == b) acb_zero(y);
	else        acb_sub(y, a, b, p);
}

#define CUT(name, real, complex, lo, hi) \
	VALUE(name) \
	{ \
		if (!c->wide) { \
			real(RE(y), RE(c->a), c->p); \
			return true; \
		} \
		complex(y, c->a, c->p); \
		return off(c->a, lo, hi); \
	}
static void product(acb_t y, const acb_t a, const acb_t b, slong p)
{
	/* wrong: by the real part alone */
	FAULT(5, acb_mul(y, a, b, p), (acb_set(y, a), acb_mul_arb(y, y, RE(b), p)));
}

/* a truth value, or from least to 1 of a constant whose branch is not known */
static bool told(acb_t y, const Cell *c, int least, int when)
{
	acb_set_si(y, when);
	if (c->br != BLURRED)
		return true;
	arb_set_d(RE(y), least < 0 ? 0 : 0.5);
	arb_add_error_2exp_si(RE(y), least < 0 ? 0 : -1);
	return true;
}

#define BOTH(name, fn) VALUE(name) { fn(y, c->a, c->b, c->p); return true; }
#define TRUTH(name, when) VALUE(name) { return told(y, c, 0, when); }

/* asin, atan, asinh, atanh are z + r, |r| <= |z|^3 where |z| <= 1/2: Arb's own lose what is small
 */
static void small(acb_t y, const acb_t z, slong p, void f(acb_t, const acb_t, slong))
{
	mag_t m;

	mag_init(m);
	acb_get_mag(m, z);
	if (log2of(m) < -30 && log2of(m) < -(double)p / 3) {
		acb_set(y, z);
		mag_pow_ui(m, m, 3);
		acb_add_error_mag(y, m);
	} else f(y, z, p);
	mag_clear(m);
}

static void smallasin(acb_t y, const acb_t z, slong p)  { small(y, z, p, acb_asin); }
static void smallatanh(acb_t y, const acb_t z, slong p) { small(y, z, p, acb_atanh); }

ENTIRE(sqr, acb_sqr)
ENTIRE(recip, acb_inv) ENTIRE(exp, acb_exp) ENTIRE(expm1, acb_expm1) ENTIRE(sin,
	acb_sin) ENTIRE(cos, acb_cos) ENTIRE(tan, acb_tan) ENTIRE(sinpi, acb_sin_pi) ENTIRE(cospi,
	acb_cos_pi) ENTIRE(sinh, acb_sinh) ENTIRE(cosh, acb_cosh) ENTIRE(tanh, acb_tanh) REAL(sqrt,
	arb_sqrt, acb_sqrt_analytic(y, c->a, FAULT(9, 1, 0), c->p)) REAL(log, arb_log,
	acb_log_analytic(y, c->a, 1, c->p)) CUT(log1p, arb_log1p, acb_log1p, -1, INFINITY)
	CUT(asin, arb_asin, smallasin, -1, 1) CUT(acos, arb_acos, acb_acos, -1, 1) CUT(acosh,
		arb_acosh, acb_acosh, 1, INFINITY) CUT(atanh, arb_atanh, smallatanh, -1, 1)

BOTH(add, acb_add)
BOTH(sub, less)
BOTH(mul, product)
BOTH(strongmul, acb_mul)
TRUTH(lt, c->br == NEG)
TRUTH(le, c->br == NEG || c->br == NIL)
TRUTH(gt, c->br == POS)
TRUTH(ge, c->br == POS || c->br == NIL)
TRUTH(eq, c->br == NIL)

VALUE(sign) { return told(y, c, -1, c->br == NIL ? 0 : c->br); }
VALUE(neg)  { acb_neg(y, c->a); return true; }

/* of a constant whose whole number has more bits than are kept: u +- 1 */
static bool wholenumber(acb_t y, const Cell *c)
{
	if (c->br == BLURRED) {
		acb_set(y, c->a);
		arb_add_error_2exp_si(RE(y), 0);
	} else acb_set_fmpz(y, c->k);
	return true;
}

VALUE(floor) { return wholenumber(y, c); }
VALUE(round) { return wholenumber(y, c); }
VALUE(trunc) { return wholenumber(y, c); }

static bool oneof(acb_t y, const Cell *c, bool first)
{
	if (c->br == BLURRED) acb_union(y, c->a, c->b, c->p);
	else                  acb_set(y, first ? c->a : c->b);
	return true;
}

VALUE(max)   { return oneof(y, c, c->br != NEG); }
VALUE(min)   { return oneof(y, c, c->br != POS); }
VALUE(atan)  { small(y, c->a, c->p, acb_atan); return offaxis(c->a); }
VALUE(where) { return false; }

/* log(z + sqrt(1 + z^2)), Re z > 0: of 2^(2^70) Arb's own is not finite */
static void largeasinh(acb_t y, const acb_t z, slong p)
{
	acb_t t;

	acb_init(t);
	acb_sqr(t, z, p);
	acb_add_ui(t, t, 1, p);
	acb_sqrt(t, t, p);
	acb_add(t, t, z, p);
	acb_log(y, t, p);
	acb_clear(t);
}

/* odd: left of 0 Arb's own cancels */
VALUE(asinh)
{
	bool minus = arb_is_negative(RE(c->a));
	acb_t t;

	acb_init(t);
	if (minus) acb_neg(t, c->a);
	else       acb_set(t, c->a);
	if (leastlog2(t) > 8) largeasinh(y, t, c->p);
	else                  small(y, t, c->p, acb_asinh);
	if (minus) acb_neg(y, y);
	acb_clear(t);
	return offaxis(c->a);
}

/* between 0 and |z| */
static void upto(arb_t y, const acb_t z)
{
	acb_get_mag(arb_radref(y), z);
	mag_mul_2exp_si(arb_radref(y), arb_radref(y), -1);
	arf_set_mag(arb_midref(y), arb_radref(y));
}

VALUE(abs)
{
	if (c->br == NIL) acb_zero(y);
	else if (c->br == BLURRED) upto(RE(y), c->a);
	else if (c->br == NEG) acb_neg(y, c->a);
	else acb_set(y, c->a);
	return true;
}

VALUE(div)
{
	if (c->a == c->b && !acb_contains_zero(c->b)) acb_one(y);
	else acb_div(y, c->a, c->b, c->p);
	return true;
}

/* a strong zero stays 0 over 0 */
VALUE(strongdiv)
{
	if (!c->wide && acb_is_zero(c->a)) acb_zero(y);
	else if (c->a == c->b && !acb_contains_zero(c->b)) acb_one(y);
	else acb_div(y, c->a, c->b, c->p);
	return true;
}

/* of a whole number at a point: exactly */
static bool poweroftwo(acb_t y, const Cell *c)
{
	if (c->wide || !acb_is_int(c->a) || arf_cmpabs_2exp_si(arb_midref(RE(c->a)), EXACTLY) > 0)
		return false;
	acb_one(y);
	acb_mul_2exp_si(y, y, arf_get_si(arb_midref(RE(c->a)), ARF_RND_DOWN));
	return true;
}

VALUE(exp2)
{
	arb_t l;
	acb_t t;

	if (poweroftwo(y, c))
		return true;
	arb_init(l), acb_init(t);
	arb_const_log2(l, c->p + 64);
	acb_mul_arb(t, c->a, l, c->p + 64);
	acb_exp(y, t, c->p);
	arb_clear(l), acb_clear(t);
	return true;
}

static bool based(acb_t y, const Cell *c, void base(arb_t, slong))
{
	arb_t l;

	arb_init(l);
	v_log(y, c);
	base(l, c->p);
	acb_div_arb(y, y, l, c->p);
	arb_clear(l);
	return true;
}

static void logtwo(arb_t l, slong p)  { arb_const_log2(l, p); }
static void logten(arb_t l, slong p) { arb_const_log10(l, p); }

/* of a power of two at a point: exactly */
static bool wholelog2(acb_t y, const Cell *c)
{
	fmpz_t m, e;
	bool yes;

	if (c->wide || !arb_is_exact(RE(c->a)) || !arb_is_positive(RE(c->a)))
		return false;
	fmpz_init(m), fmpz_init(e);
	arf_get_fmpz_2exp(m, e, arb_midref(RE(c->a)));
	if ((yes = fmpz_is_one(m) != 0)) acb_set_fmpz(y, e);
	fmpz_clear(m), fmpz_clear(e);
	return yes;
}

VALUE(log2)  { return wholelog2(y, c) || based(y, c, logtwo); }
/* of 10, 100, ...: exactly */
static void wholelog10(arb_t y, const arb_t a)
{
	double k = rint(arf_get_d(arb_midref(y), ARF_RND_NEAR));
	arb_t t;

	arb_init(t);
	if (k > 0 && k < 400) {
		arb_set_ui(t, 10);
		arb_pow_ui(t, t, (ulong)k, ARF_PREC_EXACT);
		if (arb_is_exact(a) && arb_equal(t, a)) arb_set_d(y, k);
	}
	arb_clear(t);
}

VALUE(log10)
{
	bool ok = based(y, c, logten);

	if (ok && !c->wide) wholelog10(RE(y), RE(c->a));
	return ok;
}

/* the cube root y of a cube: exactly */
static void wholeroot(arb_t y, const arb_t a, slong p)
{
	arb_t r, cube;

	arb_init(r), arb_init(cube);
	arf_set_round(arb_midref(r), arb_midref(y), 53, ARF_RND_NEAR);
	arb_pow_ui(cube, r, 3, ARF_PREC_EXACT);
	if (arb_equal(cube, a)) arb_set(y, r);
	arb_clear(r), arb_clear(cube);
}

/* a real root of either sign */
VALUE(cbrt)
{
	acb_t t;
	bool ok;

	if (c->br == NIL || acb_is_zero(c->a)) {
		acb_zero(y);
		return !c->wide;
	}
	if (c->br == BLURRED) {                /* within the root of the largest */
		acb_zero(y);
		acb_get_mag(arb_radref(RE(y)), c->a);
		mag_root(arb_radref(RE(y)), arb_radref(RE(y)), 3);
		return true;
	}
	acb_init(t);
	if (c->br == NEG) acb_neg(t, c->a);
	else              acb_set(t, c->a);
	ok = off(t, 0, INFINITY);
	if (!c->wide) arb_root_ui(RE(y), RE(t), 3, c->p);
	else          acb_root_ui(y, t, 3, c->p);
	if (!c->wide && arb_is_exact(RE(t))) wholeroot(RE(y), RE(t), c->p);
	if (c->br == NEG) acb_neg(y, y);
	acb_clear(t);
	return ok;
}

enum { MOSTBITS = 1100 };                  /* of a whole exponent: as many squarings */

/* whole exponents: of any base, x^0 = 1; others: exp(b log a) */
VALUE(pow)
{
	if (c->br == NIL) {                    /* of 0, beside 0^0 */
		acb_zero(y);
		return true;
	}
	if (acb_is_int(c->b) && arf_cmpabs_2exp_si(arb_midref(RE(c->b)), MOSTBITS) < 0) {
		if (acb_is_real(c->a)) {
			fmpz_t n;

			fmpz_init(n);
			arb_get_unique_fmpz(n, RE(c->b));
			arb_pow_fmpz(RE(y), RE(c->a), n, c->p);
			arb_zero(IM(y));
			fmpz_clear(n);
		} else acb_pow(y, c->a, c->b, c->p);
		return true;
	}
	if (acb_is_zero(c->a)) {
		acb_zero(y);
		return !c->wide && arb_is_positive(RE(c->b));
	}
	if (!off(c->a, 0, INFINITY))
		return false;
	acb_pow_analytic(y, c->a, c->b, c->wide, c->p);
	return true;
}

/* br: POS right half plane, ABOVE and BELOW the others, NEG: on the cut all along */
VALUE(atan2)
{
	acb_t t;
	bool ok, steep = c->br != POS && !acb_contains_zero(c->a);

	if (c->br == NIL) {                    /* of (0, 0), as C has it */
		acb_zero(y);
		return !c->wide;
	}
	if (c->br == NEG) {
		acb_const_pi(y, c->p);
		return acb_is_zero(c->a);
	}
	acb_init(t);
	if (steep) acb_div(t, c->b, c->a, c->p);
	else       acb_div(t, c->a, c->b, c->p);
	ok = acb_is_finite(t) && offaxis(t);
	acb_atan(y, t, c->p);
	if (steep) acb_neg(y, y);
	acb_const_pi(t, c->p);
	if (steep) acb_mul_2exp_si(t, t, -1);      /* +-pi/2 - atan(b/a), else atan(a/b) +- pi */
	if (c->br == ABOVE) acb_add(y, y, t, c->p);
	if (c->br == BELOW) acb_sub(y, y, t, c->p);
	acb_clear(t);
	return ok;
}
