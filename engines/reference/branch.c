/* branch.c -- which branch each instruction takes near t = 0.
 *
 * What makes the branch at t = 0 the branch near it is that what it looks at, u, is continuous
 * there and not 0.  Where u is exactly 0 at t = 0 the branch on each side is told by the first
 * Taylor coefficient of u that is not 0, proved like any other.  The ends of domains (sqrt, acos,
 * x^c, (-2)^t) ask for both sides too: a value there says nothing of what is beside it.
 */
#include "engines/reference/branch.h"
#include <math.h>

bool tied(Germ *g, Id a)
{
	g->ties = true;
	if (g->fact[a].touch & WMOVES) g->bitie = true;
	return g->side != 0;
}

/* ---- signs --------------------------------------------------------------------------- */

/* as the truth of a comparison that is no tie: what stands still is the same on both sides */
static bool still(const Germ *g, Id a) { return !moves(g, a) && !(g->fact[a].touch & WMOVES); }

int beside(Germ *g, Id a, Id b, bool two)
{
	arb_t D;
	int n, s;

	if (still(g, a) && (!two || still(g, b)))
		return NIL;
	if (two) tied(g, b);
	if (!tied(g, a) || (!moves(g, a) && !(two && moves(g, b))) || (two && a == b))
		return NIL;
	arb_init(D);
	s = leading(g, a, b, two, 4, &n, D);
	arb_clear(D);
	/* wrong: the right side's branch on the left too */
	return FAULT(3, s, s == NIL ? s : POS);
}

static int signof(const arb_t u)
{
	return arb_is_positive(u) ? POS : arb_is_negative(u) ? NEG : arb_is_zero(u) ? NIL : UNKNOWN;
}

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

/* |t - c| < 1, certainly */
static bool within1(const arb_t t, double c)
{
	arb_t u, one;
	bool yes;

	arb_init(u), arb_init(one);
	arb_set_d(u, c), arb_one(one);
	arb_sub(u, t, u, FIRSTPREC);
	arb_abs(u, u);
	yes = arb_lt(u, one);
	arb_clear(u), arb_clear(one);
	return yes;
}

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
	if (ok || (fabs(c) >= 0x1p52 && half != 0) || !within1(t, c))
		return ok;
	s = nearsign(g, a, 0, false, minus ? half - c : c - half, p);
	if (s == UNKNOWN && c == 0 && half == 0) s = positive(g, a);
	if (minus && s != UNKNOWN) s = -s;
	fmpz_set_d(k, c);
	if (s == NEG) fmpz_sub_ui(k, k, 1);
	return s != UNKNOWN;
}

/* floor(u); round and trunc: floor of |u| + 1/2, or |u|, with u's sign */
static bool whole(Germ *g, size_t i, slong p)
{
	int op = g->code->s[i].op;
	Id a = g->code->s[i].x[0];
	arb_srcptr u = RE(here(g, a));
	bool absolute = op != O_floor, minus = absolute && arf_sgn(arb_midref(u)) < 0, ok;
	fmpz *k = &g->fact[i].k;
	arb_t t, half;

	if (log2mag(u) > MOSTPREC)        /* more bits than any precision here tells */
		return false;
	arb_init(t), arb_init(half);
	arb_set(t, u);
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
/* ---- the others ---------------------------------------------------------------------------- */

/* whole powers; positive bases; at 0 a root; below 0 only whole numbers have a value, and beside
 * them none */
static int powered(Germ *g, size_t i)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];

	if (arb_is_positive(RE(here(g, a))) ||
		(!moves(g, b) && (acb_is_int(here(g, b)) || !moves(g, a))))
		return POS;
	if (acb_is_zero(here(g, a)) && !moves(g, a)) { /* 0^b: 0, 0^0 = 1, and nothing below */
		int s = arb_is_positive(RE(here(g, b))) || !acb_is_zero(here(g, b))
			? NIL
			: beside(g, b, 0, false);

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
	double k = rint(arf_get_d(arb_midref(RE(here(g, a))), ARF_RND_NEAR));
	arb_t t;
	int s;

	arb_init(t);
	arb_sin_pi(t, RE(here(g, a)), p);
	s = arb_is_positive(RE(here(g, a))) || arb_is_positive(t) ? POS
		: arb_is_negative(t)                              ? NEG
								  : UNKNOWN;
	arb_clear(t);
	if (!s && fabs(k) < 0x1p52) {
		s = nearsign(g, a, 0, false, k, p);
		if (k == 0 && !s) s = positive(g, a);
		if (fmod(k, 2) != 0) s = -s;
	}
	return s;
}

static int end(Germ *g, size_t i, Id a)
{
	const Kind *k = kinds[g->code->s[i].op];

	if (!moves(g, a) ||
		!(isexactly(here(g, a), k->lo) ||
			(isfinite(k->hi) && isexactly(here(g, a), k->hi))))
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

/* a moving factor that is exactly 0 at t = 0: so is the strong product, though the other factor has
 * no value there; what is beside it, the sides tell */
bool zeroalone(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i];
	Id a = s->x[0];

	if (s->op != O_strongmul || place != HERE || g->side || stateat(g, HERE, a) != KNOWN ||
		!acb_is_zero(valueat(g, HERE, a)))
		return false;
	tied(g, a), tied(g, s->x[1]);
	acb_zero(g->val[HERE] + i);
	return true;
}

/* all arguments are constants, and what the branches may say together is known: a ball */
static bool hulled(const Germ *g, size_t i)
{
	switch (g->code->s[i].op) {
	case O_abs: case O_sign: case O_cbrt: case O_max: case O_min: case O_where:
	case O_lt: case O_le: case O_gt: case O_ge: case O_eq:
		return anyway(g, i);
	default: return false;
	}
}

void decide(Germ *g, size_t i, State s, slong p)
{
	bool was = g->ties;

	g->ties = false,
	g->fact[i].br = (signed char)(s == FAR ? farchoice(g, i) : choice(g, i, p));
	if (!g->fact[i].br && p > 1000 && hulled(g, i)) g->fact[i].br = BLURRED;
	g->fact[i].tied = g->ties, g->ties |= was;
}
