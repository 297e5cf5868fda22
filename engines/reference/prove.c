/* prove.c -- verdicts: from the germs of both sides to the class of a derivative. */
#include "engines/reference/sides.h"
#include <math.h>

Prover *newprover(const List *l)
{
	Prover *p = alloc(1, sizeof *p);

	*p = (Prover){ l, { newcode(l, false) } };
	return p;
}

void freeprover(Prover *p)
{
	if (!p)
		return;
	freecode(p->code[0]);
	freecode(p->code[1]);
	release(p);
}

void initproof(Proof *r)
{
	*r = (Proof){ .class = UNDECIDED };
	arb_init(r->d), arb_init(r->side[0]), arb_init(r->side[1]);
}

void clearproof(Proof *r) { arb_clear(r->d), arb_clear(r->side[0]), arb_clear(r->side[1]); }

void blank(Proof *r, Class class)
{
	r->class = class;
	r->structural = false;
	arb_indeterminate(r->d), arb_indeterminate(r->side[0]), arb_indeterminate(r->side[1]);
}

const Code *ended(Prover *p)
{
	if (!p->code[1]) p->code[1] = newcode(p->list, true);
	return p->code[1];
}

/* ---- reasons ------------------------------------------------------------------------------ */

/* an argument that no precision here tells from one a whole turn away */
static bool toolarge(const Germ *g, size_t i, char *why, size_t n)
{
	const Step *s = &g->code->s[i];
	const Kind *k = kinds[s->op];
	Id a = k && s->nargs ? domained(s) : s->x[0];
	double e;

	if (k && g->state[HERE][a] == FAR && (g->state[HERE][i] == VAGUE || g->fact[i].touch)) {
		snprintf(why, n, "the argument of %s is beyond 2^(2^62)", opname(s->op));
		return true;
	}
	if (!k || (k->cost <= 1 && k->choice != WHOLE) || g->state[HERE][a] != KNOWN ||
		(e = log2mag(RE(g->val[HERE] + a))) < MOSTPREC)
		return false;
	snprintf(why, n,
		"the argument of %s is about 2^%.3g, of more bits than the %d that are tried",
		opname(s->op), e, MOSTPREC);
	return true;
}

static void reason(const Germ *g, char *why, size_t n)
{
	const Code *c = g->code;

	if (*g->why) {
		snprintf(why, n, "%s", g->why);
		return;
	}
	if (g->state[HERE][g->top] == FAR) {
		snprintf(why, n, "the value is beyond 2^(2^62)");
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (g->state[HERE][i] == VAGUE) {
			if (g->side && c->s[i].nargs == 1 &&
				acb_is_zero(g->val[HERE] + c->s[i].x[0]))
				snprintf(why, n,
					"%s is not analytic beside 0, which its argument is",
					opname(c->s[i].op));
			else if (!toolarge(g, i, why, n))
				snprintf(why, n,
					g->fact[i].br || !g->side
						? "the value of %s is not certain"
						: "%s is not analytic beside its value",
					opname(c->s[i].op));
			return;
		}
	for (size_t i = 0; i < c->n && g->state[DISC]; i++)
		if (c->s[i].nargs && g->fact[i].touch && g->state[DISC][i] == VAGUE) {
			if (!toolarge(g, i, why, n))
				snprintf(why, n, "there is no disc where %s is analytic",
					opname(c->s[i].op));
			return;
		}
	/* its value has bounds, and no digits */
	for (size_t i = 0; i < c->n; i++)
		if (c->s[i].nargs && toolarge(g, i, why, n)) return;
	snprintf(why, n, "%d bits are not enough", MOSTPREC);
}

void openly(Proof *r, const Germ *g)
{
	blank(r, UNDECIDED);
	reason(g, r->why, sizeof r->why);
}

/* ---- both sides ---------------------------------------------------------------------------- */

static void nosecond(const Proof *first, Proof *second)
{
	if (first->class == KINK || first->class == JUMP || first->class == VERTICAL ||
		first->class == NOWHERE)
		blank(second, NOWHERE);
	else if (first->class == UNDECIDED) {
		blank(second, UNDECIDED);
		snprintf(second->why, sizeof second->why, "%s", first->why);
	}
}

static bool atties(Side s[2], long want, Proof *first, Proof *second)
{
	bool close = want > TINY, done = true;

	if (s[0].apart || s[1].apart) {
		blank(first, JUMP);
		return true;
	}
	for (int k = 0; k < 2; k++) {
		if (s[k].there == ABSENT) continue;
		if (s[k].there == LOST || !s[k].through) {
			openly(first, s[k].g);
			if (s[k].there == THERE)
				snprintf(first->why, sizeof first->why,
					"a side meets the value, but not for certain");
			return true;
		}
		derivatives(&s[k], k ? 1 : -1, want, second != NULL);
	}
	done = combined(s, 0, close, first);
	if (second) done &= combined(s, 1, close, second);
	return done;
}

void twosided(Side s[2], long want, Proof *first, Proof *second)
{
	slong p = s[1].g->herep > s[0].g->herep ? s[1].g->herep : s[0].g->herep;

	/* a kink of 2^-300: as close as a zero is asked to be */
	if (!atties(s, want, first, second) && want < TINY)
		atties(s, TINY + 60, first, second);
	first->bits = p;
	if (second) second->bits = p;
}

void smoothly(Germ *g, long want, Proof *first, Proof *second)
{
	Side s = { .g = g };
	Proof *r[2] = { first, second };

	arb_init(s.d[0]), arb_init(s.d[1]);
	derivatives(&s, 1, want, second != NULL);
	for (int n = 0; n < 2 && r[n]; n++) {
		blank(r[n], SMOOTH);
		if (!s.known[n]) openly(r[n], g);
		else {
			arb_set(r[n]->d, s.d[n]);
			r[n]->structural = arb_is_zero(s.d[n]);
			if (arb_contains_zero(s.d[n])) r[n]->class = ZERO;
		}
		r[n]->bits = g->herep;
	}
	arb_clear(s.d[0]), arb_clear(s.d[1]);
}

bool answered(Prover *p, bool done, const Proof *r)
{
	return done && (r->class != UNDECIDED || !ended(p)->smoother);
}

/* ---- a direction --------------------------------------------------------------------------- */

/* false: at the end of a domain, where other code would tell more */
static bool settled(const Code *c, const double *x, const double *v, long want, Proof *first,
	Proof *second)
{
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Side s[2];
	bool ends;

	blank(first, UNDECIDED);
	branches(g, c->out[0]);
	ends = g->ends;
	if (g->state[HERE][c->out[0]] == OUTSIDE) blank(first, NOWHERE);
	else if (g->state[HERE][c->out[0]] != KNOWN) openly(first, g);
	else if (!g->ties) smoothly(g, want, first, second);
	else {
		for (int k = 0; k < 2; k++) {
			s[k] = sided(g, k ? 1 : -1);
			met(&s[k], g);
			ends |= s[k].g->ends;
		}
		twosided(s, want, first, second);
		freeside(&s[0]), freeside(&s[1]);
	}
	if (first->bits < g->herep) first->bits = g->herep;
	if (second) nosecond(first, second);
	freegerm(g);
	return !ends || first->class != UNDECIDED;
}

Code *codeof(Prover *p, size_t o, bool ends) { return cone(ends ? ended(p) : p->code[0], o); }

/* a join of pieces that only stand against overflow is none */
static void joinless(Prover *p, size_t o, const double *x, const double *v, long want,
	Proof *first, Proof *second)
{
	Proof one, two, *other = second ? &two : NULL;
	Code *c;

	if (first->class != JOIN || !ended(p)->smoother) return;
	initproof(&one), initproof(&two);
	c = cone(ended(p), o);
	settled(c, x, v, want, &one, other);
	if (one.class == SMOOTH || one.class == ZERO) {
		Proof was = *first;

		*first = one, one = was;
		if (second) was = *second, *second = two, two = was;
	}
	freecode(c);
	clearproof(&one), clearproof(&two);
}

void prove(Prover *p, size_t o, const double *x, const double *v, long want, Proof *first,
	Proof *second)
{
	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = settled(c, x, v, want, first, second);

		freecode(c);
		if (answered(p, done, first)) break;
	}
	joinless(p, o, x, v, want, first, second);
}

/* ---- functions that are another list on each side ------------------------------------------ */

/* a truth value at t = 0, and constant near it */
static bool says(const Germ *g, Id out, bool so)
{
	if (g->state[HERE][out] != KNOWN || g->fact[out].deg)
		return false;
	return so ? !acb_contains_zero(g->val[HERE] + out) : acb_is_zero(g->val[HERE] + out);
}

static bool itself(Prover *p, size_t o, const double *x, const double *v, int side, bool so)
{
	Code *c = cone(p->code[0], o);
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Id out = c->out[0];
	Side s = { 0 };
	bool yes;

	branches(g, out);
	if (side && g->ties) s = sided(g, side);
	yes = (side || !g->ties) && says(s.g ? s.g : g, out, so);
	if (s.g) freeside(&s);
	freegerm(g);
	freecode(c);
	return yes;
}

/* marks what a border is looked at for, directly or not */
static char *bordering(const Germ *g)
{
	const Code *c = g->code;
	char *mark = alloc(c->n, 1);

	for (size_t i = 0; i <= g->top; i++) {
		mark[i] = g->fact[i].tied;
		for (unsigned k = 0; k < c->s[i].nargs; k++) mark[i] |= mark[c->s[i].x[k]];
	}
	return mark;
}

/* all of them from one germ; one by one only those that it leaves open */
bool holding(Prover *p, size_t o, size_t n, const double *x, const double *v, int side,
	const bool *so)
{
	const Code *c = p->code[0];
	double *still = v ? NULL : alloc(c->nin, sizeof *still);
	Id top = 0;
	bool all = true;
	char *mark;
	Germ *g;

	if (!n) {
		release(still);
		return true;
	}
	for (size_t k = 0; k < n; k++)
		if (c->out[o + k] > top) top = c->out[o + k];
	g = newgerm(c, x, v ? v : still, NULL, NULL, 0, 1);
	branches(g, top);
	mark = bordering(g);
	for (size_t k = 0; k < n && all; k++) {
		Id out = c->out[o + k];

		all = (says(g, out, so[k]) && (!mark[out] || !v)) ||
			itself(p, o + k, x, v ? v : still, side, so[k]);
	}
	release(mark);
	freegerm(g);
	release(still);
	return all;
}

void provesides(Prover *at, Prover *left, Prover *right, size_t o, const double *x, const double *v,
	long want, Proof *first, Proof *second)
{
	Code *c[3] = { cone(left->code[0], o), cone(right->code[0], o), cone(at->code[0], o) };
	Germ *g[3];
	Side s[2];

	for (int k = 0; k < 3; k++)
		g[k] = newgerm(c[k], x, v, NULL, NULL, 0, 1), branches(g[k], c[k]->out[0]);
	if (g[2]->state[HERE][c[2]->out[0]] != KNOWN) {
		blank(first, g[2]->state[HERE][c[2]->out[0]] == OUTSIDE ? NOWHERE : UNDECIDED);
		if (first->class == UNDECIDED) openly(first, g[2]);
	} else {
		for (int k = 0; k < 2; k++) {
			s[k] = sided(g[k], k ? 1 : -1);
			met(&s[k], g[2]);
		}
		twosided(s, want, first, second);
		freeside(&s[0]), freeside(&s[1]);
	}
	if (second) nosecond(first, second);
	for (int k = 0; k < 3; k++) freegerm(g[k]), freecode(c[k]);
}
