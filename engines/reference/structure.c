/* structure.c -- what is exactly so: degree and order in t, what moves, and whether a germ goes
 * through the value at 0.
 *
 * A derivative is exactly 0 only by these, never by cancellation.  Parity is not among them: it is
 * false through abs and sqrt(t^2).
 */
#include "engines/reference/germ.h"
#include <math.h>
#include <stdlib.h>

/* the degree up to which a sum is tried for 0; so many of them in one run, for each runs all that
 * it is made of */
enum { CANCELLING = 4, TRIED = 32 };

static bool vanishes(const Germ *g, Id a) { return acb_is_zero(g->val[HERE] + a); }
static int lesser(int a, int b)  { return a < b ? a : b; }
static int greater(int a, int b) { return a > b ? a : b; }

static bool constantof(const Germ *g, Id a, double *c)
{
	const Step *s = &g->code->s[a];

	*c = s->c;
	return s->op == O_const;
}

/* ---- degree and order ------------------------------------------------------------------ */

Id chosen(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	int br = g->fact[i].br;

	switch (s->op) {
	case O_max:   return s->x[br == NEG];
	case O_min:   return s->x[br == POS];
	case O_where: return s->x[br == NIL ? 2 : 1];
	default:      return s->x[0];
	}
}

/* a constant 0 times anything that has a value, to a positive power, or seen from the right half
 * plane */
static bool naught(const Germ *g, const Step *s)
{
	Rule r = kinds[s->op]->rule;
	bool a = !g->fact[s->x[0]].deg && vanishes(g, s->x[0]),
	     b = s->nargs > 1 && !g->fact[s->x[1]].deg && vanishes(g, s->x[1]);

	if (a && s->op == O_atan2)
		return g->fact[s - g->code->s].br == POS;
	return (r == PRODUCT && (a || b)) || (r == QUOTIENT && a) ||
		(r == RAISED &&
			(b ||
				(a &&
					(g->fact[s - g->code->s].br == NIL ||
						arb_is_positive(RE(g->val[HERE] + s->x[1]))))));
}

/* a constant that is not 0 */
static bool factor(const Germ *g, Id a)
{
	return !g->fact[a].deg && g->state[HERE][a] == KNOWN &&
		!acb_contains_zero(g->val[HERE] + a);
}

enum { DEEP = 6 };                         /* steps that a monomial is looked for in */

/* a is a constant times b^n; the b of several factors must be one */
typedef struct { Id b; int n; } Monomial;

static Monomial monomial(const Germ *g, Id a, int deep)
{
	const Step *s = &g->code->s[a];
	Rule r = kinds[s->op] ? kinds[s->op]->rule : ANY;
	Monomial l, m;
	double c;

	if (!deep--) return (Monomial){ a, 1 };
	if (s->op == O_neg || (s->op == O_abs && abs(g->fact[a].br) == POS))
		return monomial(g, s->x[0], deep);
	if (r == CHOSEN && g->fact[a].br && g->fact[a].br != BLURRED)
		return monomial(g, chosen(g, a), deep);
	if (s->op == O_sqr || s->op == O_recip) {
		l = monomial(g, s->x[0], deep);
		return (Monomial){ l.b, s->op == O_sqr ? 2 * l.n : -l.n };
	}
	if (s->op == O_pow && constantof(g, s->x[1], &c) && c == floor(c) && fabs(c) < 16) {
		l = monomial(g, s->x[0], deep);
		return (Monomial){ l.b, (int)c * l.n };
	}
	if (r == SUM)                          /* u + 0 */
		for (int k = 0; k < 2; k++)
			if (!g->fact[s->x[k]].deg && vanishes(g, s->x[k]))
				return monomial(g, s->x[!k], deep);
	if ((r != PRODUCT && r != QUOTIENT) || s->nargs < 2) return (Monomial){ a, 1 };
	if (factor(g, s->x[1])) return monomial(g, s->x[0], deep);
	m = monomial(g, s->x[1], deep);
	if (r == QUOTIENT) m.n = -m.n;
	if (factor(g, s->x[0])) return m;
	l = monomial(g, s->x[0], deep);
	return l.b == m.b ? (Monomial){ l.b, l.n + m.n } : (Monomial){ a, 1 };
}

/* of a product or quotient that is a power of something of that degree; MANY: it is not */
static int monomialdegree(const Germ *g, size_t i, int deep)
{
	Monomial m = monomial(g, (Id)i, deep);

	return m.b == i || m.n < 0 ? MANY : lesser(MANY, m.n * g->fact[m.b].deg);
}

static int degree(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	int a = g->fact[s->x[0]].deg, b = s->nargs > 1 ? g->fact[s->x[1]].deg : 0;
	bool same = s->nargs > 1 && s->x[0] == s->x[1];
	double c;

	if (naught(g, s))
		return 0;
	switch (kinds[s->op]->rule) {
	case LINEAR: case SAME: return a;
	case SUM:      return s->op == O_sub && same ? 0 : greater(a, b);
	case SQUARE:   return 2 * a;
	case PRODUCT:  return a + b < MANY || !a || !b ? a + b : monomialdegree(g, i, DEEP / 2);
	case QUOTIENT: return same ? 0 : b ? monomialdegree(g, i, DEEP) : a;
	case RAISED:
		if (!a && isexactly(g->val[HERE] + s->x[0], 1)) return 0;
		if (constantof(g, s->x[1], &c) && c >= 0 && c == floor(c) && c < MANY)
			return lesser(MANY, a * (int)c);
		break;
	case CHOSEN:   return g->fact[chosen(g, i)].deg;
	case STEP:     return 0;
	default:       break;
	}
	for (unsigned k = 2; k < s->nargs; k++) b = greater(b, g->fact[s->x[k]].deg);
	return greater(a, b) ? MANY : 0;
}

/* u lies where the function is even about it */
static bool symmetric(Even e, const acb_t u)
{
	arb_t t;
	bool yes;

	if (e == NEVER || e == ATORIGIN)
		return e == ATORIGIN && acb_is_zero(u);
	arb_init(t);
	arb_mul_2exp_si(t, RE(u), e == HALVES);
	yes = arb_is_int(t);
	if (yes && e == HALVES) yes = !arb_is_int(RE(u));
	arb_clear(t);
	return yes;
}

static int order(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	int a = g->fact[s->x[0]].ord, b = s->nargs > 1 ? g->fact[s->x[1]].ord : MANY;
	bool za = vanishes(g, s->x[0]), zb = s->nargs > 1 && vanishes(g, s->x[1]);
	double c;

	switch (kinds[s->op]->rule) {
	/* where a factor is exactly 0, the other's change counts less */
	case PRODUCT:
		return za && zb ? a + b : za ? a : zb ? b : lesser(a, b);
	case QUOTIENT:
		if (g->fact[i].br == SPECIAL) return 1;
		return za ? a : lesser(a, b);
	case RAISED:
		if (za && constantof(g, s->x[1], &c) && c > 0) return (int)fmin(MANY, c * a);
		return lesser(a, b);
	case CHOSEN:
		return g->fact[chosen(g, i)].ord;
	default:
		if (symmetric(kinds[s->op]->even, g->val[HERE] + s->x[0])) return 2 * a;
		if (za && s->op == O_sqrt) return a / 2;
		if (za && s->op == O_cbrt) return a / 3;
		for (unsigned k = 2; k < s->nargs; k++) b = lesser(b, g->fact[s->x[k]].ord);
		return lesser(a, b);
	}
}

/* ---- what moves ---------------------------------------------------------------------------- */

bool anyway(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	bool all = true;

	for (unsigned k = 0; k < s->nargs; k++)
		all &= !g->fact[s->x[k]].deg && g->state[HERE][s->x[k]] == KNOWN;
	return all;
}

static char touch(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	char t = 0;

	if (!g->fact[i].deg)
		return 0;
	switch (kinds[s->op]->rule) {
	case CHOSEN: return g->fact[chosen(g, i)].touch;
	case LINEAR: case SAME: case SUM:
		for (unsigned k = 0; k < s->nargs; k++) t |= g->fact[s->x[k]].touch;
		return t;
	default:
		for (unsigned k = 0; k < s->nargs; k++) t |= g->fact[s->x[k]].touch;
		return (char)((t & 3) == 3 ? t | BOTHMOVE : t);
	}
}

/* ---- whether the germ goes through the value at 0 ------------------------------------------ */

static bool through(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	const Germ *m = g->middle;
	acb_srcptr here = g->val[HERE] + i, there;
	bool all = true;

	if (!m)
		return true;
	there = m->val[HERE] + i;
	/* two equal numbers; along w too they must stay equal */
	if (g->state[HERE][i] == KNOWN && m->state[HERE][i] == KNOWN && arb_is_exact(RE(here)) &&
		acb_equal(here, there) && !((g->fact[i].touch | m->fact[i].touch) & WMOVES))
		return true;
	/* constants on this side and around it, and the same: so is what is made of them */
	for (unsigned k = 0; k < s->nargs; k++)
		all &= !g->fact[s->x[k]].deg && !m->fact[s->x[k]].deg && g->fact[s->x[k]].through;
	if (all)
		return true;
	all = true;
	if (FAULT(4,
		    kinds[s->op]->rule == STEP ||
			    (kinds[s->op]->choice == RATIO && g->fact[i].br == SPECIAL),
		    false))
		return false;
	/* at (0, 0), below the cut */
	if (s->op == O_atan2 && (g->fact[i].reduced || g->fact[i].br != m->fact[i].br))
		return false;
	if (s->op == O_pow && g->fact[i].br == NIL)
		return false;
	if (s->op == O_where)
		return g->fact[s->x[chosen(g, i) == s->x[2] ? 2 : 1]].through &&
			g->fact[s->x[0]].through &&
			(g->fact[i].br == NIL) == (m->fact[i].br == NIL);
	for (unsigned k = 0; k < s->nargs; k++) all &= g->fact[s->x[k]].through;
	return all;
}

/* x - x 1: a polynomial that is 0 at t = 0 and all of whose coefficients are */
static bool cancels(Germ *g, size_t i)
{
	int op = g->code->s[i].op, n, deg = g->fact[i].deg;
	arb_t D;
	bool yes;

	if ((op != O_add && op != O_sub) || g->state[HERE][i] != KNOWN || !deg ||
		deg > CANCELLING || !g->settling || !vanishes(g, (Id)i) || g->w ||
		g->tries++ >= TRIED)
		return false;
	arb_init(D);
	g->fact[i].touch = touch(g, i);
	g->fact[i].ord = 1;
	yes = leading(g, (Id)i, 0, false, 4, &n, D) == NIL;
	arb_clear(D);
	return yes;
}

void structure(Germ *g, size_t i)
{
	Fact *f = &g->fact[i];
	int o;

	if (g->code->s[i].nargs == 0) {        /* a constant */
		*f = (Fact){ .br = POS, .through = true, .ord = MANY };
		return;
	}
	f->deg = (short)lesser(degree(g, i), MANY);
	if (cancels(g, i)) f->deg = 0;
	o = f->deg ? order(g, i) : MANY;
	f->ord = (short)(o < 1 ? 1 : lesser(o, MANY));
	f->touch = touch(g, i);
	f->through = through(g, i);
}
