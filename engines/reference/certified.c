/* certified.c -- the evidence behind a verdict, in the order in which prove.c finds it.
 *
 * The class is that of prove(); the germs of its sides are made again and asked for what they
 * rest on.
 */
#include "engines/reference/certified.h"
#include "engines/reference/sides.h"
#include <string.h>

const char *const meansname[] = {
	[BYDISC] = "disc", [BYESTIMATE] = "estimate", [BYDEGREE] = "degree",
	[BYSTRUCTURE] = "structure", [BYDOMAIN] = "domain"
};

/* ---- accounts -------------------------------------------------------------------- */

static Account *addaccount(Certified *r, int side, int N)
{
	Account *a;

	r->account = r->account ? r->account : alloc(2, sizeof *r->account);
	a = &r->account[r->n++];
	*a = (Account){ .side = side, .N = N };
	mag_init(a->why.M), mag_init(a->why.r), arf_init(a->why.c);
	arb_init(a->limit), arb_init(a->d);
	return a;
}

static void freeaccount(Account *a)
{
	for (size_t k = 0; k < a->nsettled; k++) release(a->settled[k].whole);
	release(a->settled);
	mag_clear(a->why.M), mag_clear(a->why.r), arf_clear(a->why.c);
	arb_clear(a->limit), arb_clear(a->d);
}

static void dropaccounts(Certified *r)
{
	for (size_t k = 0; k < r->n; k++) freeaccount(&r->account[k]);
	r->n = 0;
}

void freecertified(Certified *r)
{
	dropaccounts(r);
	release(r->account);
	freecode(r->code);
	arb_clear(r->value);
}

/* ---- branches -------------------------------------------------------------------- */

/* what the instruction looks at is exactly on a border at t = 0 */
static bool onborder(const Germ *g, size_t i)
{
	const Step *s = &g->code->s[i];
	acb_srcptr u = g->val[HERE] + s->x[0];
	arb_t t;
	bool yes;

	switch (kinds[s->op]->choice) {
	case ORDER: return acb_equal(u, g->val[HERE] + s->x[1]) && acb_is_exact(u);
	case WHOLE:
		arb_init(t);
		arb_mul_2exp_si(t, RE(u), s->op == O_round);
		yes = arb_is_int(t);
		arb_clear(t);
		return yes;
	default: return acb_is_zero(u);
	}
}

static const char *branchname(int br)
{
	switch (br) {
	case POS:      return "+";
	case NEG:      return "-";
	case NIL:      return "0";
	case ABOVE:    return "above";
	case BELOW:    return "below";
	case SPECIAL:  return "root";
	case -SPECIAL: return "-root";
	default:       return NULL;
	}
}

static void settled(Account *a, const Germ *g, size_t i)
{
	int br = g->fact[i].br;
	Settled *s;
	Choice c;

	if (!g->code->s[i].nargs || !br || br == BLURRED || g->state[HERE][i] != KNOWN)
		return;
	c = kinds[g->code->s[i].op]->choice;
	if (c == SURE || c == END)
		return;
	if (br == POS && (c == RATIO || c == POWER || (c == ROOT && g->code->s[i].op != O_cbrt)))
		return;                        /* none but the ordinary */
	a->settled = grow(a->settled, &a->room, a->nsettled + 1, sizeof *a->settled);
	s = &a->settled[a->nsettled++];
	*s = (Settled){ .step = (Id)i, .beside = onborder(g, i) };
	if (c == WHOLE) {
		char *t = fmpz_get_str(NULL, 10, &g->fact[i].k);

		s->whole = text("%s", t);
		flint_free(t);
	} else s->takes = branchname(br);
}

static void branchesof(Account *a, const Germ *g)
{
	for (size_t i = 0; i < g->code->n; i++) settled(a, g, i);
}

/* the first instruction that has no value though its arguments have */
static void outsideof(Account *a, const Germ *g)
{
	a->why.by = BYDOMAIN;
	for (size_t i = 0; i < g->code->n; i++) {
		const Step *s = &g->code->s[i];
		bool own = g->state[HERE][i] == OUTSIDE;

		for (unsigned k = 0; k < s->nargs; k++) own &= stateat(g, HERE, s->x[k]) == KNOWN;
		if (own) {
			a->outside = (Id)i;
			return;
		}
	}
}

/* ---- the coefficient that is the derivative -------------------------------------- */

/* d/dt of the n-th derivative in s: infinite where n < N */
static void alongof(Account *a, const arb_t D, slong p)
{
	arb_t f;

	if (a->n < a->N) {
		if (arb_is_positive(D) == (a->side >= 0)) arb_pos_inf(a->d);
		else                                      arb_neg_inf(a->d);
		return;
	}
	arb_init(f);
	arb_fac_ui(f, (ulong)a->n, p);
	arb_div(a->d, D, f, p);
	if (a->side < 0) arb_neg(a->d, a->d);
	arb_clear(f);
}

/* the first coefficient in s that is not exactly 0, up to that of s^N; false: not known */
static bool proved(Account *a, Germ *g, long want)
{
	Id out = g->code->out[0];
	int first = g->fact[out].ord, most = g->fact[out].deg < g->N ? g->fact[out].deg : g->N;
	bool ok = true, there = false;
	arb_t D;

	if (first > 1 && g->fact[out].deg == MANY && !disc(g, out, 0, false, &a->why.e, a->why.M))
		first = 1;
	arb_init(D);
	for (a->n = first; a->n <= most && ok && !there; ) {
		ok = enclose(g, out, 0, false, a->n, a->n < g->N ? 8 : want, TINY, D, &a->why);
		there = ok && (a->n == g->N || !arb_contains_zero(D));
		ok &= there || arb_is_zero(D);
		if (ok && !there) a->n++;
	}
	if (ok && there) alongof(a, D, MOSTPREC);
	else if (ok) {
		a->why.by = BYSTRUCTURE, a->n = g->N;
		arb_zero(a->d);
	}
	arb_clear(D);
	return ok;
}

/* of one germ; false: not known */
static bool accountof(Certified *r, Germ *g, long want)
{
	Account *a = addaccount(r, g->side, g->N);
	Id out = g->code->out[0];

	branchesof(a, g);
	arb_indeterminate(a->limit), arb_indeterminate(a->d);
	if (g->state[HERE][out] == OUTSIDE) {
		outsideof(a, g);
		return true;
	}
	if (g->state[HERE][out] == VAGUE)
		return r->class == JUMP;
	arb_set(a->limit, RE(g->val[HERE] + out));
	return r->class == JUMP || proved(a, g, want);
}

/* ---- sides ----------------------------------------------------------------------- */

/* N grows until every root at 0 has a germ in s */
static Germ *sidegerm(const Germ *middle, int side)
{
	const Code *c = middle->code;
	Germ *g = newgerm(c, middle->x, middle->v, NULL, middle, side, 1);

	while (!branches(g, c->out[0]) && g->roots > g->N && g->roots <= MOSTORDER) {
		int N = g->roots;

		freegerm(g);
		g = newgerm(c, middle->x, middle->v, NULL, middle, side, N);
	}
	return g;
}

static bool bothsides(Certified *r, const Germ *middle, long want)
{
	bool ok = true;

	for (int side = -1; side < 2 && ok; side += 2) {
		Germ *g = sidegerm(middle, side);

		ok = accountof(r, g, want);
		freegerm(g);
	}
	return ok;
}

/* one-sided derivatives are told apart; else they are to be as close as a zero is asked to be */
static bool agreed(const Certified *r)
{
	const Account *a = r->account;

	if (r->n < 2 || (arb_is_exact(a[0].d) && arb_is_exact(a[1].d)))
		return true;
	if (r->class == KINK)
		return !arb_overlaps(a[0].d, a[1].d);
	return r->class != SMOOTH && r->class != JOIN && r->class != ZERO;
}

static bool found(Certified *r, const double *x, const double *v, long want)
{
	Germ *g = newgerm(r->code, x, v, NULL, NULL, 0, 1);
	Id out = r->code->out[0];
	bool ok = true;

	branches(g, out);
	arb_indeterminate(r->value);
	if (g->state[HERE][out] == KNOWN) arb_set(r->value, RE(g->val[HERE] + out));
	if (g->state[HERE][out] == VAGUE) ok = false;
	else if (g->state[HERE][out] == OUTSIDE || !g->ties) ok = accountof(r, g, want);
	else {
		ok = bothsides(r, g, want);
		if (ok && !agreed(r)) {
			dropaccounts(r);
			ok = bothsides(r, g, TINY + 60);
		}
	}
	freegerm(g);
	if (!ok) dropaccounts(r);
	return ok;
}

void certifiedof(Prover *p, size_t o, const double *x, const double *v, long want, Certified *r)
{
	Proof d;

	*r = (Certified){ .class = UNDECIDED };
	arb_init(r->value);
	initproof(&d);
	prove(p, o, x, v, want, &d, NULL);
	r->class = d.class;
	snprintf(r->why, sizeof r->why, "%s",
	         d.class == UNDECIDED ? d.why : "its proof has no form here");
	for (int k = 0; k < 2 && !r->n; k++) {
		freecode(r->code);
		r->code = codeof(p, o, k);
		if (d.class == UNDECIDED || found(r, x, v, want)) break;
	}
	clearproof(&d);
}

/* the mixed derivative of a germ, of order 2 */
static bool mixedaccount(Certified *r, Germ *g, long want)
{
	Account *a = addaccount(r, 0, 1);
	Id out = g->code->out[0];
	bool ok = true;

	branchesof(a, g);
	arb_indeterminate(a->limit), arb_indeterminate(a->d);
	if (g->state[HERE][out] == OUTSIDE) {
		outsideof(a, g);
		return true;
	}
	a->n = 2;
	for (int k = 0; k < 2; k++) r->shift[k] = g->shift[k];
	if (!(g->fact[out].touch & BOTHMOVE)) {
		a->why.by = BYSTRUCTURE;
		arb_zero(a->d);
	} else {
		long tiny = TINY - g->shift[0] - g->shift[1];

		ok = enclose(g, out, 0, false, 0, want, tiny, a->d, &a->why);
	}
	arb_mul_2exp_si(a->d, a->d, -g->shift[0] - g->shift[1]);
	return ok;
}

void certifiedsecond(Prover *p, size_t o, const double *x, const double *v, const double *w,
	long want, Certified *r)
{
	Proof first, d;
	Germ *g;

	*r = (Certified){ .class = UNDECIDED, .code = codeof(p, o, false) };
	arb_init(r->value);
	initproof(&first), initproof(&d);
	if (memcmp(v, w, p->code[0]->nin * sizeof *v)) provemixed(p, o, x, v, w, want, &d);
	else prove(p, o, x, v, want, &first, &d);
	r->class = d.class;
	snprintf(r->why, sizeof r->why, "%s",
	         d.class == UNDECIDED ? d.why : "a second derivative on a border of two branches");
	g = newgerm(r->code, x, v, w, NULL, 0, 1);
	branches(g, r->code->out[0]);
	if (d.class != UNDECIDED && !g->ties && g->state[HERE][g->top] != VAGUE &&
		g->state[HERE][g->top] != FAR && !mixedaccount(r, g, want))
		dropaccounts(r);
	freegerm(g);
	clearproof(&first), clearproof(&d);
}

void certifiedguard(Prover *p, size_t o, const double *x, const double *v, const double *w,
	Certified *r)
{
	Germ *g;
	Id out;

	*r = (Certified){ .class = SMOOTH, .code = codeof(p, o, false) };
	arb_init(r->value);
	out = r->code->out[0];
	g = newgerm(r->code, x, v, w, NULL, 0, 1);
	if (branches(g, out) && !g->ties && g->state[HERE][out] == KNOWN)
		(w ? mixedaccount : accountof)(r, g, 64);
	freegerm(g);
}
