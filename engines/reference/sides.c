/* sides.c -- the derivatives of a germ, and what the germs of both sides are together. */
#include "engines/reference/sides.h"
#include <math.h>
#include <stdlib.h>

/* the highest derivative that tells one piece from another */
enum { PIECES = 4 };

/* ---- derivatives of one germ --------------------------------------------------------------- */

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

static bool steep(const arb_t d) { return arf_is_inf(arb_midref(d)); }

static void infinite(arb_t d, int sign)
{
	if (sign > 0) arb_pos_inf(d);
	else          arb_neg_inf(d);
}

/* the coefficient of s^n, n = k N the first one asked for: +-inf where an earlier one is not 0;
 * false: not known */
static bool taylor(Germ *g, Id out, int from, int n, long want, arb_t d)
{
	int order = orderof(g, out), degree = g->fact[out].deg;

	for (int k = order > from ? order : from; k < n && k <= degree; k++) {
		if (!enclose(g, out, 0, false, k, 8, TINY, d, NULL) ||
			(arb_contains_zero(d) && !arb_is_zero(d)))
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
void derivatives(Side *s, int side, long want, bool second)
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
	if (FAULT(7, side < 0, false)) arb_neg(s->d[0], s->d[0]);
	s->known[1] = second && s->known[0] && arb_is_finite(s->d[0]) &&
		taylor(g, out, N + 1, 2 * N, want, s->d[1]);
	if (s->known[1] && arb_is_finite(s->d[1])) {
		arb_fac_ui(f, (ulong)(2 * N), MOSTPREC);
		arb_div(s->d[1], s->d[1], f, MOSTPREC);
		arb_mul_2exp_si(s->d[1], s->d[1], 1);
	}
	arb_clear(f);
}

/* ---- one side ------------------------------------------------------------------------------ */

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
Side sided(Germ *middle, int side)
{
	const Code *c = middle->code;
	Id out = c->out[0];
	Side s = { .g = newgerm(c, middle->x, middle->v, middle->w, middle, side, 1) };

	while (!branches(s.g, out) && s.g->roots > s.g->N && s.g->roots <= MOSTORDER &&
		!middle->w) {
		int N = s.g->roots;

		freegerm(s.g);
		s.g = newgerm(c, middle->x, middle->v, NULL, middle, side, N);
	}
	arb_init(s.d[0]), arb_init(s.d[1]);
	s.there = s.g->state[HERE][out] == OUTSIDE ? ABSENT
		: s.g->state[HERE][out] == KNOWN   ? THERE
						   : LOST;
	return s;
}

void met(Side *s, Germ *middle)
{
	Id out = s->g->code->out[0];
	acb_srcptr y = s->g->val[HERE] + out, f = middle->val[HERE] + middle->code->out[0];

	if (s->there != THERE)
		return;
	s->apart = !acb_overlaps(y, f);
	if (s->apart)
		return;
	s->through = s->g->middle == middle ? s->g->fact[out].through
					    : arb_is_exact(RE(y)) && acb_equal(y, f);
	if (!s->through) s->through = meets(s->g, middle, &s->apart);
}

void freeside(Side *s)
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

/* one germ on both sides: abs(x) looked at by a where that takes the same of the two; a root at 0
 * is another on each */
static bool alike(const Germ *a, const Germ *b)
{
	size_t n = a->code->n;
	char *mark = alloc(n, 1);
	bool same = a->code == b->code && a->N == b->N;

	mark[n - 1] = 1;
	for (size_t i = n; i-- > 0 && same; ) {
		if (!mark[i]) continue;
		same = kinds[a->code->s[i].op] && kinds[a->code->s[i].op]->rule == STEP
			? acb_equal(a->val[HERE] + i, b->val[HERE] + i)
			: a->fact[i].br == b->fact[i].br && abs(a->fact[i].br) != SPECIAL;
		sources(a, i, mark);
	}
	release(mark);
	return same;
}

/* ---- both sides ---------------------------------------------------------------------------- */

/* derivative number n of one side, in t; false: not known */
static bool further(const Side *s, int n, int side, arb_t d)
{
	int N = s->g->N;
	arb_t f;

	if (!taylor(s->g, s->g->code->out[0], (n - 1) * N + 1, n * N, 16, d))
		return false;
	arb_init(f);
	arb_fac_ui(f, (ulong)(n * N), MOSTPREC);
	if (N > 1 && arb_is_finite(d)) arb_div(d, d, f, MOSTPREC);
	if (side < 0 && n % 2) arb_neg(d, d);
	arb_clear(f);
	return true;
}

/* whether two germs with one derivative are two pieces, as far as their next derivatives tell; else
 * what they are held to be */
static bool pieces(const Side s[2], bool held)
{
	const Fact *a = &s[0].g->fact[s[0].g->code->out[0]],
		   *b = &s[1].g->fact[s[1].g->code->out[0]];
	bool polynomials = a->deg <= PIECES && b->deg <= PIECES && s[0].g->N == 1 && s[1].g->N == 1,
	     known = true, apart = false;
	int top = s[0].g->N == 1 && s[1].g->N == 1 ? PIECES : 2;
	arb_t l, r;

	arb_init(l), arb_init(r);
	for (int n = 2; n <= top && known && !apart; n++) {
		known = further(&s[0], n, -1, l) && further(&s[1], n, 1, r);
		apart = known && !arb_overlaps(l, r);
	}
	arb_clear(l), arb_clear(r);
	return apart || (held && !(known && polynomials));
}

static bool joined(const Side s[2], int n, bool held)
{
	return n || s[0].g->w ? held : pieces(s, held);
}

bool combined(const Side s[2], int n, bool close, Proof *r)
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
			openly(r, s[k].g);
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
		bool same = FAULT(12, alike(s[0].g, s[1].g), true),
		     exact = arb_is_exact(r->side[0]) && arb_is_exact(r->side[1]);

		if (!close && !same && !exact)
			return false;
		arb_set(r->d, r->side[1]);
		r->class = !same && joined(s, n, !arb_contains_zero(r->d)) ? JOIN
			: arb_contains_zero(r->d)                          ? ZERO
									   : SMOOTH;
		r->structural = exact && arb_is_zero(r->d);
	}
	return true;
}
