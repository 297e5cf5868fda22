/* roots.c -- roots and ratios whose arguments are 0 at t = 0: powers of t taken out, what is left
 * has a value. */
#include "engines/reference/branch.h"
#include <math.h>

static slong gcd(slong a, slong b) { return b ? gcd(b, a % b) : a; }

/* the exponent j/q of a root; false: none that is a germ for some N */
static bool exponent(const Germ *g, size_t i, int *j, int *q)
{
	const Step *s = &g->code->s[i];
	double c;

	*j = 1;
	*q = s->op == O_cbrt ? 3 : 2;
	if (s->op != O_pow)
		return true;
	c = g->code->s[s->x[1]].c;
	for (*q = 2; *q <= 8 && c * *q != floor(c * *q); ) *q *= 2;
	*j = (int)(c * *q);
	return *q <= 8 && c > 0 && c < 100;
}

static arb_ptr lead(Germ *g, size_t i)
{
	if (!g->fact[i].lead) g->fact[i].lead = _arb_vec_init(2);
	return g->fact[i].lead;
}

/* the coefficient of s^n, from the n-th derivative */
static void coefficient(arb_t c, int n, slong p)
{
	arb_t f;

	arb_init(f);
	arb_fac_ui(f, (ulong)n, p);
	arb_div(c, c, f, p);
	arb_clear(f);
}

/* u^(j/q), u exactly 0 at 0: u = s^n w, w(0) = c, is analytic if n j/q is whole */
int rooted(Germ *g, size_t i)
{
	Id a = g->code->s[i].x[0];
	int j, q, n, s;

	if (!tied(g, a) || !moves(g, a))
		return POS;
	if (!exponent(g, i, &j, &q) || (s = leading(g, a, 0, false, 64, &n, lead(g, i))) == UNKNOWN)
		return UNKNOWN;
	if (s == NIL)
		return POS;
	coefficient(lead(g, i), n, FIRSTPREC);
	g->fact[a].ord = (short)n;
	if (n * j % q) {
		g->roots = (int)(g->N * q / gcd(n * j, q));
		return s == NEG && q != 3 ? -SPECIAL : UNKNOWN;
	}
	return s == NEG ? -SPECIAL : SPECIAL;
}

/* the coefficient of s^n of instruction a, which vanishes at 0, or its first one, whose n it tells
 */
static bool coefficientof(Germ *g, Id a, int *n, arb_t c, slong p)
{
	int m;

	if (!moves(g, a) || g->fact[a].ord > *n) {
		arb_zero(c);
		return true;
	}
	if (leading(g, a, 0, false, p, &m, c) == UNKNOWN) {
		if (g->fact[a].ord < *n || !enclose(g, a, 0, false, *n, p, p, c, NULL))
			return false;
		m = *n;
	}
	if (m > *n) arb_zero(c);
	else coefficient(c, *n = m, p);
	return true;
}

/* a/b, b exactly 0 at 0 and beside it not, a vanishing at least as fast */
int ratio(Germ *g, size_t i, slong p)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];
	Fact *f = &g->fact[i];
	arb_ptr c;
	int n = MOSTORDER, m;

	if (!acb_is_zero(here(g, b)) || !moves(g, b))
		return POS;
	/* 0/0 has no value, but as a strong quotient it is 0, whatever it is beside it */
	if (!g->side && g->code->s[i].op == O_strongdiv && moves(g, a) && acb_is_zero(here(g, a)))
		tied(g, b), tied(g, a);
	if (!g->side)
		return POS;
	if (!acb_is_zero(here(g, a)))
		return UNKNOWN;
	tied(g, b), tied(g, a);
	c = lead(g, i);
	f->leadprec = p;
	if (!coefficientof(g, b, &n, c + 1, p) || arb_contains_zero(c + 1))
		return UNKNOWN;
	g->fact[b].ord = f->common = (short)n;
	m = n;
	return coefficientof(g, a, &m, c, p) && m == n ? SPECIAL : UNKNOWN;
}

/* u = s^n w on the disc of radius 2^e: |w - c| <= M q/(1 - q), M of the disc 2^(6 + n) times as
 * large, q = 2^-(6 + n) */
static bool reduced(acb_t w, Germ *g, Id a, const arb_t c, int n, slong e, slong p)
{
	/* boxes around a disc make M larger by up to 2^(n/2) */
	int larger = 6 + n;
	mag_t M;
	bool ok;

	mag_init(M);
	rungerm(g, DISC, a, e + larger, p);
	ok = stateat(g, DISC, a) == KNOWN;
	acb_get_mag(M, valueat(g, DISC, a));
	mag_mul_2exp_si(M, M, -n * (e + larger) - larger + 1);
	acb_set_arb(w, c);
	mag_add(arb_radref(RE(w)), arb_radref(RE(w)), M);
	mag_add(arb_radref(IM(w)), arb_radref(IM(w)), M);
	rungerm(g, DISC, a, e, p);
	mag_clear(M);
	return ok && stateat(g, DISC, a) == KNOWN;
}

/* the disc of radius 2^e to the power of n */
static void power(acb_t y, slong e, int n)
{
	acb_zero(y);
	mag_one(arb_radref(RE(y)));
	mag_mul_2exp_si(arb_radref(RE(y)), arb_radref(RE(y)), e * n);
	mag_set(arb_radref(IM(y)), arb_radref(RE(y)));
}

static bool rootvalue(Germ *g, size_t i, int place, slong e, slong p)
{
	Id a = g->code->s[i].x[0];
	bool minus = g->fact[i].br < 0;
	acb_ptr y = g->val[place] + i;
	acb_t w;
	int j, q, n = g->fact[a].ord;
	bool ok = true;

	if (place == HERE) {
		acb_zero(y);
		return true;
	}
	exponent(g, i, &j, &q);
	acb_init(w);
	if (place == POINT) {
		arb_abs(RE(w), RE(valueat(g, POINT, a)));
		arb_root_ui(RE(w), RE(w), (ulong)q, p);
		arb_zero(IM(y));
		arb_pow_ui(RE(y), RE(w), (ulong)j, p);
		if (g->at[0] < 0 && n * j / q % 2) acb_neg(y, y);
	} else {
		ok = reduced(w, g, a, g->fact[i].lead, n, e, p);
		if (minus) acb_neg(w, w);
		ok = ok && arb_is_positive(RE(w));
		acb_root_ui(w, w, (ulong)q, p);
		acb_pow_ui(w, w, (ulong)j, p);
		power(y, e, n * j / q);
		acb_mul(y, y, w, p);
	}
	if (minus) acb_neg(y, y);
	acb_clear(w);
	return ok && acb_is_finite(y);
}

/* atan2(a, b), both exactly 0 at 0, beside it: the half plane of a/s^n, b/s^n, n the lesser order.
 * On the cut, pi or -pi */
int corner(Germ *g, size_t i, slong p)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];
	Fact *f = &g->fact[i];
	arb_ptr c = lead(g, i);
	int n = MOSTORDER, m, s;

	if (!coefficientof(g, b, &n, c + 1, p))
		return UNKNOWN;
	m = n;
	if (!coefficientof(g, a, &m, c, p) || (arb_is_zero(c) && arb_is_zero(c + 1)))
		return UNKNOWN;
	if (m < n) arb_zero(c + 1);
	f->common = (short)m;
	f->leadprec = p;
	if (arb_is_positive(c + 1))        s = POS;
	else if (!arb_contains_zero(c))    s = arb_is_positive(c) ? ABOVE : BELOW;
	else if (!arb_is_zero(c) || !arb_is_negative(c + 1)) s = UNKNOWN;
	else if ((s = beside(g, a, 0, false)) == NIL) s = NEG;
	else s *= ABOVE;
	f->reduced = s != UNKNOWN && s != NEG;
	return s;
}

/* a/b, or atan2(a, b), without the power of s that both have */
static bool reducedvalue(Germ *g, size_t i, int place, slong e, slong p)
{
	const Step *s = &g->code->s[i];
	Id a = s->x[0], b = s->x[1];
	Fact *f = &g->fact[i];
	acb_ptr y = g->val[place] + i;
	Cell c = { .br = f->br, .wide = place == DISC, .p = p };
	acb_t w, z;
	bool ok = true;

	if (place == HERE && f->leadprec < p &&
		(s->op == O_atan2 ? !corner(g, i, p) : ratio(g, i, p) != SPECIAL))
		return false;
	acb_init(w), acb_init(z);
	if (place == POINT) {
		acb_set(w, valueat(g, POINT, a)), acb_set(z, valueat(g, POINT, b));
	} else if (place == HERE) {
		acb_set_arb(w, f->lead), acb_set_arb(z, f->lead + 1);
	} else {
		ok = reduced(w, g, a, f->lead, f->common, e, p);
		ok &= reduced(z, g, b, f->lead + 1, f->common, e, p);
	}
	c.a = w, c.b = z;
	if (s->op == O_atan2) ok = ok && ballof(y, O_atan2, &c);
	else acb_div(y, w, z, p);
	acb_clear(w), acb_clear(z);
	return ok && acb_is_finite(y);
}

bool special(Germ *g, size_t i, int place, slong e, slong p)
{
	bool root =
		kinds[g->code->s[i].op]->choice == ROOT || kinds[g->code->s[i].op]->choice == POWER;

	return root ? rootvalue(g, i, place, e, p) : reducedvalue(g, i, place, e, p);
}
