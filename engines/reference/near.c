/* near.c -- u - c, for a whole number c, of values that balls cannot tell from c.
 *
 * tanh(1e6) - 1 is -2^-2885390, and no ball around 1 says so.  Each identity below is one of
 *analytic functions, true over a disc as at a point:
 *
 *	tanh(u) - 1 = -2/(1 + exp(2u))       exp(u) - 1 = expm1(u)          log(u) = log1p(u - 1)
 *	u v - k l = k (v - l) + l (u - k) + (u - k)(v - l)                   cosh(u) - 1 = 2
 *sinh(u/2)^2
 *
 * Odd functions need none at 0: their argument is told from 0 before.  Where no identity is known
 * the difference itself must do: false, where it cannot be told from 0.
 */
#include "engines/reference/germ.h"
#include <float.h>
#include <math.h>

enum { VISITS = 48 };                      /* instructions looked at for one answer */

typedef struct { const Germ *g; int place; slong p; int visits; } Look;

static bool closeto(acb_t y, Look *, Id a, double c);

static acb_srcptr valueof(const Look *l, Id a) { return valueat(l->g, l->place, a); }

static bool holds(arb_srcptr x, double c)
{
	arf_t t;
	bool yes;

	arf_init(t);
	arf_set_d(t, c);
	yes = arb_contains_arf(x, t);
	arf_clear(t);
	return yes;
}

static double whole(const Look *l, Id a)
{
	double m = arf_get_d(arb_midref(RE(valueof(l, a))), ARF_RND_NEAR);

	return fabs(m) <= DBL_MAX ? rint(m) : 0;
}

/* a whole number, or another double that the ball does not tell it from */
static double nearest(const Look *l, Id a)
{
	arb_srcptr x = RE(valueof(l, a));
	double k = whole(l, a), m = arf_get_d(arb_midref(x), ARF_RND_NEAR);

	return !holds(x, k) && fabs(m) <= DBL_MAX && holds(x, m) ? m : k;
}

/* a - b is a double */
static bool exactly(double a, double b) { return (a - b) + b == a && a - (a - b) == b; }

static void less(acb_t y, const acb_t x, double c, slong p)
{
	acb_t t;

	acb_init(t);
	acb_set_d(t, c);
	acb_sub(y, x, t, p);
	acb_clear(t);
}

/* y = c x */
static void times(acb_t y, const acb_t x, double c, slong p)
{
	arb_t t;

	arb_init(t);
	arb_set_d(t, c);
	acb_mul_arb(y, x, t, p);
	arb_clear(t);
}

/* ---- two arguments --------------------------------------------------------------------- */

static bool sum(acb_t y, Look *l, const Step *s, double c, int sign)
{
	double k = nearest(l, s->x[0]);
	acb_t t;
	bool ok;

	acb_init(t);
	ok = exactly(c, k) && closeto(y, l, s->x[0], k) &&
		closeto(t, l, s->x[1], sign * (c - k));
	if (sign > 0) acb_add(y, y, t, l->p);
	else          acb_sub(y, y, t, l->p);
	acb_clear(t);
	return ok;
}

static bool product(acb_t y, Look *l, Id a, Id b, double c)
{
	double k = nearest(l, a), n = nearest(l, b);
	acb_t t;
	bool ok = fma(k, n, -c) == 0;

	acb_init(t);
	ok = ok && closeto(y, l, a, k) && closeto(t, l, b, n);
	if (ok) {
		acb_t u;

		acb_init(u);
		acb_mul(u, y, t, l->p);
		times(y, y, n, l->p);
		times(t, t, k, l->p);
		acb_add(y, y, t, l->p);
		acb_add(y, y, u, l->p);
		acb_clear(u);
	}
	acb_clear(t);
	return ok;
}

/* u/v - c = (u - k - c (v - n))/v, k = c n */
static bool ratio(acb_t y, Look *l, const Step *s, double c)
{
	Id a = s->x[0], b = s->x[s->nargs - 1];
	double k = s->nargs == 1 ? 1 : nearest(l, a), n = nearest(l, b);
	acb_t t;
	bool ok = n != 0 && fma(c, n, -k) == 0;

	acb_init(t);
	acb_zero(y);
	ok = ok && (s->nargs == 1 || closeto(y, l, a, k)) && closeto(t, l, b, n);
	times(t, t, c, l->p);
	acb_sub(y, y, t, l->p);
	acb_div(y, y, valueof(l, b), l->p);
	acb_clear(t);
	return ok;
}

/* u^v - 1 = expm1(v log1p(u - 1)) */
static bool raised(acb_t y, Look *l, const Step *s, double c)
{
	if (c != 1 || !closeto(y, l, s->x[0], 1))
		return false;
	acb_log1p(y, y, l->p);
	acb_mul(y, y, valueof(l, s->x[1]), l->p);
	acb_expm1(y, y, l->p);
	return true;
}

/* ---- one argument ---------------------------------------------------------------------- */

static bool root(acb_t y, Look *l, Id a, double c)
{
	acb_t t;
	bool ok = c > 0 && fma(c, c, -(c * c)) == 0 && closeto(y, l, a, c * c);

	acb_init(t);
	if (ok) {
		acb_sqrt_analytic(t, valueof(l, a), l->place == DISC, l->p);
		less(t, t, -c, l->p);
		acb_div(y, y, t, l->p);
	}
	acb_clear(t);
	return ok;
}

/* cbrt(u) - c = c expm1(log1p((u - c^3)/c^3)/3) */
static bool cuberoot(acb_t y, Look *l, Id a, double c)
{
	double square = c * c, k = square * c;
	bool exact = fma(c, c, -square) == 0 && fma(square, c, -k) == 0;
	arb_t cube;

	if (c == 0 || !exact || !closeto(y, l, a, k)) return false;
	arb_init(cube);
	arb_set_d(cube, k);
	acb_div_arb(y, y, cube, l->p);
	arb_clear(cube);
	acb_log1p(y, y, l->p);
	acb_div_ui(y, y, 3, l->p);
	acb_expm1(y, y, l->p);
	times(y, y, c, l->p);
	return true;
}

/* tanh(u) - c = -c 2/(1 + exp(2 c u)) */
static bool saturated(acb_t y, const acb_t u, double c, slong p)
{
	times(y, u, 2 * c, p);
	acb_exp(y, y, p);
	less(y, y, -1, p);
	acb_inv(y, y, p);
	times(y, y, FAULT(10, -2, 2) * c, p);
	return true;
}

/* of half a turn u: 2 f(u/2)^2 times c */
static bool halfsquared(acb_t y, Look *l, Id a, double c, void f(acb_t, const acb_t, slong))
{
	if (!closeto(y, l, a, 0))
		return false;
	acb_mul_2exp_si(y, y, -1);
	f(y, y, l->p);
	acb_sqr(y, y, l->p);
	times(y, y, 2 * c, l->p);
	return true;
}

/* of u = k + e */
static bool turned(acb_t y, Look *l, const Step *s, double c)
{
	double k = whole(l, s->x[0]), sign = fmod(k, 2) == 0 ? 1 : -1;

	if ((s->op == O_sinpi ? 0 : sign) != c || !closeto(y, l, s->x[0], k))
		return false;
	if (s->op == O_sinpi) {
		acb_sin_pi(y, y, l->p);
		times(y, y, sign, l->p);
		return true;
	}
	acb_mul_2exp_si(y, y, -1);
	acb_sin_pi(y, y, l->p);
	acb_sqr(y, y, l->p);
	times(y, y, -2 * c, l->p);
	return true;
}

/* 1 - z^2/k + ..., |z| <= 1, whose later terms are less than |z|^2/8 of the second; z = factor u */
static bool bell(acb_t y, Look *l, Id a, double c, double k, bool pi)
{
	acb_t t;
	mag_t m;
	bool ok = c == 1 && closeto(y, l, a, 0);

	acb_init(t), mag_init(m);
	acb_const_pi(t, l->p);
	if (pi) acb_mul(y, y, t, l->p);
	acb_sqr(y, y, l->p);
	acb_get_mag(m, y);
	ok = ok && mag_cmp_2exp_si(m, 0) <= 0;
	mag_mul_2exp_si(m, m, -3);
	acb_one(t);
	mag_set(arb_radref(RE(t)), m);
	mag_set(arb_radref(IM(t)), m);
	acb_mul(y, y, t, l->p);
	acb_set_d(t, -k);
	acb_div(y, y, t, l->p);
	acb_clear(t), mag_clear(m);
	return ok;
}

/* sinc(k + e) = (-1)^k sin(pi e)/(pi (k + e)), k not 0 */
static bool besides0(acb_t y, Look *l, Id a)
{
	double k = whole(l, a);
	acb_t t;

	if (k == 0 || !closeto(y, l, a, k))
		return false;
	acb_init(t);
	acb_sin_pi(y, y, l->p);
	times(y, y, fmod(k, 2) == 0 ? 1 : -1, l->p);
	acb_const_pi(t, l->p);
	acb_mul(t, t, valueof(l, a), l->p);
	acb_div(y, y, t, l->p);
	acb_clear(t);
	return true;
}

/* 1/2 - 3 u^2/16 + ..., as above */
static bool flatter(acb_t y, Look *l, Id a, double c)
{
	bool ok = c == 0.5 && bell(y, l, a, 1, 16, false);

	times(y, y, 3, l->p);
	return ok;
}

static void erfcof(acb_t y, const Look *l)
{
	acb_t t;
	Cell c = { .a = t, .b = t, .br = POS, .wide = l->place == DISC, .p = l->p };

	acb_init(t);
	acb_set(t, y);
	if (!ballof(y, O_erfc, &c)) acb_indeterminate(y);
	acb_clear(t);
}

static bool erfs(acb_t y, Look *l, const Step *s, double c)
{
	Id a = s->x[0];

	/* erf - c = -c erfc(c u); erfc - 2 = -erfc(-u) */
	if (s->op == O_erf ? fabs(c) == 1 : c == 2) {
		double sign = s->op == O_erf ? c : -1;

		times(y, valueof(l, a), sign, l->p);
		erfcof(y, l);
		times(y, y, s->op == O_erf ? -sign : -1, l->p);
		return true;
	}
	if (c != (s->op == O_erf ? 0 : 1) || !closeto(y, l, a, 0))
		return false;
	acb_hypgeom_erf(y, y, l->p);
	if (s->op == O_erfc) acb_neg(y, y);
	return true;
}

static bool logarithm(acb_t y, Look *l, const Step *s, double c)
{
	double k = s->op == O_log2 ? exp2(c) : s->op == O_log10 ? pow(10, c) : 1;
	arb_t base;

	if ((k == 1 ? c != 0 : c != rint(c) || c < 0 || c > 22) ||
		!closeto(y, l, s->x[0], s->op == O_log1p ? 0 : k))
		return false;
	arb_init(base);
	arb_set_d(base, k);
	acb_div_arb(y, y, base, l->p);
	arb_clear(base);
	acb_log1p(y, y, l->p);
	arb_init(base);
	if (s->op == O_log2)  arb_const_log2(base, l->p);
	if (s->op == O_log10) arb_const_log10(base, l->p);
	if (!arb_is_zero(base)) acb_div_arb(y, y, base, l->p);
	arb_clear(base);
	return true;
}

static bool exponential(acb_t y, Look *l, const Step *s, double c)
{
	double k = s->op == O_exp2 && c > 0 ? log2(c) : 0;
	arb_t two;

	if (s->op == O_expm1 && c == -1) {
		acb_exp(y, valueof(l, s->x[0]), l->p);
		return true;
	}
	if ((k == 0 ? c != (s->op == O_expm1 ? 0 : 1) : k != rint(k) || exp2(k) != c) ||
		!closeto(y, l, s->x[0], k))
		return false;
	arb_init(two);
	arb_const_log2(two, l->p);
	if (s->op == O_exp2) acb_mul_arb(y, y, two, l->p);
	arb_clear(two);
	acb_expm1(y, y, l->p);
	if (k != 0) times(y, y, c, l->p);
	return true;
}

/* ---- all ----------------------------------------------------------------------------------- */

static bool negated(acb_t y, Look *l, Id a, double c)
{
	bool ok = closeto(y, l, a, -c);

	acb_neg(y, y);
	return ok;
}

static bool absolute(acb_t y, Look *l, Id i, double c)
{
	int br = l->g->fact[i].br;
	Id a = l->g->code->s[i].x[0];

	return br == POS ? closeto(y, l, a, c) : br == NEG && negated(y, l, a, c);
}

static bool identity(acb_t y, Look *l, Id i, double c)
{
	const Step *s = &l->g->code->s[i];
	Id a = s->x[0];

	for (unsigned k = 0; k < s->nargs && kinds[s->op]->rule != CHOSEN; k++)
		if (stateat(l->g, l->place, s->x[k]) != KNOWN) return false;
	switch (s->op) {
	case O_neg:   return negated(y, l, a, c);
	case O_abs:   return absolute(y, l, i, c);
	case O_max:
	case O_min:
	case O_where:
		return l->g->fact[i].br && closeto(y, l, chosen(l->g, i), c);
	case O_add:   return sum(y, l, s, c, 1);
	case O_sub:   return sum(y, l, s, c, -1);
	case O_mul: case O_strongmul: return product(y, l, a, s->x[1], c);
	case O_sqr:   return product(y, l, a, a, c);
	case O_div: case O_strongdiv: case O_recip: return ratio(y, l, s, c);
	case O_pow:   return raised(y, l, s, c);
	case O_sqrt:  return root(y, l, a, c);
	case O_cbrt:  return cuberoot(y, l, a, c);
	case O_exp: case O_exp2: case O_expm1: return exponential(y, l, s, c);
	case O_log: case O_log2: case O_log10: case O_log1p: return logarithm(y, l, s, c);
	case O_cosh:  return c == 1 && halfsquared(y, l, a, 1, acb_sinh);
	case O_cos:   return c == 1 && halfsquared(y, l, a, -1, acb_sin);
	case O_sinpi: case O_cospi: return turned(y, l, s, c);
	case O_tanh:
		return fabs(c) == 1 && saturated(y, valueof(l, a), c, l->p);
	case O_erf: case O_erfc: return erfs(y, l, s, c);
	case O_sinc:  return c == 0 ? besides0(y, l, a) : bell(y, l, a, c, 6, true);
	case O_j0:    return bell(y, l, a, c, 4, false);
	case O_dj1:   return flatter(y, l, a, c);
	default:      return false;
	}
}

static bool closeto(acb_t y, Look *l, Id a, double c)
{
	if (--l->visits < 0 || stateat(l->g, l->place, a) != KNOWN)
		return false;
	less(y, valueof(l, a), c, l->p);
	if (!acb_contains_zero(y) || (arb_is_exact(RE(y)) && arb_is_exact(IM(y))))
		return true;
	return identity(y, l, a, c) && acb_is_finite(y);
}

/* of instruction a, or of a - b where two */
bool nearby(acb_t y, const Germ *g, int place, Id a, Id b, bool two, double c, slong p)
{
	Look l = { g, place, p, VISITS };
	Step s = { O_sub, 2, { a, b } };

	bool ok = (two ? sum(y, &l, &s, c, -1) : identity(y, &l, a, c)) && acb_is_finite(y);

	if (place != DISC) arb_zero(IM(y));
	return ok;
}
