/* audit.c -- whether the change of a value between x - hv and x + hv can be believed.
 *
 * At precision p each inexact value carries noise of one part in 2^p.  For each
 * output, over the rows that lead to it in the branch taken:
 *
 *	C      the bits that sums, products and quotients cancelled in the change
 *	noise  a change that keeps fewer than want + 20 + C bits above it
 *	bent   a change whose second difference is large and still grows from level to level
 *	paths  abs, max, min, where, floor that went another way on the two sides
 *
 * A value computed exactly, from exact values, has no noise: MPFR's inexact flag tells.
 * Thresholds as ACCURACY, section 2, states them for want = 53.
 */
#include "engines/reference/audit.h"
#include "engines/reference/reference.h"
#include <string.h>

enum { NONE = -(1 << 30), FULL = 1 << 29 };
enum { DEEP = 2273 };                      /* bits between step and precision from which a zero change is a zero change */

enum { TINY = 1, UNKNOWN };

typedef enum { SMOOTHLY, SUM, PRODUCT, QUOTIENT, STEPS, CHOICE, SIDES, COPY } Kind;   /* how a row can go wrong */

typedef struct {
	Kind kind;
	bool through;                      /* ordinary, and smooth, where its argument is nothing */
	bool turns;                        /* has a period, or steps, that noise can hide */
	bool whole, halves;                /* floor; round */
	bool pow, dpow, abs;
	int end;                           /* in ends: the bounds it never reaches; 0: none */
} Trait;

struct Audit {
	const List *l;
	Trait *is;
	mpfr_t *v[3];
	char *exact[3], *live, *moves;
	char *lost;                        /* TINY: below the range, only its sign is known; UNKNOWN: computed from such */
	char *full;                        /* rounded to a bound it never reaches: tanh(x) to 1 */
	long *change, *width, *bend, *wasbend;     /* exponents: of the change, of the largest one-sided one, of the second difference */
	long p;
	mpfr_t s, t, d;                    /* scratch */
};

static const struct { const char *name; int lo, hi; } ends[] = {
	{ "", 0, 0 }, { "tanh", -1, 1 }, { "erf", -1, 1 }, { "erfc", 0, 2 }, { "expm1", -1, -1 }, { "sigmoid", 0, 1 },
};

static bool among(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name)) names++;
	return *names;
}

static Kind kindof(const char *name)
{
	static const struct { const char *name; Kind kind; } kinds[] = {
		{ "add", SUM }, { "sub", SUM }, { "mul", PRODUCT }, { "weigh", PRODUCT }, { "div", QUOTIENT }, { "share", QUOTIENT },
		{ "floor", STEPS }, { "round", STEPS }, { "sign", SIDES }, { "abs", SIDES }, { "max", CHOICE }, { "min", CHOICE },
		{ "where", CHOICE }, { "lt", STEPS }, { "le", STEPS }, { "gt", STEPS }, { "ge", STEPS }, { "eq", STEPS }, { "neg", COPY },
	};

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		if (!strcmp(kinds[k].name, name))
			return kinds[k].kind;
	return SMOOTHLY;
}

static Trait traitof(const char *name)
{
	static const char *const through[] = { "add", "sub", "hypot", "max", "min", "exp", "exp2", "cos", "cosh", "cospi", "acos", "erfc", "j0",
	                                       "sech2", "sinc", "gauss", "sigmoid", "softplus", "logaddexp", NULL };
	static const char *const turns[] = { "sin", "cos", "tan", "sinpi", "cospi", "fmod", "floor", "round", NULL };
	Trait t = { .kind = kindof(name), .through = among(name, through), .turns = among(name, turns) };

	t.halves = !strcmp(name, "round");
	t.whole = t.halves || !strcmp(name, "floor");
	t.pow = !strcmp(name, "pow");
	t.dpow = !strcmp(name, "dpow");
	t.abs = !strcmp(name, "abs");
	for (int k = 1; k < (int)(sizeof ends / sizeof *ends); k++)
		if (!strcmp(name, ends[k].name)) t.end = k;
	return t;
}

/* a list has a few primitives and many rows */
static void traits(Trait *is, const List *l)
{
	const Prim *seen[64];
	size_t at[64], n = 0, k;

	for (size_t i = 0; i < l->n; i++) {
		for (k = 0; k < n && seen[k] != l->ins[i].prim; ) k++;
		if (k < n)
			is[i] = is[at[k]];
		else {
			is[i] = traitof(l->ins[i].prim->name);
			if (n < 64) seen[n] = l->ins[i].prim, at[n++] = i;
		}
	}
}

Audit *newaudit(const List *l)
{
	Audit *a = alloc(1, sizeof *a);

	a->l = l;
	a->is = alloc(l->n, sizeof *a->is);
	traits(a->is, l);
	a->live = alloc(l->n, 1);
	a->lost = alloc(l->n, 1);
	a->full = alloc(l->n, 1);
	a->moves = alloc(l->n, 1);
	a->change = alloc(l->n, sizeof *a->change);
	a->width = alloc(l->n, sizeof *a->width);
	a->bend = alloc(l->n, sizeof *a->bend);
	a->wasbend = alloc(l->n, sizeof *a->wasbend);
	for (int s = 0; s < 3; s++) {
		a->exact[s] = alloc(l->n, 1);
		a->v[s] = alloc(l->n, sizeof *a->v[s]);
		for (size_t i = 0; i < l->n; i++) mpfr_init2(a->v[s][i], 53);
	}
	mpfr_inits2(64, a->s, a->t, a->d, (mpfr_ptr)0);
	return a;
}

void freeaudit(Audit *a)
{
	if (!a)
		return;
	for (int s = 0; s < 3; s++) {
		for (size_t i = 0; i < a->l->n; i++) mpfr_clear(a->v[s][i]);
		release(a->v[s]);
		release(a->exact[s]);
	}
	mpfr_clears(a->s, a->t, a->d, (mpfr_ptr)0);
	release(a->is);
	release(a->live);
	release(a->lost);
	release(a->full);
	release(a->moves);
	release(a->change);
	release(a->width);
	release(a->bend);
	release(a->wasbend);
	release(a);
}

mpfr_t *inputof(Audit *a, int side, size_t i) { return &a->v[side][a->l->in[i]]; }
mpfr_srcptr outputof(const Audit *a, int side, size_t o) { return a->v[side][a->l->out[o]]; }
size_t auditbytes(const Audit *a, long p) { return 3 * a->l->n * ((size_t)p / 8 + sizeof(mpfr_t) + 16); }

/* ---- three runs -------------------------------------------------------------- */

static long size(const mpfr_t x) { return mpfr_regular_p(x) ? mpfr_get_exp(x) : mpfr_zero_p(x) ? NONE : -NONE; }

static bool istiny(const mpfr_t v) { return size(v) <= -(RANGE / 4); }

/* what row i knows of its value: a tiny one leaves an ordinary one as it is where it is added to that, its sign is asked, or f(0)
 * is ordinary; the magnitude computed bounds it */
static int vague(const Audit *a, int side, size_t i)
{
	const Ins *in = &a->l->ins[i];
	const Id *x = args(a->l, in);
	int tiny = 0;

	if (in->nargs == 3)
		return a->lost[x[mpfr_zero_p(a->v[side][x[0]]) ? 2 : 1]];
	for (size_t k = 0; k < in->nargs; k++) {
		if (a->lost[x[k]] == UNKNOWN || (a->lost[x[k]] && !istiny(a->v[side][x[k]])))
			return UNKNOWN;
		tiny += a->lost[x[k]] != 0;
	}
	if (!tiny)
		return 0;
	if (tiny == 2 && a->is[i].kind != PRODUCT && a->is[i].kind != CHOICE)
		return UNKNOWN;                /* two of them: neither their difference nor their quotient has a sign, or a size */
	if (a->is[i].kind == STEPS || (a->is[i].kind == SIDES && !a->is[i].abs))
		return 0;
	if (istiny(a->v[side][i]))
		return TINY;
	return a->is[i].through ? 0 : UNKNOWN;
}

/* a value that rounded to a bound the function only tends to stands one place inside it: floor(tanh(99)) is 0 */
static void inside(Audit *a, int side, size_t i)
{
	int lo = ends[a->is[i].end].lo, hi = ends[a->is[i].end].hi;
	mpfr_ptr v = a->v[side][i];

	if (!a->is[i].end || !mpfr_inexflag_p())
		return;
	a->full[i] |= !mpfr_cmp_si(v, lo) || !mpfr_cmp_si(v, hi);
	if (!mpfr_cmp_si(v, lo))      mpfr_nextabove(v);
	else if (!mpfr_cmp_si(v, hi)) mpfr_nextbelow(v);
}

/* x^0 = 1 and d/dx x^1 = 1 whatever x is */
static bool whatever(const Audit *a, int side, size_t i, const Id *x)
{
	return (a->is[i].pow || a->is[i].dpow) && a->exact[side][x[1]] && !mpfr_nan_p(a->v[side][x[1]]) &&
	       !mpfr_cmp_si(a->v[side][x[1]], a->is[i].dpow);
}

static void step(Audit *a, int side, size_t i)
{
	const Ins *in = &a->l->ins[i];
	const Id *x = args(a->l, in);
	mpfr_t *v = a->v[side];
	char *exact = a->exact[side];
	const void *px[3];
	bool all = true;

	mpfr_set_prec(v[i], a->p);
	for (size_t k = 0; k < in->nargs; k++)
		px[k] = v[x[k]], all &= exact[x[k]];
	if (in->nargs == 2 && (a->is[i].kind == PRODUCT || a->is[i].kind == QUOTIENT) && mpfr_zero_p(v[x[0]]) && exact[x[0]])
		all = true;                    /* nothing times something inexact is nothing */
	if (in->nargs == 2 && a->is[i].kind == PRODUCT && mpfr_zero_p(v[x[1]]) && exact[x[1]])
		all = true;
	if (in->nargs == 3)                    /* where: what was not chosen does not count */
		all = exact[x[mpfr_zero_p(v[x[0]]) ? 2 : 1]];
	all |= whatever(a, side, i, x);
	mpfr_clear_flags();
	apply(&mpfr, a->l, in, &v[i], px);
	exact[i] = (all || a->is[i].kind == STEPS || (a->is[i].kind == SIDES && !a->is[i].abs)) && !mpfr_inexflag_p();
	if (!whatever(a, side, i, x)) {
		int lost = vague(a, side, i), under = mpfr_underflow_p() && istiny(v[i]) ? TINY : 0;

		if (lost < under)       lost = under;
		if (a->lost[i] < lost)  a->lost[i] = (char)lost;
	}
	inside(a, side, i);
	if (mpfr_underflow_p() && mpfr_zero_p(v[i])) {         /* too small is not nothing: mod(e^-1e22, -1) is no jump */
		if (mpfr_signbit(v[i])) mpfr_nextbelow(v[i]);
		else                    mpfr_nextabove(v[i]);
	}
	if (mpfr_zero_p(v[i])) mpfr_set_zero(v[i], 1);         /* zero has no sign among the reals: atan2(round(-0.1), -1) is pi */
}

void auditrun(Audit *a, long p)
{
	a->p = p;
	memset(a->lost, 0, a->l->n);
	memset(a->full, 0, a->l->n);
	for (int side = 0; side < 3; side++)
		for (size_t i = 0; i < a->l->n; i++) {
			if (isinput(&a->l->ins[i])) a->exact[side][i] = 1;
			else                        step(a, side, i);
		}
}

/* ---- what the runs show -------------------------------------------------------- */

static void moved(Audit *a, const double *v)
{
	const List *l = a->l;

	memset(a->moves, 0, l->n);
	for (size_t k = 0; k < l->nin; k++) a->moves[l->in[k]] = v[k] != 0;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			a->moves[i] |= a->moves[args(l, &l->ins[i])[k]];
}

/* exponents of each row's changes; the subtractions are exact enough at 64 bits */
static void changes(Audit *a, long e)
{
	for (size_t i = 0; i < a->l->n; i++) {
		long s, t, d;

		a->change[i] = a->width[i] = a->bend[i] = NONE;
		if (!a->moves[i])
			continue;
		mpfr_sub(a->d, a->v[RIGHT][i], a->v[LEFT][i], MPFR_RNDN);
		mpfr_sub(a->s, a->v[RIGHT][i], a->v[HERE][i], MPFR_RNDN);
		mpfr_sub(a->t, a->v[HERE][i], a->v[LEFT][i], MPFR_RNDN);
		d = size(a->d), s = size(a->s), t = size(a->t);
		a->change[i] = d;
		a->width[i] = s > t ? s : t;
		mpfr_sub(a->d, a->s, a->t, MPFR_RNDN);
		if (size(a->d) > NONE) a->bend[i] = size(a->d) - 2 * e;
	}
}

/* the rows that lead to output o at x, in the branches taken; false: one of them is not finite */
static bool alive(Audit *a, size_t o)
{
	const List *l = a->l;
	bool finite = true;

	memset(a->live, 0, l->n);
	a->live[l->out[o]] = 1;
	for (size_t i = l->n; i-- > 0; ) {
		const Id *x = args(l, &l->ins[i]);

		if (!a->live[i])
			continue;
		finite &= mpfr_number_p(a->v[HERE][i]) != 0;
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			if (l->ins[i].nargs < 3 || !k || (k == 1) == !mpfr_zero_p(a->v[HERE][x[0]]))
				a->live[x[k]] = 1;
	}
	return finite;
}

static int order(mpfr_srcptr p, mpfr_srcptr q) { return mpfr_nan_p(p) || mpfr_nan_p(q) ? 9 : mpfr_cmp(p, q); }
static int signof(int c) { return (c > 0) - (c < 0); }

/* the row went another way at x - hv than at x + hv */
static bool crossed(const Audit *a, size_t i)
{
	const Id *x = args(a->l, &a->l->ins[i]);
	mpfr_t *m = a->v[LEFT], *q = a->v[RIGHT];

	switch (a->is[i].kind) {
	case STEPS:
		return !mpfr_equal_p(m[i], q[i]);
	case SIDES:
		return mpfr_nan_p(m[x[0]]) || mpfr_nan_p(q[x[0]]) || signof(mpfr_sgn(m[x[0]])) != signof(mpfr_sgn(q[x[0]]));
	case CHOICE:
		if (a->l->ins[i].nargs == 3)
			return (mpfr_zero_p(m[x[0]]) != 0) != (mpfr_zero_p(q[x[0]]) != 0);
		return signof(order(m[x[0]], m[x[1]])) != signof(order(q[x[0]], q[x[1]]));
	default:
		return false;
	}
}

/* bits lost in the change of a sum, product or quotient whose terms nearly cancel */
static long cancelled(const Audit *a, size_t i)
{
	const Id *x = args(a->l, &a->l->ins[i]);
	long p, q, most;

	if (a->is[i].kind != SUM && a->is[i].kind != PRODUCT && a->is[i].kind != QUOTIENT)
		return 0;
	p = a->change[x[0]], q = a->change[x[1]];
	if (a->is[i].kind == SUM)
		most = p > q ? p : q;
	else if (p == NONE || q == NONE)
		return 0;
	else if (a->is[i].kind == QUOTIENT)
		most = p - size(a->v[HERE][x[1]]);
	else {
		long u = size(a->v[HERE][x[0]]) + q, w = size(a->v[HERE][x[1]]) + p;

		if (size(a->v[HERE][x[0]]) == NONE || size(a->v[HERE][x[1]]) == NONE)
			return 0;
		most = u > w ? u : w;
	}
	return most == NONE ? 0 : a->change[i] == NONE ? FULL : most - a->change[i];
}

static bool exactly(const Audit *a, size_t i) { return a->exact[LEFT][i] && a->exact[HERE][i] && a->exact[RIGHT][i]; }

static bool fromexact(const Audit *a, size_t i)
{
	for (size_t k = 0; k < a->l->ins[i].nargs; k++)
		if (!exactly(a, args(a->l, &a->l->ins[i])[k]))
			return false;
	return true;
}

/* the noise of row i: one unit of its largest value */
static long noise(const Audit *a, size_t i)
{
	long most = NONE;

	for (int s = 0; s < 3; s++)
		if (size(a->v[s][i]) > most) most = size(a->v[s][i]);
	return most - a->p;
}

static void judge(Audit *a, size_t i, long C, long e, long k, int want, bool first, Finding *f)
{
	long above = a->width[i] == NONE ? -1 : a->width[i] - noise(a, i), straight, need = 40 + (C < 1000 ? C / 2 : 500);
	bool deep = a->p - k >= DEEP;

	if (a->is[i].kind == STEPS || a->is[i].kind == CHOICE || (a->is[i].kind == SIDES && !a->is[i].abs))
		return;
	if (a->is[i].kind != COPY && a->is[i].kind != SIDES && !exactly(a, i) && above < want + 20 + C && !(deep && above < 8))
		f->noise++;
	if (a->width[i] == NONE || above < 8) {
		a->bend[i] = NONE;
		return;
	}
	straight = a->change[i] == NONE ? -1 : a->bend[i] == NONE ? 64 : a->change[i] - (a->bend[i] + 2 * e);
	if (straight < (need > 60 ? 60 : need) && (first || a->wasbend[i] == NONE || a->bend[i] > a->wasbend[i] + 4))
		f->bent++;
}

/* the three values of row i are one */
static bool constant(const Audit *a, size_t i)
{
	return mpfr_equal_p(a->v[LEFT][i], a->v[HERE][i]) && mpfr_equal_p(a->v[HERE][i], a->v[RIGHT][i]);
}

/* no change reaches output o: floor, sign and comparisons pass none on unless they step, max and where only the chosen one's */
static bool still(Audit *a, size_t o)
{
	const List *l = a->l;
	char *stirs = alloc(l->n, 1);
	bool quiet;

	for (size_t i = 0; i < l->n; i++) {
		const Id *x = args(l, &l->ins[i]);

		if (!a->live[i] || !a->moves[i])
			continue;
		if (!l->ins[i].nargs)
			stirs[i] = 1;
		else if (a->is[i].kind == STEPS || (a->is[i].kind == SIDES && !a->is[i].abs))
			stirs[i] = !constant(a, i);
		else if (a->is[i].kind == CHOICE && l->ins[i].nargs == 3)
			stirs[i] = stirs[x[0]] | stirs[x[mpfr_zero_p(a->v[HERE][x[0]]) ? 2 : 1]];
		else if (a->is[i].kind == CHOICE && !crossed(a, i) && !mpfr_equal_p(a->v[HERE][x[0]], a->v[HERE][x[1]]))
			stirs[i] = stirs[x[mpfr_equal_p(a->v[HERE][i], a->v[HERE][x[0]]) ? 0 : 1]];
		else
			for (size_t k = 0; k < l->ins[i].nargs; k++) stirs[i] |= stirs[x[k]];
	}
	quiet = !stirs[l->out[o]];
	release(stirs);
	return quiet || (exactly(a, l->out[o]) && constant(a, l->out[o]));
}

/* the noise of row x, as an exponent; exact, or on the right side of a bound: none */
static long trembles(const Audit *a, Id x)
{ return a->exact[HERE][x] || a->full[x] || size(a->v[HERE][x]) == NONE ? NONE : size(a->v[HERE][x]) - a->p; }

/* what floor, a comparison or a period makes of row i is decided by noise, or by a step over more than one of its own */
static bool shaky(Audit *a, size_t i, long C)
{
	const Ins *in = &a->l->ins[i];
	const Id *x = args(a->l, in);
	bool two = in->nargs == 2;
	long t = in->nargs ? trembles(a, x[0]) : NONE, u = two ? trembles(a, x[1]) : NONE;
	mpfr_srcptr h = a->v[HERE][in->nargs ? x[0] : i];

	if (a->is[i].turns && !a->is[i].whole && (t > -64 || a->width[x[0]] > -2))
		return true;                   /* its noise, or its step, is no small part of a period */
	if (a->is[i].turns && t > -64)
		return true;
	if (a->is[i].whole) {
		mpfr_sub(a->d, a->v[RIGHT][i], a->v[LEFT][i], MPFR_RNDN);
		if (mpfr_cmpabs_ui(a->d, 1) > 0) return true;
		if (t == NONE) return false;
		mpfr_set_prec(a->t, mpfr_get_prec(h) + 8);     /* how far it is from where it steps: at the halves, or at the whole */
		mpfr_set(a->t, h, MPFR_RNDN);
		if (a->is[i].halves) mpfr_add_d(a->t, a->t, 0.5, MPFR_RNDN);
		mpfr_frac(a->t, a->t, MPFR_RNDN);
		mpfr_abs(a->t, a->t, MPFR_RNDN);
		if (mpfr_cmp_d(a->t, 0.5) > 0) mpfr_ui_sub(a->t, 1, a->t, MPFR_RNDN);
		mpfr_set(a->d, a->t, MPFR_RNDN);
		mpfr_set_prec(a->t, 64);
		return mpfr_zero_p(a->d) || size(a->d) < t + 16 + C;
	}
	if (two && (a->is[i].kind == STEPS || a->is[i].kind == CHOICE) && x[0] != x[1]) {
		if (t == NONE && u == NONE) return a->full[x[0]] && a->full[x[1]];
		mpfr_sub(a->d, h, a->v[HERE][x[1]], MPFR_RNDN);
		return mpfr_zero_p(a->d) || size(a->d) < (t > u ? t : u) + 16 + C;
	}
	return a->is[i].kind == SIDES && mpfr_zero_p(h) && !a->exact[HERE][x[0]];
}

/* far below every double, or nothing for certain */
static bool faint(const Audit *a, int side, Id i)
{ return mpfr_zero_p(a->v[side][i]) ? a->exact[side][i] : istiny(a->v[side][i]); }

void findings(Audit *a, const double *v, long e, long k, int want, bool first, Finding *f)
{
	const List *l = a->l;
	long *swap = a->wasbend;

	a->wasbend = a->bend;
	a->bend = swap;
	moved(a, v);
	changes(a, e);
	for (size_t o = 0; o < l->nout; o++) {
		bool full = false;
		long C = 0;

		f[o] = (Finding){ .finite = alive(a, o), .reached = a->moves[l->out[o]] };
		for (size_t i = 0; i < l->n; i++) {
			long c;

			if (!a->live[i] || !a->moves[i] || !l->ins[i].nargs)
				continue;
			f[o].paths += crossed(a, i);
			c = cancelled(a, i);
			if (c <= 2 || fromexact(a, i))
				continue;
			if (c >= FULL || a->change[i] - noise(a, i) < 8) full = true;
			else                                             C += c;
		}
		f[o].noise += full && a->p - k < DEEP;         /* a change that cancelled to nothing: only depth tells */
		for (size_t i = 0; i < l->n; i++)
			if (a->live[i] && a->moves[i] && l->ins[i].nargs) judge(a, i, C, e, k, want, first, &f[o]);
		for (size_t i = 0; i < l->n; i++)
			if (a->live[i]) f[o].shaky += shaky(a, i, C);
		f[o].lost = a->lost[l->out[o]] == UNKNOWN || (a->lost[l->out[o]] && !(faint(a, LEFT, l->out[o]) && faint(a, HERE, l->out[o]) && faint(a, RIGHT, l->out[o])));
		f[o].still = !f[o].paths && still(a, o);
	}
}
