/* mixed.c -- derivatives along two directions, and values. */
#include "engines/reference/sides.h"
#include <math.h>

void mixedly(Germ *g, long want, Proof *r)
{
	Id out = g->code->out[0];

	blank(r, SMOOTH);
	if (!(g->fact[out].touch & BOTHMOVE)) {
		arb_zero(r->d);
		r->structural = true;
	} else if (!enclose(g, out, 0, false, 0, want, TINY - g->shift[0] - g->shift[1], r->d,
			   NULL)) {
		openly(r, g);
		return;
	}
	arb_mul_2exp_si(r->d, r->d, -g->shift[0] - g->shift[1]);
	if (arb_contains_zero(r->d)) r->class = ZERO;
}

/* ties that only v moves: on each side of t = 0 f(x + t v + s w) is one germ, and their derivatives
 * along w agree at t = 0 */
static void sidesmixed(Germ *g, long want, bool across, Proof *r)
{
	Side s[2];
	Proof of[2];

	for (int k = 0; k < 2; k++) {
		s[k] = sided(g, k ? 1 : -1);
		met(&s[k], g);
		initproof(&of[k]);
		if (s[k].there == THERE && s[k].through && (across || !s[k].g->bitie))
			mixedly(s[k].g, want, &of[k]);
		else openly(&of[k], s[k].g);
		if (!k) arb_neg(of[k].d, of[k].d);
		s[k].known[0] = of[k].class != UNDECIDED;
		arb_set(s[k].d[0], of[k].d);
	}
	if (s[0].apart || s[1].apart)
		blank(r, NOWHERE);
	else if (!combined(s, 0, want > TINY, r) && want < TINY) {
		for (int k = 0; k < 2; k++) freeside(&s[k]), clearproof(&of[k]);
		sidesmixed(g, TINY + 60, across, r);
		return;
	}
	for (int k = 0; k < 2; k++) freeside(&s[k]), clearproof(&of[k]);
}

/* ---- a border that both directions leave --------------------------------------------------- */

typedef struct { Id a, b; bool two, any; } Border;     /* where a, or a - b, is 0 */

/* all ties look at one thing, and only at its sign */
static bool oneborder(const Germ *g, Id out, Border *u)
{
	*u = (Border){ .any = false };
	for (size_t i = 0; i <= out; i++) {
		const Step *s = &g->code->s[i];
		Choice c = g->fact[i].tied ? kinds[s->op]->choice : SURE;
		bool two = c == ORDER;

		if (!g->fact[i].tied) continue;
		if (c != SIGN && !two) return false;
		if (!u->any) *u = (Border){ s->x[0], two ? s->x[1] : 0, two, true };
		else if (u->two != two ||
			!((s->x[0] == u->a && (!two || s->x[1] == u->b)) ||
				(two && s->x[0] == u->b && s->x[1] == u->a)))
			return false;
	}
	return u->any;
}

/* it moves to the first order */
static bool leaves(Germ *g, const Border *u)
{
	Side s = sided(g, 1);
	arb_t D;
	int n = 0, sign;

	arb_init(D);
	sign = s.g->N == 1 ? leading(s.g, u->a, u->b, u->two, 4, &n, D) : UNKNOWN;
	arb_clear(D);
	freeside(&s);
	return (sign == POS || sign == NEG) && n == 1;
}

/* A border u = 0 that both v and w leave to the first order.  Beside it, at x + t v, f along w is
 * one piece; at x it is one on each side of w, and where it has a derivative there, this is that of
 * both pieces: so d/dt of the derivative along w is, from each side, that of the piece there. */
static bool acrossborder(Prover *p, size_t o, Germ *g, Germ *h, long want, Proof *r)
{
	Id out = g->code->out[0];
	Proof first;
	Border u;
	bool smooth, none;

	if (g->ends || !oneborder(g, out, &u) || !leaves(g, &u) || !leaves(h, &u)) return false;
	initproof(&first);
	prove(p, o, g->x, g->w, 8, &first, NULL);
	smooth = first.class == SMOOTH || first.class == ZERO || first.class == JOIN;
	none = first.class == KINK || first.class == JUMP || first.class == NOWHERE;
	clearproof(&first);
	if (smooth) sidesmixed(g, want, true, r);
	else if (none) blank(r, NOWHERE);
	return smooth || none;
}

static bool mixedproof(Prover *p, size_t o, const Code *c, const double *x, const double *v,
	const double *w, long want, Proof *r)
{
	Germ *g = newgerm(c, x, v, w, NULL, 0, 1);
	Id out = c->out[0];
	bool ends;

	branches(g, out);
	if (g->state[HERE][out] == OUTSIDE) blank(r, NOWHERE);
	else if (g->state[HERE][out] != KNOWN) openly(r, g);
	else if (!g->ties) mixedly(g, want, r);
	else if (!g->bitie) sidesmixed(g, want, false, r);
	else {
		Germ *h = newgerm(c, x, w, v, NULL, 0, 1);     /* the other way round */

		branches(h, out);
		if (!h->bitie) sidesmixed(h, want, false, r);
		else if (!acrossborder(p, o, g, h, want, r)) {
			blank(r, UNDECIDED);
			snprintf(r->why, sizeof r->why,
				"both directions leave a border of two branches");
		}
		freegerm(h);
	}
	r->bits = g->herep;
	ends = g->ends;
	freegerm(g);
	return !ends || r->class != UNDECIDED;
}

/* a join of pieces that only stand against overflow is none */
static void joinless(Prover *p, size_t o, const double *x, const double *v, const double *w,
	long want, Proof *r)
{
	Proof one;
	Code *c;

	if (r->class != JOIN || !ended(p)->smoother) return;
	initproof(&one);
	c = cone(ended(p), o);
	mixedproof(p, o, c, x, v, w, want, &one);
	if (one.class == SMOOTH || one.class == ZERO) {
		Proof was = *r;

		*r = one, one = was;
	}
	freecode(c);
	clearproof(&one);
}

void provemixed(Prover *p, size_t o, const double *x, const double *v, const double *w, long want,
	Proof *r)
{
	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = mixedproof(p, o, c, x, v, w, want, r);

		freecode(c);
		if (answered(p, done, r)) break;
	}
	joinless(p, o, x, v, w, want, r);
}

static bool mixedvalue(const Code *c, const double *x, const double *v, long want, Proof *r)
{
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Id out = c->out[0];
	arb_ptr y = RE(g->val[HERE] + out);
	bool ends;

	blank(r, UNDECIDED);
	branches(g, out);
	for (slong q = want + 64; g->state[HERE][out] == KNOWN && q <= MOSTPREC && affordable(g, q);
		q *= 2) {
		bool small = arb_contains_zero(y) && log2mag(y) < -TINY;

		if (small || arb_rel_accuracy_bits(y) >= want) break;
		rungerm(g, HERE, out, 0, q);
		g->herep = q;
	}
	r->bits = g->herep;
	if (g->state[HERE][out] == OUTSIDE) blank(r, NOWHERE);
	else if (g->state[HERE][out] == KNOWN &&
		(arb_rel_accuracy_bits(y) >= want || log2mag(y) < -TINY)) {
		r->class = arb_contains_zero(y) ? ZERO : SMOOTH;
		arb_set(r->d, y);
	} else
		openly(r, g);
	ends = g->ends;
	freegerm(g);
	return !ends || r->class != UNDECIDED;
}

void provevalue(Prover *p, size_t o, const double *x, long want, Proof *r)
{
	double *v = alloc(p->code[0]->nin, sizeof *v);

	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = mixedvalue(c, x, v, want, r);

		freecode(c);
		if (answered(p, done, r)) break;
	}
	release(v);
}
