/* germ.c -- the values of a germ at the places asked for. */
#include "engines/reference/germ.h"
#include <math.h>

static const double MOSTBYTES = 0x1p31;
/* of one germ, in the time of an addition of 64 bits: with its sides and a second code less than
 * two seconds; each instruction took READ of it before */
static const double MOSTWORK = 1.2e7, READ = 16;
/* cost from which it is of a series, whose terms grow with the bits */
enum { SERIES = 20 };

/* what nothing moves is the same at all places */
acb_ptr valueat(const Germ *g, int place, Id i)
{
	return g->val[g->fact[i].touch ? place : HERE] + i;
}
State stateat(const Germ *g, int place, Id i)
{
	return (State)g->state[g->fact[i].touch ? place : HERE][i];
}

/* ---- inputs --------------------------------------------------------------------------- */

static double along(const double *v, size_t k) { return v ? v[k] : 0; }

/* y += c n 2^e, exactly */
static void moved(arb_t y, double c, slong n, slong e)
{
	arf_t t;

	if (c == 0)
		return;
	arf_init(t);
	arf_set_d(t, c);
	arf_mul_si(t, t, n, ARF_PREC_EXACT, ARF_RND_DOWN);
	arf_mul_2exp_si(t, t, e);
	arf_add(arb_midref(y), arb_midref(y), t, ARF_PREC_EXACT, ARF_RND_DOWN);
	arf_clear(t);
}

static slong power(slong a, int n) { return n ? a * power(a, n - 1) : 1; }

/* x + t v + s w, exactly, or the disc of radius 2^e; of a side t = side s^N */
static void input(Germ *g, Id i, int place, slong e)
{
	size_t k = (size_t)g->code->s[i].c;
	acb_ptr y = g->val[place] + i;
	double v = g->v[k], w = along(g->w, k);
	slong t = g->side ? g->side * power(g->at[0], g->N) : g->at[0];

	acb_zero(y);
	arb_set_d(RE(y), g->x[k]);
	g->state[place][i] = (char)(arb_is_finite(RE(y)) ? KNOWN : OUTSIDE);
	if (place == DISC) {
		mag_ptr r = arb_radref(RE(y));

		mag_set_d(r, fabs(w));
		mag_mul_2exp_si(r, r, g->shift[1] - g->shift[0]);
		mag_set_d(arb_radref(IM(y)), fabs(v));
		mag_add(r, r, arb_radref(IM(y)));
		mag_mul_2exp_si(r, r, g->N * e + g->shift[0]);
		mag_set(arb_radref(IM(y)), r);
	} else if (place == POINT) {
		moved(RE(y), v, t, g->N * e + g->shift[0]);
		moved(RE(y), w, g->at[1], e + g->shift[1]);
	}
}

static void inputhere(Germ *g, Id i)
{
	size_t k = (size_t)g->code->s[i].c;
	bool v = g->v[k] != 0, w = along(g->w, k) != 0;
	Fact *f = &g->fact[i];

	input(g, i, HERE, 0);
	f->br = POS;
	f->through = true;
	f->touch = (char)((v ? VMOVES : 0) | (w ? WMOVES : 0));
	f->deg = (short)(v || w ? g->N : 0);
	f->ord = (short)(v || w ? g->N : MANY);
}

static void inputs(Germ *g, int place, slong e)
{
	for (size_t j = 0; j < g->code->nin; j++) {
		Id i = g->code->in[j];
		size_t k = (size_t)g->code->s[i].c;

		if (place == HERE) inputhere(g, i);
		else if (g->v[k] != 0 || along(g->w, k) != 0) input(g, i, place, e);
	}
}

/* ---- one instruction ----------------------------------------------------------------------- */

static void constant(Germ *g, size_t i, slong p)
{
	acb_ptr y = g->val[HERE] + i;

	acb_zero(y);
	if (g->code->s[i].op == O_pi) arb_const_pi(RE(y), p);
	else                          arb_set_d(RE(y), g->code->s[i].c);
	g->state[HERE][i] = (char)(arb_is_finite(RE(y)) ? KNOWN : OUTSIDE);
}

/* what is not chosen does not count */
static State selected(Germ *g, size_t i, int place)
{
	const Step *s = &g->code->s[i];
	Id from = s->x[g->fact[i].br == NIL ? 2 : 1];

	if (stateat(g, place, s->x[0]) != KNOWN)
		return stateat(g, place, s->x[0]) == OUTSIDE ? OUTSIDE : VAGUE;
	if (!g->fact[i].br)
		return VAGUE;
	if (g->fact[i].br == BLURRED) {        /* either of two constants */
		acb_union(g->val[HERE] + i, g->val[HERE] + s->x[1], g->val[HERE] + s->x[2],
			FIRSTPREC);
		return KNOWN;
	}
	acb_set(g->val[place] + i, valueat(g, place, from));
	return stateat(g, place, from);
}

/* the worst of the arguments: OUTSIDE, VAGUE, FAR, KNOWN; a strong zero wins over what it is
 * multiplied with */
static State arguments(const Germ *g, const Step *s, int place)
{
	State worst = KNOWN;

	if (s->op == O_strongmul || s->op == O_strongdiv)
		if (!g->fact[s->x[0]].deg && stateat(g, place, s->x[0]) == KNOWN &&
			acb_is_zero(valueat(g, place, s->x[0])))
			return KNOWN;
	for (unsigned k = 0; k < s->nargs; k++) {
		State now = stateat(g, place, s->x[k]);

		if (now == OUTSIDE || worst == KNOWN || (worst == FAR && now == VAGUE)) worst = now;
		if (worst == OUTSIDE) break;
	}
	return worst;
}

static bool strongzero(const Germ *g, const Step *s)
{
	return (s->op == O_strongmul || s->op == O_strongdiv) && !g->fact[s->x[0]].deg &&
		acb_is_zero(g->val[HERE] + s->x[0]);
}

/* what a ball at t = 0 does not tell from 0, near.c may; then so do the other places */
static void sharpen(Germ *g, size_t i, int place, slong p)
{
	acb_ptr y = g->val[place] + i;
	acb_t t;

	if (!acb_contains_zero(y) || (place == HERE ? acb_is_exact(y) : !g->fact[i].close))
		return;
	acb_init(t);
	if (nearby(t, g, place, (Id)i, 0, false, 0, p) &&
		(place == DISC || !acb_contains_zero(t))) {
		acb_swap(y, t);
		g->fact[i].close = true;
	}
	acb_clear(t);
}

/* below 0 a power that is no whole number, and near.c alone says so */
static bool between(Germ *g, size_t i, slong p)
{
	Id a = g->code->s[i].x[0], b = g->code->s[i].x[1];
	double k = rint(arf_get_d(arb_midref(RE(valueat(g, HERE, b))), ARF_RND_NEAR));
	acb_t t;
	bool out = false;

	if (!arb_is_negative(RE(valueat(g, HERE, a))) || fabs(k) >= 0x1p52)
		return false;
	acb_init(t);
	if (nearby(t, g, HERE, b, 0, false, k, p))
		out = !arb_contains_zero(RE(t)) && log2mag(RE(t)) < -1;
	acb_clear(t);
	return out || (k == 0 && log2mag(RE(valueat(g, HERE, b))) < -1 && positive(g, b));
}

/* an end of the domain that only near.c tells from the argument */
static bool leaves(Germ *g, size_t i, slong p)
{
	const Kind *k = kinds[g->code->s[i].op];
	Id a = domained(&g->code->s[i]);
	bool out = false;
	acb_t t;

	if (k->choice == POWER)
		return between(g, i, p);
	if (k->ends != CLOSED && k->ends != OPEN)
		return false;
	acb_init(t);
	if (nearby(t, g, HERE, a, 0, false, k->lo, p)) out = arb_is_negative(RE(t));
	if (!out && isfinite(k->hi) && nearby(t, g, HERE, a, 0, false, k->hi, p))
		out = arb_is_positive(RE(t));
	acb_clear(t);
	return out;
}

static State computed(Germ *g, size_t i, int place, slong e, slong p)
{
	const Step *s = &g->code->s[i];
	acb_srcptr a = valueat(g, place, s->x[0]), b = valueat(g, place, s->x[s->nargs - 1]);
	Fact *f = &g->fact[i];
	Cell c = { a, b, f->br, &f->k, place == DISC, p,
		s->nargs == 3 ? valueat(g, place, s->x[1]) : NULL };
	bool all = s->op == O_pow || s->op == O_strongdiv;
	bool edge = g->side &&
		(g->fact[domained(s)].touch ||
			(all && (g->fact[s->x[0]].touch || g->fact[s->x[1]].touch)));

	if (strongzero(g, s)) {
		acb_zero(g->val[place] + i);
		return KNOWN;
	}
	if (f->br == -SPECIAL && s->op != O_cbrt)
		return OUTSIDE;
	if (f->br == SPECIAL || f->br == -SPECIAL || f->reduced)
		return special(g, i, place, e, p) ? KNOWN : VAGUE;
	if (place == HERE && outside(s->op, a, b, edge))
		return OUTSIDE;
	if (f->br && ballof(g->val[place] + i, s->op, &c)) {
		/* exp of a wide ball holds 0 and says less than how large it is */
		if (place == DISC && acb_contains_zero(g->val[place] + i) &&
			overflowed(g, i, place, p) == FAR)
			return FAR;
		sharpen(g, i, place, p);
		return KNOWN;
	}
	if (f->br && kinds[s->op]->ends == NOPOLE && polar(g->val[place] + i, g, i, place, p))
		return KNOWN;
	if (place == HERE && leaves(g, i, p))
		return OUTSIDE;
	/* too close to the end for its own formula */
	if (kinds[s->op]->choice == END || s->op == O_atanh || s->op == O_log1p) g->ends = true;
	if (place == HERE && rootofsmall(g, i) == KNOWN)
		return KNOWN;
	return f->br ? overflowed(g, i, place, p) : VAGUE;
}

static void step(Germ *g, size_t i, int place, slong e, slong p)
{
	const Step *s = &g->code->s[i];
	State state;

	if (s->op == O_input)
		return;                        /* set before */
	if (s->nargs == 0)
		constant(g, i, p);
	else {
		state = s->op == O_where ? stateat(g, place, s->x[0]) : arguments(g, s, place);
		if ((state == KNOWN || state == FAR) && !g->fact[i].br && place == HERE &&
			g->settling)
			decide(g, i, state, p);
		if (s->op == O_where && (state == KNOWN || state == FAR))
			state = selected(g, i, place);
		else if (state == KNOWN) state = computed(g, i, place, e, p);
		else if (state == FAR)   state = faraway(g, i, place, p);
		else if (state == OUTSIDE && zeroalone(g, i, place)) state = KNOWN;
		g->state[place][i] = (char)state;
	}
	if (place == HERE) structure(g, i);
}

/* ---- all of them --------------------------------------------------------------------------- */

void listmoved(Germ *g, size_t upto)
{
	g->nmoved = 0;
	g->light = g->heavy = 0;
	for (size_t i = 0; i <= upto; i++)
		if (g->fact[i].touch) {
			const Kind *k = kinds[g->code->s[i].op];

			g->moved[g->nmoved++] = (Id)i;
			if (k && k->cost >= SERIES) g->heavy += k->cost;
			else                        g->light += k ? k->cost : 1;
		}
}

/* of one run, in the time of an addition of 64 bits */
static double work(const Germ *g, slong p)
{
	double limbs = (double)p / 64;

	return g->light * (1 + pow(limbs, 1.7) / 8) + g->heavy * pow(limbs, 2.4);
}

static void opened(Germ *g, int place)
{
	if (g->val[place])
		return;
	g->val[place] = _acb_vec_init((slong)g->code->n);
	g->state[place] = alloc(g->code->n, 1);
}

void rungerm(Germ *g, int place, size_t upto, slong e, slong p)
{
	opened(g, place);
	inputs(g, place, e);
	if (place == HERE) {
		g->tries = 0;
		for (size_t i = 0; i <= upto; i++) step(g, i, place, e, p);
		listmoved(g, upto);
	} else
		for (size_t k = 0; k < g->nmoved && g->moved[k] <= upto; k++)
			step(g, g->moved[k], place, e, p);
	g->spent += work(g, p);
}

/* 2^s: where what moves first along v is moved as far as it is large */
static bool reach(const Germ *g, const double *v, slong *s)
{
	bool any = false;

	for (size_t i = 0; i < g->code->nin && v; i++) {
		size_t k = (size_t)g->code->s[g->code->in[i]].c;
		int ex = 0, ev;

		if (v[k] == 0) continue;
		frexp(v[k], &ev);
		if (g->x[k] != 0) frexp(g->x[k], &ex);
		if (!any || ex - ev < *s) *s = ex - ev;
		any = true;
	}
	return any;
}

static void shifts(Germ *g)
{
	g->shift[0] = g->shift[1] = 0;
	if (g->w && !reach(g, g->v, &g->shift[0])) g->shift[0] = 0;
	if (g->w && !reach(g, g->w, &g->shift[1])) g->shift[1] = 0;
}

static void forget(Fact *f)
{
	f->br = UNKNOWN;
	f->close = f->reduced = f->tied = false;
	f->common = 0, f->leadprec = 0;
}

void turngerm(Germ *g, const char *mark)
{
	g->ties = g->ends = g->bitie = false;
	g->roots = 0, g->tries = 0, g->spent = 0, g->why[0] = '\0';
	shifts(g);
	g->settling = true;
	for (size_t i = 0; i <= g->top; i++) {
		if (!mark[i]) continue;
		if (g->code->s[i].op == O_input) inputhere(g, (Id)i);
		else {
			forget(&g->fact[i]);
			step(g, i, HERE, 0, g->herep);
		}
	}
	g->settling = false;
	listmoved(g, g->top);
	g->spent += work(g, g->herep);
}

/* within the bounds on memory and work; else why says what it would have taken */
bool affordable(Germ *g, slong p)
{
	double bytes = (double)g->code->n * PLACES * ((double)p / 4 + sizeof(acb_struct));

	if (bytes > MOSTBYTES)
		snprintf(g->why, sizeof g->why, "more than %.0f GiB at %ld bits",
			MOSTBYTES / 0x1p30, (long)p);
	else if (g->spent + work(g, p) > g->most)
		snprintf(g->why, sizeof g->why, "more work than is allowed, at %ld bits", (long)p);
	else
		return true;
	return false;
}

bool branches(Germ *g, Id out)
{
	g->top = out;
	for (slong p = FIRSTPREC; p <= MOSTDISC && affordable(g, p); p *= 4) {
		g->lastp = g->herep = p;
		g->settling = true;
		rungerm(g, HERE, out, 0, p);
		g->settling = false;
		if (g->state[HERE][out] == OUTSIDE)
			break;
		if (g->state[HERE][out] == KNOWN &&
			(p > 1000 || arb_rel_accuracy_bits(RE(g->val[HERE] + out)) > 8))
			break;
	}
	return g->state[HERE][out] == KNOWN || g->state[HERE][out] == OUTSIDE;
}

slong scaleof(const Germ *g)
{
	slong s = 0;

	if (g->w || !reach(g, g->v, &s))
		return 0;                      /* two directions have their own */
	return s < 0 ? -(-s / g->N) - (g->N - 1) : s / g->N;
}

Germ *newgerm(const Code *c, const double *x, const double *v, const double *w, const Germ *middle,
	int side, int N)
{
	Germ *g = alloc(1, sizeof *g);

	*g = (Germ){ .most = MOSTWORK - READ * (double)c->n,
		.code = c,
		.x = x,
		.v = v,
		.w = w,
		.middle = middle,
		.side = side,
		.N = N };
	opened(g, HERE);
	shifts(g);
	g->fact = alloc(c->n, sizeof *g->fact);
	g->moved = alloc(c->n, sizeof *g->moved);
	return g;
}

void freegerm(Germ *g)
{
	if (!g)
		return;
	for (int s = 0; s < PLACES; s++) {
		if (g->val[s]) _acb_vec_clear(g->val[s], (slong)g->code->n);
		release(g->state[s]);
	}
	for (size_t i = 0; i < g->code->n; i++) {
		fmpz_clear(&g->fact[i].k);
		if (g->fact[i].lead) _arb_vec_clear(g->fact[i].lead, 2);
	}
	release(g->fact);
	release(g->moved);
	release(g);
}
