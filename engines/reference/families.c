/* families.c -- functions with a power series of any order, and inverses of erf and erfc, in
 * complex balls. */
#include "engines/reference/each.h"
#include "engines/numbers/balls.h"
#include <math.h>

/* ---- with their derivatives of every order ------------------------------------------------- */

static bool nth(acb_t y, Series *series, const acb_t n, const acb_t z, slong p)
{
	if (!acb_is_int(n) || arf_sgn(arb_midref(RE(n))) < 0 ||
		arf_cmpabs_ui(arb_midref(RE(n)), MOSTORDER) > 0)
		return false;
	nthderivative(y, series, arf_get_si(arb_midref(RE(n)), ARF_RND_DOWN), z, p);
	return true;
}

#define FAMILY(name, inside) \
	VALUE(name) \
	{ \
		acb_srcptr z = c->a; \
		nthderivative(y, name##series, 0, z, c->p); \
		return inside; \
	} \
	VALUE(d##name) \
	{ \
		acb_srcptr z = c->b; \
		return nth(y, name##series, c->a, z, c->p) && (inside); \
	}

/* to the right of the branch point: series.c has the principal branch, whose cut is to its left */
static bool branched(const acb_t z)
{
	arb_t t;
	bool ok;

	arb_init(t);
	arb_const_e(t, 64);
	arb_inv(t, t, 64);
	arb_add(t, t, RE(z), 64);
	ok = arb_is_positive(t);
	arb_clear(t);
	return ok;
}

/* a disc where ndtr takes no value of the cut of its logarithm */
static bool right(const acb_t z, slong p)
{
	acb_t t;
	bool ok;

	if (leftward(z, p)) return true;
	acb_init(t);
	acb_set_d(t, 0.5);
	acb_sqrt(t, t, p);
	acb_mul(t, t, z, p);
	acb_neg(t, t);
	acb_hypgeom_erfc(t, t, p);
	ok = off(t, 0, INFINITY) && acb_is_finite(t) && !acb_contains_zero(t);
	acb_clear(t);
	return ok;
}

FAMILY(erfcx,    acb_is_finite(y))
FAMILY(logndtr,  right(z, c->p))
FAMILY(lambertw, branched(z))
FAMILY(zeta,     acb_is_finite(y))

/* ---- inverses of erf and erfc: Newton's step over a ball, which proves its root ------------- */

/* erf or erfc, and its derivative */
static void forward(acb_t f, acb_t slope, bool c, const acb_t w, slong p)
{
	acb_t t;

	acb_init(t);
	acb_sqr(t, w, p);
	acb_neg(t, t);
	acb_exp(t, t, p);
	acb_const_pi(slope, p);
	acb_sqrt(slope, slope, p);
	acb_div(slope, t, slope, p);
	acb_mul_2exp_si(slope, slope, 1);
	if (c) acb_neg(slope, slope);
	if (f && c)  acb_hypgeom_erfc(f, w, p);
	else if (f)  acb_hypgeom_erf(f, w, p);
	acb_clear(t);
}

/* w - (f(w) - z)/f'(around) */
static void newton(acb_t y, bool c, const acb_t w, const acb_t z, const acb_t around, slong p)
{
	acb_t f, slope;

	acb_init(f), acb_init(slope);
	forward(f, slope, c, w, p);
	if (around != w) forward(NULL, slope, c, around, p);
	acb_sub(f, f, z, p);
	acb_div(f, f, slope, p);
	acb_sub(y, w, f, p);
	acb_clear(f), acb_clear(slope);
}

/* y encloses the roots of f(w) = z for all z of the ball: the step maps the ball around w, twice as
 * wide as the first step says, into itself.  One of them is that of a real number, and the root of
 * the rest follows from it continuously. */
static bool roots(acb_t y, bool c, const acb_t w, const acb_t z, slong p)
{
	acb_t around;
	mag_t m;
	bool ok;

	acb_init(around), mag_init(m);
	newton(y, c, w, z, w, p);
	acb_sub(around, y, w, p);
	acb_get_mag(m, around);
	mag_mul_2exp_si(m, m, 1);
	acb_set(around, w);
	acb_add_error_mag(around, m);
	newton(y, c, w, z, around, p);
	ok = acb_is_finite(y) && acb_contains(around, y) && !acb_equal(around, y);
	acb_clear(around), mag_clear(m);
	return ok;
}

enum { STEPS = 12 };                       /* from a real root to that of the midpoint */

static bool inverse(acb_t y, bool c, const Cell *cell)
{
	acb_t w, mid;
	bool ok;

	if (!cell->wide) {
		if (c) arb_hypgeom_erfcinv(RE(y), RE(cell->a), cell->p);
		else   arb_hypgeom_erfinv(RE(y), RE(cell->a), cell->p);
		return true;
	}
	acb_init(w), acb_init(mid);
	acb_get_mid(mid, cell->a);
	if (c) arb_hypgeom_erfcinv(RE(w), RE(mid), cell->p);
	else   arb_hypgeom_erfinv(RE(w), RE(mid), cell->p);
	acb_get_mid(w, w);
	for (int k = 0; k < STEPS && acb_is_finite(w) && !arb_is_zero(IM(mid)); k++) {
		newton(w, c, w, mid, w, cell->p);
		acb_get_mid(w, w);
	}
	ok = off(cell->a, c ? 0 : -1, c ? 2 : 1) && acb_is_finite(w) &&
		roots(y, c, w, cell->a, cell->p);
	acb_clear(w), acb_clear(mid);
	return ok;
}

VALUE(erfinv)  { return inverse(y, false, c); }
VALUE(erfcinv) { return inverse(y, true, c); }

/* ---- the incomplete gamma function, by its parameter and its argument ------------------------ */

static bool incomplete(acb_t y, bool upper, const Cell *c)
{
	if (!arb_is_positive(RE(c->a))) return false;
	if (acb_is_zero(c->b)) {
		acb_set_si(y, upper);
		return !c->wide;
	}
	if (!off(c->b, 0, INFINITY)) return false;
	gammaratio(y, c->a, c->b, upper, c->p);
	return true;
}

/* a density whose parameter is above 1 is 0 at that end */
static bool overone(const acb_t a)
{
	arb_t one;
	bool yes;

	arb_init(one);
	arb_one(one);
	yes = arb_gt(RE(a), one);
	arb_clear(one);
	return yes;
}

VALUE(gammapdf)
{
	if (!c->wide && acb_is_zero(c->b) && overone(c->a)) {
		acb_zero(y);
		return true;
	}
	if (!arb_is_positive(RE(c->a)) || !off(c->b, 0, INFINITY)) return false;
	gammadensity(y, c->a, c->b, c->p);
	return true;
}

VALUE(gammainc)  { return incomplete(y, false, c); }
VALUE(gammaincc) { return incomplete(y, true, c); }

/* of three arguments, x the last; real parameters above 0 */
static bool shaped(const Cell *c)
{
	return c->mid && arb_is_positive(RE(c->a)) && arb_is_positive(RE(c->mid));
}

VALUE(betainc)
{
	if (!shaped(c)) return false;
	if (!c->wide && (acb_is_zero(c->b) || acb_is_one(c->b))) {
		acb_set(y, c->b);
		return true;
	}
	if (!off(c->b, 0, 1)) return false;
	acb_hypgeom_beta_lower(y, c->a, c->mid, c->b, 1, c->p);
	return true;
}

/* x^(a-1) (1 - x)^(b-1) Gamma(a + b)/(Gamma(a) Gamma(b)) */
VALUE(betapdf)
{
	acb_t s, t;

	if (!shaped(c)) return false;
	if (!c->wide && ((acb_is_zero(c->b) && overone(c->a)) ||
	                  (acb_is_one(c->b) && overone(c->mid)))) {
		acb_zero(y);
		return true;
	}
	if (!off(c->b, 0, 1)) return false;
	acb_init(s), acb_init(t);
	acb_add(s, c->a, c->mid, c->p);
	acb_lgamma(s, s, c->p);
	acb_lgamma(t, c->a, c->p);
	acb_sub(s, s, t, c->p);
	acb_lgamma(t, c->mid, c->p);
	acb_sub(s, s, t, c->p);
	acb_log(t, c->b, c->p);
	acb_addmul(s, t, c->a, c->p);
	acb_sub(s, s, t, c->p);
	acb_neg(t, c->b);
	acb_log1p(t, t, c->p);
	acb_addmul(s, t, c->mid, c->p);
	acb_sub(s, s, t, c->p);
	acb_exp(y, s, c->p);
	acb_clear(s), acb_clear(t);
	return true;
}

/* psi^(n)(a) - psi^(n)(a + b) */
VALUE(psidiff)
{
	acb_t t;
	bool ok;

	if (!c->mid) return false;
	acb_init(t);
	acb_add(t, c->mid, c->b, c->p);
	ok = nth(y, acb_poly_digamma_series, c->a, c->mid, c->p) &&
		nth(t, acb_poly_digamma_series, c->a, t, c->p);
	acb_sub(y, y, t, c->p);
	acb_clear(t);
	return ok;
}
