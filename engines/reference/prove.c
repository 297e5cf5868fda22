/* prove.c -- verdicts: from the germs of both sides to the class of a derivative. */
#include "engines/reference/prove.h"
#include "engines/reference/germ.h"
#include <math.h>
#include <stdlib.h>

struct Prover { const List *list; Code *code[2]; };       /* the second with the ends of domains lowered, once asked for */

typedef enum { ABSENT, THERE, LOST } Presence;     /* outside the domain; a germ; not known */

typedef struct {                           /* what one side says */
	Germ *g;
	Presence there;
	bool apart, through;               /* its limit is certainly not the value at 0; certainly is */
	bool known[2];                     /* of the first and second derivative */
	arb_t d[2];                        /* infinite: steep */
} Side;

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

static void blank(Proof *r, Class class)
{
	r->class = class;
	r->structural = false;
	arb_indeterminate(r->d), arb_indeterminate(r->side[0]), arb_indeterminate(r->side[1]);
}

/* ---- reasons ------------------------------------------------------------------------------ */

static void reason(const Germ *g, char *why, size_t n)
{
	const Code *c = g->code;

	if (*g->why) {
		snprintf(why, n, "%s", g->why);
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		if (g->state[HERE][i] == VAGUE) {
			snprintf(why, n, g->fact[i].br || !g->side ? "the value of %s is not certain" : "%s is not analytic beside its value",
			         opname(c->s[i].op));
			return;
		}
	for (size_t i = 0; i < c->n; i++)
		if (g->fact[i].touch && g->state[DISC][i] == VAGUE) {
			snprintf(why, n, "there is no disc where %s is analytic", opname(c->s[i].op));
			return;
		}
	snprintf(why, n, "%d bits are not enough", MOSTPREC);
}

static void open_(Proof *r, const Germ *g)
{
	blank(r, UNDECIDED);
	reason(g, r->why, sizeof r->why);
}

/* ---- derivatives of one germ ------------------------------------------------------------------ */

/* the order is that of an analytic germ: acos(1 - t^2) vanishes to the first only */
static int orderof(Germ *g, Id out)
{
	slong e;
	mag_t M;

	if (g->fact[out].ord > 1 && g->fact[out].deg == MANY) {
		mag_init(M);
		if (!disc(g, out, 0, false, &e, M)) g->fact[out].ord = 1;
		mag_clear(M);
	}
	return g->fact[out].ord;
}

static void infinite(arb_t d, int sign)
{
	if (sign > 0) arb_pos_inf(d);
	else          arb_neg_inf(d);
}

/* the coefficient of s^n, n = k N the first one asked for: +-inf where an earlier one is not 0; false: not known */
static bool taylor(Germ *g, Id out, int from, int n, long want, arb_t d)
{
	int order = orderof(g, out), degree = g->fact[out].deg;

	for (int k = order > from ? order : from; k < n && k <= degree; k++) {
		if (!enclose(g, out, 0, false, k, 8, TINY, d, NULL) || (arb_contains_zero(d) && !arb_is_zero(d)))
			return false;
		if (arb_is_zero(d)) continue;
		infinite(d, arb_is_positive(d) ? 1 : -1);
		return true;
	}
	if (order > n || degree < n) {
		arb_zero(d);
		return true;
	}
	return enclose(g, out, 0, false, n, want, TINY, d, NULL);
}

/* d/dt and d2/dt2, t = side s^N: g = a0 + aN s^N + ... + a2N s^2N */
static void derivatives(Side *s, int side, long want, bool second)
{
	Germ *g = s->g;
	Id out = g->code->out[0];
	int N = g->N;
	arb_t f;

	arb_init(f);
	s->known[0] = taylor(g, out, 1, N, want, s->d[0]);
	if (s->known[0] && arb_is_finite(s->d[0])) {
		arb_fac_ui(f, (ulong)N, MOSTPREC);
		arb_div(s->d[0], s->d[0], f, MOSTPREC);
	}
	if (side < 0) arb_neg(s->d[0], s->d[0]);
	s->known[1] = second && s->known[0] && arb_is_finite(s->d[0]) && taylor(g, out, N + 1, 2 * N, want, s->d[1]);
	if (s->known[1] && arb_is_finite(s->d[1])) {
		arb_fac_ui(f, (ulong)(2 * N), MOSTPREC);
		arb_div(s->d[1], s->d[1], f, MOSTPREC);
		arb_mul_2exp_si(s->d[1], s->d[1], 1);
	}
	arb_clear(f);
}

/* ---- one side ------------------------------------------------------------------------------------ */

/* limit and value closer than 2^-TINY: at a removable singularity nothing says more */
static bool meets(Germ *g, Germ *middle, bool *apart)
{
	Id out = g->code->out[0], own = middle->code->out[0];
	bool close = false;
	arb_t t;

	arb_init(t);
	for (slong p = 2048; p <= MOSTDISC && !close && affordable(g, p); p *= 2) {
		rungerm(g, HERE, out, 0, p);
		rungerm(middle, HERE, own, 0, p);
		if (g->state[HERE][out] != KNOWN || middle->state[HERE][own] != KNOWN) break;
		arb_sub(t, RE(g->val[HERE] + out), RE(middle->val[HERE] + own), p);
		if (!arb_contains_zero(t)) {
			*apart = true;
			break;
		}
		close = log2mag(t) < -TINY;
	}
	arb_clear(t);
	return close;
}

/* N grows until every root at 0 has a germ in s */
static Side sided(Germ *middle, int side)
{
	const Code *c = middle->code;
	Id out = c->out[0];
	Side s = { .g = newgerm(c, middle->x, middle->v, middle->w, middle, side, 1) };

	while (!branches(s.g, out) && s.g->roots > s.g->N && s.g->roots <= MOSTORDER && !middle->w) {
		int N = s.g->roots;

		freegerm(s.g);
		s.g = newgerm(c, middle->x, middle->v, NULL, middle, side, N);
	}
	arb_init(s.d[0]), arb_init(s.d[1]);
	s.there = s.g->state[HERE][out] == OUTSIDE ? ABSENT : s.g->state[HERE][out] == KNOWN ? THERE : LOST;
	return s;
}

/* whether its limit is the value, that of the germ middle */
static void met(Side *s, Germ *middle)
{
	Id out = s->g->code->out[0];
	acb_srcptr y = s->g->val[HERE] + out, f = middle->val[HERE] + middle->code->out[0];

	if (s->there != THERE)
		return;
	s->apart = !acb_overlaps(y, f);
	if (s->apart)
		return;
	s->through = s->g->middle == middle ? s->g->fact[out].through : arb_is_exact(RE(y)) && acb_equal(y, f);
	if (!s->through && !s->g->w) s->through = meets(s->g, middle, &s->apart);
}

static void freeside(Side *s)
{
	arb_clear(s->d[0]), arb_clear(s->d[1]);
	freegerm(s->g);
}

/* marks what the value of instruction i comes from, the branches being what they are */
static void sources(const Germ *g, size_t i, char *mark)
{
	const Step *s = &g->code->s[i];
	int br = g->fact[i].br;
	const Kind *k = kinds[s->op];

	if (!s->nargs || k->rule == STEP)
		return;
	if (k->rule != CHOSEN)
		for (unsigned j = 0; j < s->nargs; j++) mark[s->x[j]] = 1;
	else if (s->op == O_where)
		mark[s->x[br == NIL ? 2 : 1]] = 1;
	else
		mark[s->x[br == (s->op == O_max ? NEG : POS)]] = 1;
}

/* one germ on both sides: abs(x) looked at by a where that takes the same of the two; a root at 0 is another on each */
static bool alike(const Germ *a, const Germ *b)
{
	size_t n = a->code->n;
	char *mark = alloc(n, 1);
	bool same = a->code == b->code && a->N == b->N;

	mark[n - 1] = 1;
	for (size_t i = n; i-- > 0 && same; ) {
		if (!mark[i]) continue;
		same = kinds[a->code->s[i].op] && kinds[a->code->s[i].op]->rule == STEP
		     ? acb_equal(a->val[HERE] + i, b->val[HERE] + i) : a->fact[i].br == b->fact[i].br && abs(a->fact[i].br) != SPECIAL;
		sources(a, i, mark);
	}
	release(mark);
	return same;
}

/* ---- both sides ------------------------------------------------------------------------------------ */

static bool steep(const arb_t d) { return arf_is_inf(arb_midref(d)); }

/* n = 0: the first derivative, 1: the second; false: as close as was asked, and closer must be asked */
static bool combined(const Side s[2], int n, bool close, Proof *r)
{
	bool gone[2] = { s[0].there == ABSENT, s[1].there == ABSENT };

	blank(r, UNDECIDED);
	if (gone[0] && gone[1]) {
		r->class = NOWHERE;
		return true;
	}
	for (int k = 0; k < 2; k++) {
		if (gone[k]) continue;
		if (!s[k].known[n]) {
			open_(r, s[k].g);
			return true;
		}
		arb_set(r->side[k], s[k].d[n]);
	}
	if (steep(r->side[0]) || steep(r->side[1])) {
		r->class = VERTICAL;
		arb_set(r->d, r->side[steep(r->side[1])]);
	} else if (gone[0] || gone[1])
		r->class = ONESIDED;
	else if (!arb_overlaps(r->side[0], r->side[1]))
		r->class = KINK;
	else {
		bool same = alike(s[0].g, s[1].g), exact = arb_is_exact(r->side[0]) && arb_is_exact(r->side[1]);

		if (!close && !same && !exact)
			return false;
		arb_set(r->d, r->side[1]);
		r->class = arb_contains_zero(r->d) ? ZERO : same ? SMOOTH : JOIN;
		r->structural = exact && arb_is_zero(r->d);
	}
	return true;
}

static void nosecond(const Proof *first, Proof *second)
{
	if (first->class == KINK || first->class == JUMP || first->class == VERTICAL || first->class == NOWHERE)
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
			open_(first, s[k].g);
			if (s[k].there == THERE) snprintf(first->why, sizeof first->why, "a side meets the value, but not for certain");
			return true;
		}
		derivatives(&s[k], k ? 1 : -1, want, second != NULL);
	}
	done = combined(s, 0, close, first);
	if (second) done &= combined(s, 1, close, second);
	return done;
}

static void bothsides(Side s[2], long want, Proof *first, Proof *second)
{
	slong p = s[1].g->herep > s[0].g->herep ? s[1].g->herep : s[0].g->herep;

	if (!atties(s, want, first, second) && want < TINY)    /* a kink of 2^-300: as close as a zero is asked to be */
		atties(s, TINY + 60, first, second);
	first->bits = p;
	if (second) second->bits = p;
}

static void smooth(Germ *g, long want, Proof *first, Proof *second)
{
	Side s = { .g = g };
	Proof *r[2] = { first, second };

	arb_init(s.d[0]), arb_init(s.d[1]);
	derivatives(&s, 1, want, second != NULL);
	for (int n = 0; n < 2 && r[n]; n++) {
		blank(r[n], SMOOTH);
		if (!s.known[n]) open_(r[n], g);
		else {
			arb_set(r[n]->d, s.d[n]);
			r[n]->structural = arb_is_zero(s.d[n]);
			if (arb_contains_zero(s.d[n])) r[n]->class = ZERO;
		}
		r[n]->bits = g->herep;
	}
	arb_clear(s.d[0]), arb_clear(s.d[1]);
}

/* ---- a direction -------------------------------------------------------------------------------------- */

/* false: at the end of a domain, where other code would tell more */
static bool proved_(const Code *c, const double *x, const double *v, long want, Proof *first, Proof *second)
{
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Side s[2];
	bool ends;

	blank(first, UNDECIDED);
	branches(g, c->out[0]);
	ends = g->ends;
	if (g->state[HERE][c->out[0]] == OUTSIDE) blank(first, NOWHERE);
	else if (g->state[HERE][c->out[0]] == VAGUE) open_(first, g);
	else if (!g->ties) smooth(g, want, first, second);
	else {
		for (int k = 0; k < 2; k++) {
			s[k] = sided(g, k ? 1 : -1);
			met(&s[k], g);
			ends |= s[k].g->ends;
		}
		bothsides(s, want, first, second);
		freeside(&s[0]), freeside(&s[1]);
	}
	if (first->bits < g->herep) first->bits = g->herep;
	if (second) nosecond(first, second);
	freegerm(g);
	return !ends || first->class != UNDECIDED;
}

static const Code *ended(Prover *p)
{
	if (!p->code[1]) p->code[1] = newcode(p->list, true);
	return p->code[1];
}

Code *codeof(Prover *p, size_t o, bool ends) { return cone(ends ? ended(p) : p->code[0], o); }

void prove(Prover *p, size_t o, const double *x, const double *v, long want, Proof *first, Proof *second)
{
	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = proved_(c, x, v, want, first, second);

		freecode(c);
		if (done) return;
	}
}

/* ---- functions that are another list on each side ------------------------------------------------------ */

bool holding(Prover *p, size_t o, const double *x, const double *v, int side, bool so)
{
	Code *c = cone(p->code[0], o);
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Id out = c->out[0];
	Side s = { 0 };
	const Germ *of = g;
	bool yes;

	branches(g, out);
	if (side && g->ties) s = sided(g, side), of = s.g;
	yes = (side || !g->ties) && of->state[HERE][out] == KNOWN && !of->fact[out].deg &&
	      (so ? !acb_contains_zero(of->val[HERE] + out) : acb_is_zero(of->val[HERE] + out));
	if (s.g) freeside(&s);
	freegerm(g);
	freecode(c);
	return yes;
}

void provesides(Prover *at, Prover *left, Prover *right, size_t o, const double *x, const double *v, long want,
                Proof *first, Proof *second)
{
	Code *c[3] = { cone(left->code[0], o), cone(right->code[0], o), cone(at->code[0], o) };
	Germ *g[3];
	Side s[2];

	for (int k = 0; k < 3; k++) g[k] = newgerm(c[k], x, v, NULL, NULL, 0, 1), branches(g[k], c[k]->out[0]);
	if (g[2]->state[HERE][c[2]->out[0]] != KNOWN) {
		blank(first, g[2]->state[HERE][c[2]->out[0]] == OUTSIDE ? NOWHERE : UNDECIDED);
		if (first->class == UNDECIDED) open_(first, g[2]);
	} else {
		for (int k = 0; k < 2; k++) {
			s[k] = sided(g[k], k ? 1 : -1);
			met(&s[k], g[2]);
		}
		bothsides(s, want, first, second);
		freeside(&s[0]), freeside(&s[1]);
	}
	if (second) nosecond(first, second);
	for (int k = 0; k < 3; k++) freegerm(g[k]), freecode(c[k]);
}

/* ---- mixed, and values ------------------------------------------------------------------------------------ */

static void mixed(Germ *g, long want, Proof *r)
{
	Id out = g->code->out[0];

	blank(r, SMOOTH);
	if (!(g->fact[out].touch & BOTHMOVE)) {
		arb_zero(r->d);
		r->structural = true;
	} else if (!enclose(g, out, 0, false, 0, want, TINY - g->shift[0] - g->shift[1], r->d, NULL)) {
		open_(r, g);
		return;
	}
	arb_mul_2exp_si(r->d, r->d, -g->shift[0] - g->shift[1]);
	if (arb_contains_zero(r->d)) r->class = ZERO;
}

/* ties that only v moves: on each side of t = 0 f(x + t v + s w) is one germ, and their derivatives along w agree at t = 0 */
static void sidesmixed(Germ *g, long want, Proof *r)
{
	Side s[2];
	Proof of[2];

	for (int k = 0; k < 2; k++) {
		s[k] = sided(g, k ? 1 : -1);
		met(&s[k], g);
		initproof(&of[k]);
		if (s[k].there == THERE && s[k].through && !s[k].g->bitie) mixed(s[k].g, want, &of[k]);
		else open_(&of[k], s[k].g);
		if (!k) arb_neg(of[k].d, of[k].d);
		s[k].known[0] = of[k].class != UNDECIDED;
		arb_set(s[k].d[0], of[k].d);
	}
	if (s[0].apart || s[1].apart)
		blank(r, NOWHERE);
	else if (!combined(s, 0, want > TINY, r) && want < TINY) {
		for (int k = 0; k < 2; k++) freeside(&s[k]), clearproof(&of[k]);
		sidesmixed(g, TINY + 60, r);
		return;
	}
	for (int k = 0; k < 2; k++) freeside(&s[k]), clearproof(&of[k]);
}

static bool mixed_(const Code *c, const double *x, const double *v, const double *w, long want, Proof *r)
{
	Germ *g = newgerm(c, x, v, w, NULL, 0, 1);
	Id out = c->out[0];
	bool ends;

	branches(g, out);
	if (g->state[HERE][out] == OUTSIDE) blank(r, NOWHERE);
	else if (g->state[HERE][out] == VAGUE) open_(r, g);
	else if (!g->ties) mixed(g, want, r);
	else if (!g->bitie) sidesmixed(g, want, r);
	else {
		Germ *h = newgerm(c, x, w, v, NULL, 0, 1);     /* the other way round */

		branches(h, out);
		if (!h->bitie) sidesmixed(h, want, r);
		else {
			blank(r, UNDECIDED);
			snprintf(r->why, sizeof r->why, "both directions leave a border of two branches");
		}
		freegerm(h);
	}
	r->bits = g->herep;
	ends = g->ends;
	freegerm(g);
	return !ends || r->class != UNDECIDED;
}

void provemixed(Prover *p, size_t o, const double *x, const double *v, const double *w, long want, Proof *r)
{
	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = mixed_(c, x, v, w, want, r);

		freecode(c);
		if (done) return;
	}
}

static bool value_(const Code *c, const double *x, const double *v, long want, Proof *r)
{
	Germ *g = newgerm(c, x, v, NULL, NULL, 0, 1);
	Id out = c->out[0];
	arb_ptr y = RE(g->val[HERE] + out);
	bool ends;

	blank(r, UNDECIDED);
	branches(g, out);
	for (slong q = want + 64; g->state[HERE][out] == KNOWN && q <= MOSTPREC && affordable(g, q); q *= 2) {
		bool small = arb_contains_zero(y) && log2mag(y) < -TINY;

		if (small || arb_rel_accuracy_bits(y) >= want) break;
		rungerm(g, HERE, out, 0, q);
		g->herep = q;
	}
	r->bits = g->herep;
	if (g->state[HERE][out] == OUTSIDE) blank(r, NOWHERE);
	else if (g->state[HERE][out] == KNOWN && (arb_rel_accuracy_bits(y) >= want || log2mag(y) < -TINY)) {
		r->class = arb_contains_zero(y) ? ZERO : SMOOTH;
		arb_set(r->d, y);
	} else open_(r, g);
	ends = g->ends;
	freegerm(g);
	return !ends || r->class != UNDECIDED;
}

void provevalue(Prover *p, size_t o, const double *x, long want, Proof *r)
{
	double *v = alloc(p->code[0]->nin, sizeof *v);

	for (int k = 0; k < 2; k++) {
		Code *c = cone(k ? ended(p) : p->code[0], o);
		bool done = value_(c, x, v, want, r);

		freecode(c);
		if (done) break;
	}
	release(v);
}
