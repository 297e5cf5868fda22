/* values.c -- every elementwise primitive of prims/scalar.def in complex balls.
 *
 * A disc must be off every cut: where Arb has no _analytic function the cuts are told here.
 */
#include "engines/reference/values.h"
#include <math.h>

double log2of(const mag_t m)
{
	if (mag_is_special(m))
		return mag_is_zero(m) ? -INFINITY : INFINITY;
	return fmpz_get_d(MAG_EXPREF(m)) + log2((double)MAG_MAN(m)) - MAG_BITS;
}

/* of a lower bound of |z| */
double leastlog2(const acb_t z)
{
	mag_t m;
	double e;

	mag_init(m);
	acb_get_mag_lower(m, z);
	e = log2of(m);
	mag_clear(m);
	return e;
}

double log2mag(const arb_t a)
{
	mag_t m;
	double e;

	mag_init(m);
	arb_get_mag(m, a);
	e = log2of(m);
	mag_clear(m);
	return e;
}

/* ---- where a ball lies ------------------------------------------------------------- */

/* a real part that meets the axis lies between lo and hi: beyond are the cuts */
static bool off(const acb_t z, double lo, double hi)
{
	arb_t a, b;
	bool ok;

	if (!arb_contains_zero(IM(z)))
		return true;
	arb_init(a), arb_init(b);
	arb_set_d(a, lo), arb_set_d(b, hi);
	ok = (isinf(lo) || arb_gt(RE(z), a)) && (isinf(hi) || arb_lt(RE(z), b));
	arb_clear(a), arb_clear(b);
	return ok;
}

/* the cuts of atan and asinh: +-i [1, inf) */
static bool offaxis(const acb_t z)
{
	acb_t w;
	bool ok;

	if (acb_is_real(z))
		return true;
	acb_init(w);
	acb_mul_onei(w, z);
	ok = off(w, -1, 1);
	acb_clear(w);
	return ok;
}

bool exactly_(const acb_t z, double c)
{
	arb_t t;
	bool yes;

	arb_init(t);
	arb_set_d(t, c);
	yes = acb_is_real(z) && arb_is_exact(RE(z)) && arb_equal(RE(z), t);
	arb_clear(t);
	return yes;
}

static bool beyond(const acb_t z, double c, bool above)
{
	arb_t t;
	bool yes;

	arb_init(t);
	arb_set_d(t, c);
	yes = acb_is_real(z) && (above ? arb_gt(RE(z), t) : arb_lt(RE(z), t));
	arb_clear(t);
	return yes;
}

/* an infinite end is none */
static bool passes(const acb_t z, const Kind *k, bool open)
{
	if (beyond(z, k->lo, false) || (isfinite(k->hi) && beyond(z, k->hi, true)))
		return true;
	return !open && k->ends == OPEN && (exactly_(z, k->lo) || (isfinite(k->hi) && exactly_(z, k->hi)));
}

static bool atpole(const acb_t z) { return acb_is_real(z) && arb_is_int(RE(z)) && !arb_is_positive(RE(z)); }

bool outside(int op, const acb_t a, const acb_t b, bool open)
{
	const Kind *k = kinds[op];
	acb_srcptr z = k->argument ? b : a;

	switch (op) {
	case O_pow:
		return (beyond(a, 0, false) && !arb_contains_int(RE(b))) || (!open && acb_is_zero(a) && beyond(b, 0, false));
	case O_polygamma: case O_jn: case O_yn:
		if (!arb_contains_int(RE(a))) return true;     /* an order is a whole number */
		break;
	case O_share:                          /* 0/0 is 0 there */
		return !open && acb_is_zero(b) && !acb_contains_zero(a);
	}
	switch (k->ends) {
	case CLOSED: case OPEN: return passes(z, k, open);
	case NONZERO:           return !open && acb_is_zero(z);
	case NOPOLE:            return !open && atpole(z);
	default:                return false;
	}
}

/* ---- values, one by one -------------------------------------------------------------- */

#define VALUE(name) static bool v_##name(acb_t y, const Cell *c)
#define ENTIRE(name, fn) VALUE(name) { fn(y, c->a, c->p); return true; }
#define REAL(name, real, complex) VALUE(name) { if (!c->wide) real(RE(y), RE(c->a), c->p); else complex; return true; }
#define CUT(name, real, complex, lo, hi) \
	VALUE(name) { if (!c->wide) { real(RE(y), RE(c->a), c->p); return true; } complex(y, c->a, c->p); return off(c->a, lo, hi); }
static void product(acb_t y, const acb_t a, const acb_t b, slong p)
{
	FAULT(5, acb_mul(y, a, b, p), (acb_set(y, a), acb_mul_arb(y, y, RE(b), p)));   /* wrong: by the real part alone */
}

#define BOTH(name, fn) VALUE(name) { fn(y, c->a, c->b, c->p); return true; }
#define TRUTH(name, when) VALUE(name) { acb_set_si(y, when); return true; }

/* asin, atan, asinh, atanh are z + r, |r| <= |z|^3 where |z| <= 1/2: Arb's own lose what is small */
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

ENTIRE(sqr, acb_sqr) ENTIRE(recip, acb_inv) ENTIRE(exp, acb_exp) ENTIRE(expm1, acb_expm1) ENTIRE(sin, acb_sin)
ENTIRE(cos, acb_cos) ENTIRE(tan, acb_tan) ENTIRE(sinpi, acb_sin_pi) ENTIRE(cospi, acb_cos_pi) ENTIRE(sinh, acb_sinh)
ENTIRE(cosh, acb_cosh) ENTIRE(tanh, acb_tanh) ENTIRE(gamma, acb_gamma) ENTIRE(digamma, acb_digamma)
REAL(sqrt, arb_sqrt, acb_sqrt_analytic(y, c->a, FAULT(9, 1, 0), c->p))
REAL(log, arb_log, acb_log_analytic(y, c->a, 1, c->p))
REAL(erf, arb_hypgeom_erf, acb_hypgeom_erf(y, c->a, c->p))
CUT(log1p, arb_log1p, acb_log1p, -1, INFINITY)
CUT(asin, arb_asin, smallasin, -1, 1)
CUT(acos, arb_acos, acb_acos, -1, 1)
CUT(acosh, arb_acosh, acb_acosh, 1, INFINITY)
CUT(atanh, arb_atanh, smallatanh, -1, 1)
BOTH(add, acb_add) BOTH(sub, acb_sub) BOTH(mul, product) BOTH(weigh, acb_mul)
TRUTH(sign, c->br == NIL ? 0 : c->br)
TRUTH(lt, c->br == NEG)
TRUTH(le, c->br == NEG || c->br == NIL)
TRUTH(gt, c->br == POS)
TRUTH(ge, c->br == POS || c->br == NIL)
TRUTH(eq, c->br == NIL)

/* exp(-z^2)/(z sqrt(pi)) (1 - 1/(2 z^2) + 3/(2 z^2)^2 - ...), to the right of both diagonals within the last term */
static void farerfc(acb_t y, const acb_t z, slong p)
{
	acb_t w, term, sum;
	mag_t m;

	acb_init(w), acb_init(term), acb_init(sum), mag_init(m);
	acb_sqr(w, z, p);                      /* of a wide ball it may hold 0, and then nothing is told */
	acb_one(sum), acb_one(term);
	for (slong k = 1; k < p && acb_is_finite(term); k++) {        /* 30 bits a term, where z is narrow */
		acb_mul_si(term, term, 1 - 2 * k, p);
		acb_div(term, term, w, p);
		acb_mul_2exp_si(term, term, -1);
		acb_get_mag(m, term);
		if (log2of(m) < -(double)p) break;
		acb_add(sum, sum, term, p);
	}
	if (!(log2of(m) < -(double)p)) mag_inf(m);
	acb_add_error_mag(sum, m);
	acb_neg(w, w);
	acb_exp(w, w, p);
	acb_mul(sum, sum, w, p);
	acb_div(sum, sum, z, p);
	acb_const_pi(w, p);
	acb_sqrt(w, w, p);
	acb_div(y, sum, w, p);
	acb_clear(w), acb_clear(term), acb_clear(sum), mag_clear(m);
}

VALUE(erfc)
{
	arb_t t;
	bool right;

	arb_init(t);
	arb_abs(t, IM(c->a));
	right = arb_gt(RE(c->a), t) && leastlog2(c->a) > 30;
	arb_clear(t);
	if (right)         farerfc(y, c->a, c->p);
	else if (!c->wide) arb_hypgeom_erfc(RE(y), RE(c->a), c->p);
	else               acb_hypgeom_erfc(y, c->a, c->p);
	return true;
}

VALUE(neg)   { acb_neg(y, c->a); return true; }
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
VALUE(max)   { acb_set(y, c->br == NEG ? c->b : c->a); return true; }
VALUE(min)   { acb_set(y, c->br == POS ? c->b : c->a); return true; }
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

VALUE(abs)
{
	if (c->br == NIL) acb_zero(y);
	else if (c->br == NEG) acb_neg(y, c->a);
	else acb_set(y, c->a);
	return true;
}

VALUE(div)
{
	acb_div(y, c->a, c->b, c->p);
	return true;
}

/* a strong zero stays 0 over 0 */
VALUE(share)
{
	if (!c->wide && acb_is_zero(c->a)) acb_zero(y);
	else acb_div(y, c->a, c->b, c->p);
	return true;
}

VALUE(exp2)
{
	arb_t l;
	acb_t t;

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

static void log2_(arb_t l, slong p)  { arb_const_log2(l, p); }
static void log10_(arb_t l, slong p) { arb_const_log10(l, p); }

VALUE(log2)  { return based(y, c, log2_); }
VALUE(log10) { return based(y, c, log10_); }

/* a real root of either sign */
VALUE(cbrt)
{
	acb_t t;
	bool ok;

	if (c->br == NIL || acb_is_zero(c->a)) {
		acb_zero(y);
		return !c->wide;
	}
	acb_init(t);
	if (c->br == NEG) acb_neg(t, c->a);
	else              acb_set(t, c->a);
	ok = off(t, 0, INFINITY);
	if (!c->wide) arb_root_ui(RE(y), RE(t), 3, c->p);
	else          acb_root_ui(y, t, 3, c->p);
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

/* left of 0 its value is log|gamma|: log(pi/|sin(pi x)|) - lgamma(1 - x) */
static bool lgammaleft(acb_t y, const acb_t a, int sign, slong p)
{
	acb_t s, t;
	bool ok;

	acb_init(s), acb_init(t);
	acb_sin_pi(s, a, p);
	if (sign < 0) acb_neg(s, s);
	acb_log_analytic(s, s, 1, p);
	acb_const_pi(t, p);
	acb_log(t, t, p);
	acb_sub(s, t, s, p);
	acb_sub_ui(t, a, 1, p);
	acb_neg(t, t);
	ok = arb_is_positive(RE(t));
	acb_lgamma(t, t, p);
	acb_sub(y, s, t, p);
	acb_clear(s), acb_clear(t);
	return ok;
}

VALUE(lgamma)
{
	if (!arb_is_positive(RE(c->a)))
		return lgammaleft(y, c->a, c->br, c->p);
	acb_lgamma(y, c->a, c->p);
	return true;
}

/* the coefficients of digamma's power series: Arb's own polygamma takes seconds at -1e12, or at 2,048 bits */
static bool polygamma_(acb_t y, slong n, const acb_t z, slong p)
{
	acb_poly_t t;
	fmpz_t f;

	acb_poly_init(t), fmpz_init(f);
	acb_poly_set_coeff_acb(t, 0, z);
	acb_poly_set_coeff_si(t, 1, 1);
	acb_poly_digamma_series(t, t, n + 1, p);
	acb_poly_get_coeff_acb(y, t, n);
	fmpz_fac_ui(f, (ulong)n);
	acb_mul_fmpz(y, y, f, p);
	acb_poly_clear(t), fmpz_clear(f);
	return true;
}

VALUE(trigamma) { return polygamma_(y, 1, c->a, c->p); }

VALUE(sinc) { acb_sinc_pi(y, c->a, c->p); return true; }

/* (cos(pi x) - sinc(x))/x = -pi^2 x/3 0F1(5/2, -(pi x)^2/4), which has no 0/0 */
VALUE(dsinc)
{
	acb_t t, b;
	arb_t pi;

	acb_init(t), acb_init(b), arb_init(pi);
	acb_get_mag_lower(arb_radref(pi), c->a);
	if (mag_cmp_2exp_si(arb_radref(pi), -1) > 0) { /* off 0 as it is written */
		acb_cos_pi(t, c->a, c->p);
		acb_sinc_pi(b, c->a, c->p);
		acb_sub(t, t, b, c->p);
		acb_div(y, t, c->a, c->p);
		acb_clear(t), acb_clear(b), arb_clear(pi);
		return true;
	}
	mag_zero(arb_radref(pi));
	arb_const_pi(pi, c->p);
	arb_sqr(pi, pi, c->p);
	acb_sqr(b, c->a, c->p);
	acb_mul_arb(t, b, pi, c->p);
	acb_mul_2exp_si(t, t, -2);
	acb_neg(t, t);
	acb_set_d(b, 2.5);
	acb_hypgeom_0f1(t, b, t, 0, c->p);
	acb_mul(t, t, c->a, c->p);
	acb_mul_arb(y, t, pi, c->p);
	acb_div_si(y, y, -3, c->p);
	acb_clear(t), acb_clear(b), arb_clear(pi);
	return true;
}

enum { ORDERS = 20, TERMS = 200 };         /* bits of an order; the most terms of a series */

static bool ordered(const acb_t n) { return acb_is_int(n) && arf_cmpabs_2exp_si(arb_midref(RE(n)), ORDERS) < 0; }

VALUE(polygamma)
{
	return ordered(c->a) && !arb_is_negative(RE(c->a)) && arf_cmpabs_ui(arb_midref(RE(c->a)), TERMS) < 0 &&
	       polygamma_(y, arf_get_si(arb_midref(RE(c->a)), ARF_RND_DOWN), c->b, c->p);
}

static bool bessel(acb_t y, const acb_t n, const acb_t z, bool second, slong p)
{
	if (!ordered(n) || (second && !arb_is_positive(RE(z))))
		return false;
	if (second) acb_hypgeom_bessel_y(y, n, z, p);
	else        acb_hypgeom_bessel_j(y, n, z, p);
	return true;
}

static bool whole(acb_t y, ulong n, const Cell *c, bool second)
{
	acb_t t;
	bool ok;

	acb_init(t);
	acb_set_ui(t, n);
	ok = bessel(y, t, c->a, second, c->p);
	acb_clear(t);
	return ok;
}

/* j0(x) - j1(x)/x = (j0(x) - j2(x))/2 */
VALUE(dj1)
{
	acb_t t;
	bool ok;

	acb_init(t);
	ok = whole(t, 2, c, false) && whole(y, 0, c, false);
	acb_sub(y, y, t, c->p);
	acb_mul_2exp_si(y, y, -1);
	acb_clear(t);
	return ok;
}

VALUE(j0) { return whole(y, 0, c, false); }
VALUE(j1) { return whole(y, 1, c, false); }
VALUE(y0) { return whole(y, 0, c, true); }
VALUE(y1) { return whole(y, 1, c, true); }
VALUE(jn) { return bessel(y, c->a, c->b, false, c->p); }
VALUE(yn) { return bessel(y, c->a, c->b, true, c->p); }

/* ---- the table ---------------------------------------------------------------------------- */

#define K(name, choice, rule, argument, ends, lo, hi, even) \
	static const Kind kind_##name = { v_##name, choice, rule, argument, ends, lo, hi, even };
#include "engines/reference/kinds.def"

/* of every line of scalar.def, but those that are lowered before: hypot and fmod in code.c, the rest by their meaning */
#define kind_hypot kind_sqrt
#define kind_fmod  kind_sub
const Kind *const kinds[OPS] = {
	[O_where] = &kind_where, [O_trunc] = &kind_trunc, [O_sinc] = &kind_sinc, [O_dsinc] = &kind_dsinc, [O_dj1] = &kind_dj1,
#define U(name, ...) [O_##name] = &kind_##name,
#define B(name, ...) [O_##name] = &kind_##name,
#define UM(...)
#define BM(...)
#define UL(...)
#define BL(...)
#define UF(...)
#define BF(...)
#define UR U
#define BR B
#include "engines/prims/scalar.def"
};

bool ballof(acb_t y, int op, const Cell *c)
{
	bool ok;

	if (!c->wide) arb_zero(IM(y));
	ok = kinds[op]->value(y, c);
	if (!c->wide) {                        /* a real number, or not certainly inside the domain */
		ok = ok && arb_contains_zero(IM(y));
		if (op != O_pow) arb_zero(IM(y));
		ok = ok && acb_is_real(y);
	}
	return ok && acb_is_finite(y);
}
