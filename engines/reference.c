/* reference.c -- the derivative no rule can spoil: the primal in MPFR, differenced.
 *
 * Level L: k = 80 2^L bits of step, p = 320 2^L bits of precision, h = 2^(s-k);
 * x - hv, x, x + hv are formed exactly.
 *
 *	F = (f(x + hv) - f(x))/h    B = (f(x) - f(x - hv))/h    D = (F + B)/2    f'' = (F - B)/h
 *
 * A derivative is believed when two levels agree beyond the bits asked for and
 * both sides say the same; a zero only when 2300 bits lie between step and
 * precision, for zero is what cancellation gives too.  Primitives that have a
 * meaning are expanded: no hand-written kernel is trusted.
 */
#include "engines/reference.h"
#include "engines/program.h"
#include <math.h>
#include <string.h>

enum { LEVELS = 8, STEP = 80, PREC = 320, RANGE = 1 << 20 };
enum { ROOM = 22 };                        /* bits two levels must agree beyond those asked for: 75 for a double */
static const long SPAN = 2300, TINY = -1140;   /* bits that make a zero believable; below the smallest double squared */

const char *const classname[] = {
	"smooth", "zero", "kink", "join", "vertical", "jump", "one-sided", "undefined", "undecided"
};

typedef struct { mpfr_t F, B, D; bool left, right; } Quotient;   /* left, right: that side is finite */

struct Reference {
	Fn fn;
	int want;
	size_t nx, ny;
	List *list;                        /* expanded, or NULL: recorded at each point */
	bool whole;                        /* steps beyond whole numbers would see nothing */
	mpfr_t *x, *y[3];                  /* a point; values at x - hv, x, x + hv */
	Quotient *q[3];                    /* of this level and the two before it */
};

/* ---- evaluation -------------------------------------------------------------- */

/* the exponents MPFR starts with turned sinh(1.6e11) into infinity, and so into a silent zero */
static void range(void)
{
	mpfr_set_emin(-RANGE);
	mpfr_set_emax(+RANGE);
}

/* functions that step or repeat at whole numbers look smooth to a step of many of them: floor, and sinpi at 1e160 */
static bool periodic(const List *l)
{
	static const char *const at[] = { "floor", "round", "fmod", "sinpi", "cospi" };

	for (size_t i = 0; l && i < l->n; i++)
		for (size_t k = 0; k < sizeof at / sizeof *at; k++)
			if (!strcmp(l->ins[i].prim->name, at[k]))
				return true;
	return false;
}

Reference *newreference(const Fn *f, int want, char why[WHY])
{
	Reference *r = alloc(1, sizeof *r);
	List *l = trace(f, NULL, NULL, why);

	range();
	*r = (Reference){ .fn = *f, .want = want, .nx = inputsof(f) };
	if (l) {
		r->list = expand(l, nothing, &mpfr);
		r->ny = ny(l);
		r->whole = periodic(r->list);
		freelist(l);
	}
	r->x = alloc(r->nx, sizeof *r->x);
	for (size_t i = 0; i < r->nx; i++) mpfr_init2(r->x[i], 53);
	return r;
}

static void setup(Reference *r, size_t n)
{
	if (r->y[0])
		return;
	r->ny = n;
	for (int k = 0; k < 3; k++) {
		r->y[k] = alloc(n, sizeof *r->y[k]);
		r->q[k] = alloc(n, sizeof *r->q[k]);
		for (size_t o = 0; o < n; o++) {
			mpfr_init(r->y[k][o]);
			mpfr_inits(r->q[k][o].F, r->q[k][o].B, r->q[k][o].D, (mpfr_ptr)0);
		}
	}
}

/* the list at the default precision from r->x to r->y[k] */
static void evaluated(Reference *r, Run *run_, int k)
{
	char why[WHY];
	const void *x = r->x;
	List *l = run_ ? r->list : trace(&r->fn, &mpfr, r->x, why);
	size_t n = 0;

	if (!l)
		bad("%s: %s", r->fn.name, why);
	setup(r, ny(l));
	if (run_) {
		for (size_t i = 0; i < l->nin; i++) x = put(run_, i, x);
		run(run_);
	}
	for (size_t o = 0; o < l->nout; o++) {
		const mpfr_t *v = run_ ? slot(run_, l->out[o]) : value(row(l, l->out[o]));

		for (size_t i = 0; i < count(rowshape(l, l->out[o])); i++, n++) {
			mpfr_set_prec(r->y[k][n], mpfr_get_default_prec());
			mpfr_set(r->y[k][n], v[i], MPFR_RNDN);
		}
	}
	if (!run_)
		freelist(l);
}

/* x + sign 2^e v, exactly */
static void point(Reference *r, const double *x, const double *v, int sign, long e)
{
	for (size_t i = 0; i < r->nx; i++) {
		long top, low;
		mpfr_t t;

		mpfr_set_prec(r->x[i], 53);
		mpfr_set_d(r->x[i], x[i], MPFR_RNDN);
		if (!sign || v[i] == 0 || !mpfr_number_p(r->x[i]))
			continue;
		mpfr_init2(t, 53);
		mpfr_set_d(t, sign * v[i], MPFR_RNDN);
		mpfr_mul_2si(t, t, e, MPFR_RNDN);
		top = mpfr_get_exp(t);
		low = top - 53;
		if (x[i] != 0 && mpfr_get_exp(r->x[i]) > top) top = mpfr_get_exp(r->x[i]);
		if (x[i] != 0 && mpfr_get_exp(r->x[i]) - 53 < low) low = mpfr_get_exp(r->x[i]) - 53;
		mpfr_set_prec(r->x[i], top - low + 2);
		mpfr_set_d(r->x[i], x[i], MPFR_RNDN);
		mpfr_add(r->x[i], r->x[i], t, MPFR_RNDN);
		mpfr_clear(t);
	}
}

void primal(Reference *r, const double *x, mpfr_t *y)
{
	long was = mpfr_get_default_prec();
	Run *one;

	range();
	precision(4 * (r->want > PREC ? r->want : PREC));
	point(r, x, NULL, 0, 0);
	one = r->list ? newrun(r->list, &mpfr) : NULL;
	evaluated(r, one, 1);
	for (size_t o = 0; y && o < r->ny; o++) {
		mpfr_set_prec(y[o], mpfr_get_default_prec());
		mpfr_set(y[o], r->y[1][o], MPFR_RNDN);
	}
	freerun(one);
	precision(was);
}

size_t refnx(const Reference *r) { return r->nx; }
size_t refny(const Reference *r) { return r->ny; }

void freereference(Reference *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->nx; i++) mpfr_clear(r->x[i]);
	for (int k = 0; k < 3 && r->y[k]; k++) {
		for (size_t o = 0; o < r->ny; o++) {
			mpfr_clear(r->y[k][o]);
			mpfr_clears(r->q[k][o].F, r->q[k][o].B, r->q[k][o].D, (mpfr_ptr)0);
		}
		release(r->y[k]);
		release(r->q[k]);
	}
	freelist(r->list);
	release(r->x);
	release(r);
}

/* ---- one level ------------------------------------------------------------------ */

/* the scale of the step: the smallest E(x) - E(v) of what moves */
static long scale(const Reference *r, const double *x, const double *v)
{
	long s = 0;
	bool any = r->whole;

	for (size_t i = 0; i < r->nx; i++) {
		int ex = 0, ev;

		if (v[i] == 0)
			continue;
		frexp(v[i], &ev);
		if (x[i] != 0) frexp(x[i], &ex);
		if (!any || ex - ev < s) s = ex - ev;
		any = true;
	}
	return s;
}

static void quotients(Reference *r, long e, Quotient *q)
{
	long p = mpfr_get_default_prec();

	for (size_t o = 0; o < r->ny; o++, q++) {
		mpfr_set_prec(q->F, p);
		mpfr_set_prec(q->B, p);
		mpfr_set_prec(q->D, p);
		mpfr_sub(q->F, r->y[2][o], r->y[1][o], MPFR_RNDN);
		mpfr_sub(q->B, r->y[1][o], r->y[0][o], MPFR_RNDN);
		mpfr_mul_2si(q->F, q->F, -e, MPFR_RNDN);
		mpfr_mul_2si(q->B, q->B, -e, MPFR_RNDN);
		mpfr_add(q->D, q->F, q->B, MPFR_RNDN);
		mpfr_div_2ui(q->D, q->D, 1, MPFR_RNDN);
		q->left = mpfr_number_p(r->y[0][o]);
		q->right = mpfr_number_p(r->y[2][o]);
	}
}

static void level(Reference *r, const double *x, const double *v, long e, long p, Quotient *q)
{
	Run *one;

	precision(p);
	one = r->list ? newrun(r->list, &mpfr) : NULL;
	for (int k = 0; k < 3; k++) {
		point(r, x, v, k - 1, e);
		evaluated(r, one, k);
	}
	freerun(one);
	quotients(r, e, q);
}

/* ---- what the levels say ------------------------------------------------------------ */

static long size(const mpfr_t a) { return mpfr_zero_p(a) ? -RANGE : mpfr_regular_p(a) ? mpfr_get_exp(a) : RANGE; }

/* a and b agree in so many leading bits */
static bool agree(const mpfr_t a, const mpfr_t b, long bits)
{
	mpfr_t d;
	bool yes;

	mpfr_init2(d, 64);
	mpfr_sub(d, a, b, MPFR_RNDN);
	yes = mpfr_zero_p(d) || size(d) <= size(a) - bits;
	mpfr_clear(d);
	return yes;
}

/* F or B grows like h^-a, twice with the same a */
static double growth(const Quotient *q0, const Quotient *q1, const Quotient *q2, long k0, long k1, long k2)
{
	bool right = size(q2->F) > size(q2->B);
	double a = (double)(right ? size(q1->F) - size(q0->F) : size(q1->B) - size(q0->B)) / (double)(k1 - k0);
	double b = (double)(right ? size(q2->F) - size(q1->F) : size(q2->B) - size(q1->B)) / (double)(k2 - k1);

	return fabs(a - b) < 0.05 ? b : 0;
}

/* the smallest bits a finite value keeps beyond its step, for a zero to be one */
static bool zero(const Quotient *q, long k, long p)
{
	return k >= 1280 && p - k >= SPAN && size(q->D) < TINY && size(q->F) < TINY && size(q->B) < TINY;
}

static void set(mpfr_t y, const mpfr_t x)
{
	mpfr_set_prec(y, mpfr_get_prec(x));
	mpfr_set(y, x, MPFR_RNDN);
}

static void smooth(Truth *t, const Quotient *q, long e, Class class)
{
	t->class = class;
	set(t->d, q->D);
	set(t->second, q->F);
	mpfr_sub(t->second, q->F, q->B, MPFR_RNDN);
	mpfr_mul_2si(t->second, t->second, -e, MPFR_RNDN);
}

static void zeroed(Truth *t)
{
	t->class = ZERO;
	mpfr_set_zero(t->d, 1);
}

static bool decided(Reference *r, size_t o, int L, const long *k, const long *p, long e, Truth *t)
{
	const Quotient *now = &r->q[L % 3][o], *was = L ? &r->q[(L + 2) % 3][o] : NULL, *old = L > 1 ? &r->q[(L + 1) % 3][o] : NULL;
	double a;

	t->bits = (int)p[L];
	if (!mpfr_number_p(r->y[1][o])) {
		t->class = NOWHERE;
		return true;
	}
	if (!now->left || !now->right) {
		t->class = now->left == now->right ? NOWHERE : ONESIDED;
		if (now->left && was && was->left && agree(now->B, was->B, r->want)) set(t->left, now->B);
		if (now->right && was && was->right && agree(now->F, was->F, r->want)) set(t->right, now->F);
		return L > 2;                  /* nearer, both sides may be there */
	}
	if (zero(now, k[L], p[L])) {
		smooth(t, now, e, ZERO);
		zeroed(t);
		return true;
	}
	if (!was || !was->left || !was->right)
		return false;
	if (!mpfr_zero_p(now->D) && agree(now->D, was->D, r->want + ROOM) && agree(now->F, now->B, r->want / 2)) {
		smooth(t, now, e, SMOOTH);
		return true;
	}
	if (L > 1 && agree(now->F, was->F, r->want) && agree(now->B, was->B, r->want) && (size(now->F) > TINY || size(now->B) > TINY)) {
		t->class = KINK;
		set(t->left, now->B);
		set(t->right, now->F);
		return true;
	}
	if (old && old->left && old->right && (a = growth(old, was, now, k[L - 2], k[L - 1], k[L])) > 0.05) {
		t->class = a > 0.95 ? JUMP : VERTICAL;
		if (t->class == VERTICAL) {
			set(t->left, now->B);
			set(t->right, now->F);
			mpfr_set_inf(t->d, mpfr_sgn(now->D));
		}
		return true;
	}
	return false;
}

/* an output no moved input reaches needs no number at all */
static void reached(const Reference *r, const double *v, char *moves)
{
	const List *l = r->list;
	char *row = alloc(l->n, 1);
	size_t j = 0, n = 0;

	for (size_t k = 0; k < l->nin; k++)
		for (size_t i = 0; i < count(rowshape(l, l->in[k])); i++)
			if (v[j++] != 0) row[l->in[k]] = 1;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			row[i] |= row[args(l, &l->ins[i])[k]];
	for (size_t o = 0; o < l->nout; o++)
		for (size_t i = 0; i < count(rowshape(l, l->out[o])); i++)
			moves[n++] = row[l->out[o]];
	release(row);
}

void along(Reference *r, const double *x, const double *v, Truth *t)
{
	long was = mpfr_get_default_prec(), s = scale(r, x, v), k[LEVELS], p[LEVELS];
	size_t left;
	char *done;
	int first = 0;

	range();
	while (STEP << first < r->want + 27) first++;          /* 27: the step is finer than the agreement asked for */
	if (!r->y[0])
		primal(r, x, NULL);
	done = alloc(r->ny, 1);
	left = r->ny;
	if (r->list) {
		reached(r, v, done);
		for (size_t o = 0; o < r->ny; o++)
			if ((done[o] = !done[o])) left--;
		if (left < r->ny)
			primal(r, x, NULL);
	}
	for (size_t o = 0; o < r->ny; o++) {
		mpfr_set_nan(t[o].d), mpfr_set_nan(t[o].left), mpfr_set_nan(t[o].right), mpfr_set_nan(t[o].second);
		t[o].class = UNDECIDED;
		if (done[o]) {
			t[o].bits = 53;
			mpfr_set_zero(t[o].second, 1);
			if (mpfr_number_p(r->y[1][o])) zeroed(&t[o]);
			else                           t[o].class = NOWHERE;
		}
	}
	for (int L = 0; left && L + first < LEVELS && L < 6; L++) {
		k[L] = (long)STEP << (L + first);
		p[L] = (long)PREC << (L + first);
		level(r, x, v, s - k[L], p[L], r->q[L % 3]);
		for (size_t o = 0; o < r->ny; o++)
			if (!done[o] && decided(r, o, L, k, p, s - k[L], &t[o])) {
				done[o] = 1;
				left--;
			}
	}
	release(done);
	precision(was);
}

Truth *newtruths(size_t n)
{
	Truth *t = alloc(n, sizeof *t);

	for (size_t i = 0; i < n; i++)
		mpfr_inits2(64, t[i].d, t[i].left, t[i].right, t[i].second, (mpfr_ptr)0);
	return t;
}

void freetruths(size_t n, Truth *t)
{
	for (size_t i = 0; t && i < n; i++)
		mpfr_clears(t[i].d, t[i].left, t[i].right, t[i].second, (mpfr_ptr)0);
	release(t);
}

/* ---- the ulp ------------------------------------------------------------------------- */

/* d is beyond the largest number of T, so that infinity is d rounded */
static bool overflows(const mpfr_t d, const Num *T)
{
	long top = T == &f32 ? 128 : T == &f64 ? 1024 : RANGE;
	mpfr_t most;
	bool yes;

	mpfr_init2(most, digits(T) + 1);       /* 2^top (1 - u/2): from here on nearest is infinity */
	mpfr_set_ui_2exp(most, 1, top, MPFR_RNDZ);
	mpfr_nextbelow(most);
	yes = mpfr_cmpabs(d, most) >= 0;
	mpfr_clear(most);
	return yes;
}

/* |y - d| / 2^max(E(d) - digits, smallest): d is never rounded first (ACCURACY, section 1) */
static double distance(const mpfr_t y, const mpfr_t d, const Num *T)
{
	long least = T == &f32 ? -149 : T == &f64 ? -1074 : -RANGE, e = size(d) - digits(T);
	mpfr_t t;
	double u;

	if (mpfr_equal_p(y, d) || (mpfr_inf_p(y) && mpfr_sgn(y) == mpfr_sgn(d) && overflows(d, T)))
		return 0;
	if (!mpfr_number_p(y) || !mpfr_number_p(d))
		return mpfr_inf_p(y) && mpfr_inf_p(d) ? INFINITY : mpfr_nan_p(d) ? NAN : INFINITY;
	mpfr_init2(t, 128);
	mpfr_sub(t, y, d, MPFR_RNDA);
	mpfr_mul_2si(t, t, -(e < least ? least : e), MPFR_RNDA);
	u = fabs(mpfr_get_d(t, MPFR_RNDN));
	mpfr_clear(t);
	return u;
}

double ulps(const mpfr_t y, const Truth *t, const Num *T)
{
	switch (t->class) {
	case SMOOTH: case ZERO: case JOIN:
		return distance(y, t->d, T);
	case KINK:
		if (mpfr_nan_p(y)) return INFINITY;
		if (mpfr_cmp(y, t->left) * mpfr_cmp(y, t->right) <= 0) return 0;
		return fmin(distance(y, t->left, T), distance(y, t->right, T));
	case VERTICAL:
		return mpfr_inf_p(y) ? 0 : mpfr_nan_p(y) ? INFINITY : NAN;
	case ONESIDED: case NOWHERE:
		return mpfr_nan_p(y) ? 0 : NAN;
	default:
		return NAN;
	}
}
