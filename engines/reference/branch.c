/* branch.c -- which branch each instruction takes near t = 0.
 *
 * What makes the branch at t = 0 the branch near it is that what it looks at, u, is continuous there and not 0.  Where
 * u is exactly 0 at t = 0 the branch on each side is told by the first Taylor coefficient of u that is not 0, proved
 * like any other.  The ends of domains (sqrt, acos, x^c, (-2)^t) ask for both sides too: a value there says nothing
 * of what is beside it.
 */
#include "engines/reference/germ.h"
#include <math.h>

static acb_srcptr here(const Germ *g, Id a) { return g->val[HERE] + a; }
static bool moves(const Germ *g, Id a) { return g->fact[a].deg != 0; }

/* what lies on a border: at t = 0 itself a value is all that is asked */
static bool tied(Germ *g, Id a)
{
	g->ties = true;
	if (g->fact[a].touch & WMOVES) g->bitie = true;
	return g->side != 0;
}

/* ---- signs --------------------------------------------------------------------------- */

/* of u - u(0), u = a - b or a, just beside 0 */
static int beside(Germ *g, Id a, Id b, bool two)
{
	arb_t D;
	int n, s;

	if (two) tied(g, b);
	if (!tied(g, a) || (!moves(g, a) && !(two && moves(g, b))) || (two && a == b))
		return NIL;
	arb_init(D);
	s = leading(g, a, b, two, 4, &n, D);
	arb_clear(D);
	return FAULT(3, s, s == NIL ? s : POS);        /* wrong: the right side's branch on the left too */
}

static int signof(const arb_t u) { return arb_is_positive(u) ? POS : arb_is_negative(u) ? NEG : arb_is_zero(u) ? NIL : UNKNOWN; }

/* of a - c, or a - b - c, where a ball does not tell it */
static int nearsign(const Germ *g, Id a, Id b, bool two, double c, slong p)
{
	acb_t t;
	int s = UNKNOWN;

	acb_init(t);
	if (nearby(t, g, HERE, a, b, two, c, p)) s = signof(RE(t));
	acb_clear(t);
	return s == NIL ? UNKNOWN : s;
}

static int sign(Germ *g, Id a, Id b, bool two, slong p)
{
	arb_t u;
	int s;

	if (two && a == b)
		return NIL;
	arb_init(u);
	arb_set(u, RE(here(g, a)));
	if (two) arb_sub(u, u, RE(here(g, b)), p);
	s = signof(u);
	arb_clear(u);
	if (s == UNKNOWN) s = nearsign(g, a, b, two, 0, p);
	if (s == UNKNOWN && !two) s = positive(g, a);
	return s == NIL ? beside(g, a, b, two) : s;
}

/* ---- whole numbers ---------------------------------------------------------------------- */

/* k = floor(t), t = u + half or |u| + half, no whole number */
static bool beneath(const Germ *g, Id a, const arb_t t, double half, bool minus, fmpz_t k, slong p)
{
	double c = rint(arf_get_d(arb_midref(t), ARF_RND_NEAR));
	arb_t f;
	bool ok;
	int s;

	arb_init(f);
	arb_floor(f, t, p);
	ok = arb_get_unique_fmpz(k, f);
	arb_clear(f);
	if (ok || fabs(c) >= 0x1p52)
		return ok;
	s = nearsign(g, a, 0, false, minus ? half - c : c - half, p);
	if (s == UNKNOWN && c == 0 && half == 0) s = positive(g, a);
	if (minus && s != UNKNOWN) s = -s;
	fmpz_set_d(k, s == NEG ? c - 1 : c);
	return s != UNKNOWN;
}

/* floor(u); round and trunc: floor of |u| + 1/2, or |u|, with u's sign */
static bool whole(Germ *g, size_t i, slong p)
{
	int op = g->code->s[i].op;
	Id a = g->code->s[i].x[0];
	bool absolute = op != O_floor, minus = absolute && arb_is_negative(RE(here(g, a))), ok;
	fmpz *k = &g->fact[i].k;
	arb_t t, half;

	if (log2mag(RE(here(g, a))) > MOSTPREC)        /* more bits than any precision here tells */
		return false;
	arb_init(t), arb_init(half);
	arb_set(t, RE(here(g, a)));
	if (absolute && arb_contains_zero(t)) {        /* of no sign, but small: 0 */
		arb_set_d(half, op == O_round ? 0.5 : 1);
		arb_abs(t, t);
		ok = arb_lt(t, half);
		fmpz_zero(k);
		goto out;
	}
	arb_set_d(half, op == O_round ? 0.5 : 0);
	if (absolute) arb_abs(t, t);
	if (op == O_round) arb_add(t, t, half, p);
	ok = arb_is_finite(t);
	if (ok && arb_is_int(t)) {             /* a tie: as u moves */
		int s = beside(g, a, 0, false);

		arb_get_unique_fmpz(k, t);
		if (s != NIL && (minus ? -s : s) == NEG) fmpz_sub_ui(k, k, 1);
		ok = s != UNKNOWN;
	} else if (ok) {
		ok = beneath(g, a, t, op == O_round ? 0.5 : 0, minus, k, p);
	}
	if (minus) fmpz_neg(k, k);
out:	arb_clear(t), arb_clear(half);
	return ok;
}
/* ---- roots and ratios at 0 ------------------------------------------------------------------ */

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
static int rooted(Germ *g, size_t i)
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

/* the coefficient of s^n of instruction a, which vanishes at 0, or its first one, whose n it tells */
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
static int ratio(Germ *g, size_t i, slong p)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];
	Fact *f = &g->fact[i];
	arb_ptr c;
	int n = MOSTORDER, m;

	if (!acb_is_zero(here(g, b)) || !moves(g, b) || !g->side)
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

/* u = s^n w on the disc of radius 2^e: |w - c| <= M q/(1 - q), M of the disc 2^(6 + n) times as large, q = 2^-(6 + n) */
static bool reduced(acb_t w, Germ *g, Id a, const arb_t c, int n, slong e, slong p)
{
	int larger = 6 + n;                    /* boxes around a disc make M larger by up to 2^(n/2) */
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

/* atan2(a, b), both exactly 0 at 0, beside it: the half plane of a/s^n, b/s^n, n the lesser order.  On the cut, pi or -pi */
static int corner(Germ *g, size_t i, slong p)
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

	if (place == HERE && f->leadprec < p && (s->op == O_atan2 ? !corner(g, i, p) : ratio(g, i, p) != SPECIAL))
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
	bool root = kinds[g->code->s[i].op]->choice == ROOT || kinds[g->code->s[i].op]->choice == POWER;

	return root ? rootvalue(g, i, place, e, p) : reducedvalue(g, i, place, e, p);
}

/* ---- the others ---------------------------------------------------------------------------------- */

/* whole powers; positive bases; at 0 a root; below 0 only whole numbers have a value, and beside them none */
static int powered(Germ *g, size_t i)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];

	if (arb_is_positive(RE(here(g, a))) || (!moves(g, b) && (acb_is_int(here(g, b)) || !moves(g, a))))
		return POS;
	if (acb_is_zero(here(g, a)) && !moves(g, a)) { /* 0^b: 0, 0^0 = 1, and nothing below */
		int s = arb_is_positive(RE(here(g, b))) || !acb_is_zero(here(g, b)) ? NIL : beside(g, b, 0, false);

		return s == NIL ? POS : s == POS ? NIL : s == NEG ? -SPECIAL : UNKNOWN;
	}
	if (acb_is_zero(here(g, a)) && g->code->s[b].op == O_const && g->code->s[b].c > 0)
		return rooted(g, i);
	tied(g, b);
	if (!tied(g, a))
		return POS;
	if (acb_is_zero(here(g, a)) && arb_is_positive(RE(here(g, b))))
		return beside(g, a, 0, false) == NIL ? POS : UNKNOWN;
	if (arb_is_negative(RE(here(g, a))) && moves(g, b) && acb_is_int(here(g, b))) {
		int s = beside(g, b, 0, false);

		return s == NIL ? POS : s == UNKNOWN ? UNKNOWN : -SPECIAL;
	}
	return UNKNOWN;
}

static int angle(Germ *g, size_t i, slong p)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];
	int s;

	if (acb_is_zero(here(g, a)) && acb_is_zero(here(g, b))) {
		tied(g, b);
		return !tied(g, a) || (!moves(g, a) && !moves(g, b)) ? NIL : corner(g, i, p);
	}
	if (arb_is_positive(RE(here(g, b)))) return POS;
	if (arb_is_positive(RE(here(g, a)))) return ABOVE;
	if (arb_is_negative(RE(here(g, a)))) return BELOW;
	if (!arb_is_zero(RE(here(g, a))) || !arb_is_negative(RE(here(g, b)))) return UNKNOWN;
	s = beside(g, a, 0, false);
	return s == NIL ? NEG : ABOVE * s;
}

/* the sign of sin(pi x), left of 0 */
static int sine(const Germ *g, Id a, slong p)
{
	arb_t t;
	int s;

	arb_init(t);
	arb_sin_pi(t, RE(here(g, a)), p);
	s = arb_is_positive(RE(here(g, a))) || arb_is_positive(t) ? POS : arb_is_negative(t) ? NEG : UNKNOWN;
	arb_clear(t);
	return s;
}

static int end(Germ *g, size_t i, Id a)
{
	const Kind *k = kinds[g->code->s[i].op];

	if (!moves(g, a) || !(isexactly(here(g, a), k->lo) || (isfinite(k->hi) && isexactly(here(g, a), k->hi))))
		return POS;
	g->ends = true;
	return tied(g, a) ? UNKNOWN : POS;
}

static int choice(Germ *g, size_t i, slong p)
{
	const Step *s = &g->code->s[i];
	const Id *x = s->x;

	switch (kinds[s->op]->choice) {
	case SIGN:  return sign(g, x[0], 0, false, p);
	case ORDER: return sign(g, x[0], x[1], true, p);
	case WHOLE: return whole(g, i, p) ? POS : !moves(g, x[0]) && p > 1000 ? BLURRED : UNKNOWN;
	case ROOT:
		if (acb_is_zero(here(g, x[0])) && moves(g, x[0])) return rooted(g, i);
		return s->op == O_cbrt ? sign(g, x[0], 0, false, p) : POS;
	case POWER: return powered(g, i);
	case RATIO: return ratio(g, i, p);
	case END:   return end(g, i, x[0]);
	case SINE:  return sine(g, x[0], p);
	case ANGLE: return angle(g, i, p);
	default:    return POS;
	}
}

void decide(Germ *g, size_t i, State s, slong p)
{
	bool was = g->ties;

	g->ties = false, g->fact[i].br = (signed char)(s == FAR ? farchoice(g, i) : choice(g, i, p));
	g->fact[i].tied = g->ties, g->ties |= was;
}
