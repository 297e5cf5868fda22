/* modified.c -- modified Bessel functions, exponential integrals, erfi and Airy functions in
 * complex balls. */
#include "engines/numbers/balls.h"
#include "engines/reference/each.h"

enum { ORDERS = 20, DERIVED = 20 };        /* bits of an order; the most derivatives */

static bool ordered(const acb_t n)
{
	return acb_is_int(n) && arf_cmpabs_2exp_si(arb_midref(RE(n)), ORDERS) < 0;
}

VALUE(besseli)
{
	if (!ordered(c->a)) return false;
	acb_hypgeom_bessel_i(y, c->a, c->b, c->p);
	return true;
}

VALUE(besselk)
{
	if (!ordered(c->a) || !arb_is_positive(RE(c->b))) return false;
	acb_hypgeom_bessel_k(y, c->a, c->b, c->p);
	return true;
}

/* exp(-x) I_n(x) right of 0, (-1)^n that of -x left of it; m derivatives */
static bool scaled(acb_t y, slong m, const acb_t n, const acb_t x, slong p)
{
	acb_t t;
	bool left = arb_is_negative(RE(x));

	if (!ordered(n) || (!left && !arb_is_positive(RE(x)))) return false;
	acb_init(t);
	if (left) acb_neg(t, x);
	else      acb_set(t, x);
	scaledderivative(y, m, n, t, false, p);
	if (left && (m % 2 != !arf_is_int_2exp_si(arb_midref(RE(n)), 1))) acb_neg(y, y);
	acb_clear(t);
	return true;
}

VALUE(ive)
{
	if (!c->wide && acb_is_zero(c->b) && ordered(c->a)) {
		acb_set_si(y, acb_is_zero(c->a));
		return true;
	}
	return scaled(y, 0, c->a, c->b, c->p);
}

VALUE(kve)
{
	if (!ordered(c->a) || !arb_is_positive(RE(c->b))) return false;
	scaledderivative(y, 0, c->a, c->b, true, c->p);
	return true;
}

static bool derived(const acb_t m)
{
	return acb_is_int(m) && arf_sgn(arb_midref(RE(m))) >= 0 &&
		arf_cmpabs_ui(arb_midref(RE(m)), DERIVED) <= 0;
}

static slong times(const acb_t m) { return arf_get_si(arb_midref(RE(m)), ARF_RND_DOWN); }

VALUE(dive) { return c->mid && derived(c->a) && scaled(y, times(c->a), c->mid, c->b, c->p); }
VALUE(dkve)
{
	if (!c->mid || !derived(c->a) || !ordered(c->mid) || !arb_is_positive(RE(c->b)))
		return false;
	scaledderivative(y, times(c->a), c->mid, c->b, true, c->p);
	return true;
}

/* left of 0 Ei is -E1(-x), right of it Arb's, whose cut is left */
VALUE(ei)
{
	acb_t n, t;

	if (arb_is_positive(RE(c->a))) {
		if (c->wide) acb_hypgeom_ei(y, c->a, c->p);
		else         arb_hypgeom_ei(RE(y), RE(c->a), c->p);
		/* Arb's has i pi on either side of the axis where it is not real */
		return true;
	}
	if (!arb_is_negative(RE(c->a))) return false;
	acb_init(n), acb_init(t);
	acb_one(n);
	acb_neg(t, c->a);
	acb_hypgeom_expint(y, n, t, c->p);
	acb_neg(y, y);
	acb_clear(n), acb_clear(t);
	return true;
}

static bool integral(acb_t y, const acb_t n, const acb_t x, slong p)
{
	if (!ordered(n) || !arb_is_positive(RE(x))) return false;
	acb_hypgeom_expint(y, n, x, p);
	return true;
}

VALUE(expint) { return integral(y, c->a, c->b, c->p); }
VALUE(e1)
{
	acb_t n;
	bool ok;

	acb_init(n);
	acb_one(n);
	ok = integral(y, n, c->a, c->p);
	acb_clear(n);
	return ok;
}

ENTIRE(erfi, acb_hypgeom_erfi)

VALUE(airyai)  { acb_hypgeom_airy(y, NULL, NULL, NULL, c->a, c->p); return true; }
VALUE(airyaip) { acb_hypgeom_airy(NULL, y, NULL, NULL, c->a, c->p); return true; }
VALUE(airybi)  { acb_hypgeom_airy(NULL, NULL, y, NULL, c->a, c->p); return true; }
VALUE(airybip) { acb_hypgeom_airy(NULL, NULL, NULL, y, c->a, c->p); return true; }
