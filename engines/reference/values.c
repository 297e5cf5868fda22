/* values.c -- where a ball lies, and the table of what is known of each elementwise primitive of
 * prims/scalar.def. */
#include "engines/reference/each.h"
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
bool off(const acb_t z, double lo, double hi)
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
bool offaxis(const acb_t z)
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

bool isexactly(const acb_t z, double c)
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
	return !open && k->ends == OPEN &&
		(isexactly(z, k->lo) || (isfinite(k->hi) && isexactly(z, k->hi)));
}

static bool atpole(const acb_t z)
{
	return acb_is_real(z) && arb_is_int(RE(z)) && !arb_is_positive(RE(z));
}

bool outside(int op, const acb_t a, const acb_t b, bool open)
{
	const Kind *k = kinds[op];
	acb_srcptr z = k->argument ? b : a;

	switch (op) {
	case O_pow:
		return (beyond(a, 0, false) && !arb_contains_int(RE(b))) ||
			(!open && acb_is_zero(a) && beyond(b, 0, false));
	case O_polygamma: case O_jn: case O_yn: case O_besseli: case O_besselk: case O_ive:
	case O_kve: case O_dive: case O_dkve: case O_expint:
	case O_psidiff: case O_derfcx: case O_dlogndtr: case O_dlambertw: case O_dzeta:
		if (!arb_contains_int(RE(a))) return true;     /* an order is a whole number */
		break;
	case O_gammapdf: case O_gammainc: case O_gammaincc:
	case O_betapdf: case O_betainc:            /* a > 0 */
		if (beyond(a, 0, false) || acb_is_zero(a)) return true;
		break;
	case O_strongdiv:                          /* 0/0 is 0 there */
		return !open && acb_is_zero(b) && !acb_contains_zero(a);
	}
	switch (k->ends) {
	case CLOSED: case OPEN: return passes(z, k, open);
	case NONZERO:           return !open && acb_is_zero(z);
	case NOPOLE:            return !open && atpole(z);
	case NOTAT:             return !open && isexactly(z, k->lo);
	default:                return false;
	}
}
/* ---- the table ---------------------------------------------------------------------------- */

#define K(name, choice, rule, argument, ends, lo, hi, even, cost) \
	static const Kind kind_##name = { v_##name, choice, rule, argument, ends, lo, hi, even, \
		cost };
#include "engines/reference/kinds.def"

/* of every line of scalar.def, but those that are lowered before: hypot and fmod in code.c, the
 * rest by their lowering */
#define kind_hypot kind_sqrt
#define kind_fmod  kind_sub
const Kind *const kinds[OPS] = {
	[O_where] = &kind_where,
	[O_trunc] = &kind_trunc,
	[O_sinc] = &kind_sinc,
	[O_dsinc] = &kind_dsinc,
	[O_dj1] = &kind_dj1,
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
#define TERNARY(name, Name, takes) [O_##name] = &kind_##name,
#include "engines/prims/ternary.def"
};

bool ballof(acb_t y, int op, const Cell *c)
{
	bool ok;

	if (!c->wide) arb_zero(IM(y));
	ok = kinds[op]->value(y, c);
	/* a real number, or not certainly inside the domain */
	if (!c->wide) {
		ok = ok && arb_contains_zero(IM(y));
		if (op != O_pow) arb_zero(IM(y));
		ok = ok && acb_is_real(y);
	}
	return ok && acb_is_finite(y);
}
