/* reference.c -- the derivative no rule can spoil: the primal in MPFR, differenced and audited.
 *
 * Level L: k = 80 2^L bits of step, p = 320 2^L bits of precision, h = 2^(s-k);
 * x - hv, x, x + hv are formed exactly.
 *
 *	F = (f(x + hv) - f(x))/h    B = (f(x) - f(x - hv))/h    D = (F + B)/2    f'' = (F - B)/h
 *
 * A derivative is believed when two levels agree beyond the bits asked for, both
 * sides say the same, and no value on the way to it fails its audit (audit.c); a
 * zero only when 2300 bits lie between step and precision, for zero is what
 * cancellation gives too.  Primitives that have a meaning are expanded and arrays
 * taken apart: no hand-written kernel is trusted.
 */
#include "engines/reference/reference.h"
#include "engines/reference/audit.h"
#include "engines/run/program.h"
#include <math.h>
#include <string.h>

enum { LEVELS = 9, DEEPEST = 6, STEP = 80, PREC = 320 };
enum { ROOM = 22 };                        /* bits two levels must agree beyond those asked for: 75 for a double */
enum { SAME = 40, STABLE = 60, SETTLED = 20 };     /* bits: F and B say the same; one side stays; a jump keeps its height */
static const long SPAN = 2300, TINY = -1140;       /* bits that make a zero believable; below the smallest double squared */
static const size_t MOST = (size_t)2 << 30;        /* bytes of one level: deeper is answered by UNDECIDED */

const char *const classname[] = {
	"smooth", "zero", "kink", "join", "vertical", "jump", "one-sided", "undefined", "undecided"
};

typedef struct {                           /* one output at one level */
	mpfr_t F, B, D, rise, fall;        /* rise, fall: f(x + hv) - f(x), f(x - hv) - f(x) */
	bool left, right;                  /* that side is finite */
	bool still;                        /* nothing moves it */
	double growF, growB;               /* F ~ h^-growF since the level before */
	long apart;                        /* exponent of F - B */
} Quotient;

struct Reference {
	Fn fn;
	int want;
	size_t nx, ny;
	List *list, *scalars;              /* expanded, and taken apart; NULL: recorded at each point */
	Audit *audit;
	bool whole;                        /* steps beyond whole numbers would see nothing */
	mpfr_t *x, *y;                     /* a point, and values */
	Quotient *now, *was;
	Finding *found;
};

/* ---- opening ------------------------------------------------------------------- */

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

	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < sizeof at / sizeof *at; k++)
			if (!strcmp(l->ins[i].prim->name, at[k]))
				return true;
	return false;
}

static List *apart(const List *expanded) { return simplify(scalarise(expanded), &mpfr); }

Reference *newreference(const Fn *f, int want, char why[WHY])
{
	Reference *r = alloc(1, sizeof *r);
	List *l = fixedtrace(f, why);

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

static void initquotients(Quotient *q, size_t n)
{
	for (size_t o = 0; o < n; o++)
		mpfr_inits2(64, q[o].F, q[o].B, q[o].D, q[o].rise, q[o].fall, (mpfr_ptr)0);
}

static void setup(Reference *r, size_t n)
{
	if (r->y)
		return;
	r->ny = n;
	r->y = alloc(n, sizeof *r->y);
	r->now = alloc(n, sizeof *r->now);
	r->was = alloc(n, sizeof *r->was);
	r->found = alloc(n, sizeof *r->found);
	for (size_t o = 0; o < n; o++) mpfr_init(r->y[o]);
	initquotients(r->now, n);
	initquotients(r->was, n);
}

static void freequotients(Quotient *q, size_t n)
{
	for (size_t o = 0; q && o < n; o++)
		mpfr_clears(q[o].F, q[o].B, q[o].D, q[o].rise, q[o].fall, (mpfr_ptr)0);
	release(q);
}

void freereference(Reference *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->nx; i++) mpfr_clear(r->x[i]);
	for (size_t o = 0; r->y && o < r->ny; o++) mpfr_clear(r->y[o]);
	freequotients(r->now, r->ny);
	freequotients(r->was, r->ny);
	freeaudit(r->audit);
	freelist(r->list);
	freelist(r->scalars);
	release(r->found);
	release(r->x);
	release(r->y);
	release(r);
}

size_t refnx(const Reference *r) { return r->nx; }
size_t refny(const Reference *r) { return r->ny; }

/* ---- points and values ------------------------------------------------------------ */

/* y = x + sign 2^e v, exactly */
static void moved(mpfr_t y, double x, double v, int sign, long e)
{
	long top, low;
	mpfr_t t;

	mpfr_set_prec(y, 53);
	mpfr_set_d(y, x, MPFR_RNDN);
	if (!sign || v == 0 || !mpfr_number_p(y))
		return;
	mpfr_init2(t, 53);
	mpfr_set_d(t, sign * v, MPFR_RNDN);
	mpfr_mul_2si(t, t, e, MPFR_RNDN);
	top = mpfr_get_exp(t);
	low = top - 53;
	if (x != 0 && mpfr_get_exp(y) > top) top = mpfr_get_exp(y);
	if (x != 0 && mpfr_get_exp(y) - 53 < low) low = mpfr_get_exp(y) - 53;
	mpfr_set_prec(y, top - low + 2);
	mpfr_set_d(y, x, MPFR_RNDN);
	mpfr_add(y, y, t, MPFR_RNDN);
	mpfr_clear(t);
}

/* the list that is run at r->x */
static List *recorded(Reference *r)
{
	char why[WHY];
	List *l, *plain, *said;

	spelledout = true;
	l = trace(&r->fn, &mpfr, r->x, why);
	spelledout = false;
	if (!l)
		bad("%s: %s", r->fn.name, why);
	plain = copylist(l);
	said = expand(plain, nothing, &mpfr);
	freelist(l);
	freelist(plain);
	return said;
}

void primal(Reference *r, const double *x, mpfr_t *y)
{
	long was = mpfr_get_default_prec();
	const void *from = r->x;
	List *l;
	Run *one;
	size_t n = 0;

	range();
	precision(4 * (r->want > PREC ? r->want : PREC));
	for (size_t i = 0; i < r->nx; i++) moved(r->x[i], x[i], 0, 0, 0);
	l = r->list ? r->list : recorded(r);
	setup(r, ny(l));
	one = newrun(l, &mpfr);
	for (size_t k = 0; k < l->nin; k++) from = put(one, k, from);
	run(one);
	for (size_t o = 0; o < l->nout; o++) {
		const mpfr_t *v = slot(one, l->out[o]);

		for (size_t i = 0; i < count(rowshape(l, l->out[o])); i++, n++) {
			mpfr_set_prec(r->y[n], mpfr_get_default_prec());
			mpfr_set(r->y[n], v[i], MPFR_RNDN);
			if (y) mpfr_set_prec(y[n], mpfr_get_default_prec()), mpfr_set(y[n], v[i], MPFR_RNDN);
		}
	}
	freerun(one);
	if (l != r->list)
		freelist(l);
	precision(was);
}

/* ---- one level ---------------------------------------------------------------------- */

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

static void set(mpfr_t y, mpfr_srcptr x)
{
	mpfr_set_prec(y, mpfr_get_prec(x));
	mpfr_set(y, x, MPFR_RNDN);
}

static void quotient(Quotient *q, mpfr_srcptr left, mpfr_srcptr here, mpfr_srcptr right, long e, long p)
{
	mpfr_ptr all[] = { q->F, q->B, q->D, q->rise, q->fall };

	for (int k = 0; k < 5; k++) mpfr_set_prec(all[k], p);
	mpfr_sub(q->rise, right, here, MPFR_RNDN);
	mpfr_sub(q->fall, left, here, MPFR_RNDN);
	mpfr_mul_2si(q->F, q->rise, -e, MPFR_RNDN);
	mpfr_mul_2si(q->B, q->fall, -e, MPFR_RNDN);
	mpfr_neg(q->B, q->B, MPFR_RNDN);
	mpfr_sub(q->D, right, left, MPFR_RNDN);
	mpfr_mul_2si(q->D, q->D, -e - 1, MPFR_RNDN);
	q->left = mpfr_number_p(left);
	q->right = mpfr_number_p(right);
}

static bool alike(const List *a, const List *b)
{
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = a->ins[i].prim == b->ins[i].prim && !memcmp(args(a, &a->ins[i]), args(b, &b->ins[i]), a->ins[i].nargs * sizeof(Id));
	return same;
}

static void points(Audit *a, size_t n, const double *x, const double *v, long e)
{
	for (int side = LEFT; side <= RIGHT; side++)
		for (size_t i = 0; i < n; i++) moved(*inputof(a, side, i), x[i], v[i], side - HERE, e);
}

/* a function that branches on numbers is recorded on each side; where the lists differ, so do the paths */
static void anew(Reference *r, const double *x, const double *v, long e, long p, long k)
{
	List *l[3];
	Audit *a[3];
	bool same;

	for (int side = LEFT; side <= RIGHT; side++) {
		List *said;

		for (size_t i = 0; i < r->nx; i++) moved(r->x[i], x[i], v[i], side - HERE, e);
		said = recorded(r);
		l[side] = apart(said);
		freelist(said);
	}
	same = alike(l[LEFT], l[HERE]) && alike(l[HERE], l[RIGHT]);
	for (int side = LEFT; side <= RIGHT; side++) {
		a[side] = newaudit(l[side]);
		points(a[side], r->nx, x, v, e);
		auditrun(a[side], p);
	}
	findings(a[HERE], v, e, k, r->want, true, r->found);
	for (size_t o = 0; o < r->ny; o++) {
		if (!same) r->found[o].paths++;
		quotient(&r->now[o], outputof(a[LEFT], LEFT, o), outputof(a[HERE], HERE, o), outputof(a[RIGHT], RIGHT, o), e, p);
	}
	for (int side = LEFT; side <= RIGHT; side++) {
		freeaudit(a[side]);
		freelist(l[side]);
	}
}

static void level(Reference *r, const double *x, const double *v, long e, long p, long k, bool first)
{
	precision(p);
	if (!r->list) {
		anew(r, x, v, e, p, k);
		return;
	}
	if (!r->audit) {
		r->scalars = apart(r->list);
		r->audit = newaudit(r->scalars);
	}
	points(r->audit, r->nx, x, v, e);
	auditrun(r->audit, p);
	findings(r->audit, v, e, k, r->want, first, r->found);
	for (size_t o = 0; o < r->ny; o++)
		quotient(&r->now[o], outputof(r->audit, LEFT, o), outputof(r->audit, HERE, o), outputof(r->audit, RIGHT, o), e, p);
}

/* ---- what the levels say -------------------------------------------------------------- */

static long size(const mpfr_t a) { return mpfr_regular_p(a) ? mpfr_get_exp(a) : mpfr_zero_p(a) ? -RANGE : RANGE; }

/* the bits in which a and b agree, of a's; a zero agrees with a zero in all */
static long bits(const mpfr_t a, const mpfr_t b)
{
	mpfr_t d;
	long n;

	mpfr_init2(d, 64);
	mpfr_sub(d, a, b, MPFR_RNDN);
	n = mpfr_zero_p(d) ? RANGE : mpfr_zero_p(a) ? 0 : size(a) - size(d);
	mpfr_clear(d);
	return n;
}

static bool tiny(const Quotient *q) { return size(q->D) < TINY && size(q->F) < TINY && size(q->B) < TINY; }

static void smooth(Truth *t, const Quotient *q, long e, Class class)
{
	t->class = class;
	set(t->d, q->D);
	set(t->second, q->F);
	mpfr_sub(t->second, q->F, q->B, MPFR_RNDN);
	mpfr_mul_2si(t->second, t->second, -e, MPFR_RNDN);
	if (class == ZERO) mpfr_set_zero(t->d, 1);
	if (class == JOIN) mpfr_set_nan(t->second);
}

static void sides(Truth *t, const Quotient *q, Class class)
{
	t->class = class;
	if (class == JUMP)
		return;
	if (q->left) set(t->left, q->B);
	if (q->right) set(t->right, q->F);
	if (class != VERTICAL)
		return;
	mpfr_set_inf(t->d, mpfr_sgn(q->right && mpfr_sgn(q->F) ? q->F : q->B));
	if (q->left) mpfr_set_inf(t->left, mpfr_sgn(q->B));
	if (q->right) mpfr_set_inf(t->right, mpfr_sgn(q->F));
}

/* F, or B, grows like h^-a, twice with the same a: +1 a jump, -1 a vertical tangent, 0 neither */
static int grows(double a, double before, bool keepsheight)
{
	if (!(a > 0.03 && fabs(a - before) < 0.02))
		return 0;
	return a > 0.9 && keepsheight ? +1 : a < 0.99 && !keepsheight ? -1 : 0;
}

/* one side is missing: a vertical tangent or a derivative from the other */
static bool onesided(const Quotient *q, const Quotient *was, int L, long dk, Truth *t)
{
	mpfr_srcptr g = q->right ? q->F : q->B, old = q->right ? was->F : was->B;

	if (L < 4)
		return false;                  /* nearer, both sides may be there */
	if (!q->left && !q->right)
		t->class = NOWHERE;
	else {
		sides(t, q, (double)(size(g) - size(old)) / (double)dk > 0.01 ? VERTICAL : ONESIDED);
		if (t->class == ONESIDED && bits(g, old) < STABLE)     /* like log h: no value to give */
			mpfr_set_nan(t->left), mpfr_set_nan(t->right);
	}
	return true;
}

static bool decided(const Reference *r, size_t o, int L, const long *k, const long *p, long e, Truth *t)
{
	Quotient *q = &r->now[o], *was = &r->was[o];
	const Finding *f = &r->found[o];
	long dk = L ? k[L] - k[L - 1] : 1;
	bool agree, same, F, B, shrinks;
	int f1, b1;

	t->bits = (int)p[L];
	q->still = f->still;
	if (!f->finite || !mpfr_number_p(r->y[o])) {
		t->class = NOWHERE;
		return true;
	}
	if (!q->left || !q->right)
		return onesided(q, was, L, dk, t);
	if (!L || !was->left || !was->right || f->shaky)
		return false;
	agree = bits(q->D, was->D) >= r->want + ROOM;
	same = bits(q->F, q->B) >= SAME || (size(q->D) - size(q->F) >= SAME && size(q->D) - size(q->B) >= SAME);
	F = bits(q->F, was->F) >= STABLE || size(q->F) < TINY;
	B = bits(q->B, was->B) >= STABLE || size(q->B) < TINY;
	q->growF = mpfr_zero_p(q->F) || mpfr_zero_p(was->F) ? 0 : (double)(size(q->F) - size(was->F)) / (double)dk;
	q->growB = mpfr_zero_p(q->B) || mpfr_zero_p(was->B) ? 0 : (double)(size(q->B) - size(was->B)) / (double)dk;
	f1 = L > 1 && size(q->F) > TINY ? grows(q->growF, was->growF, bits(q->rise, was->rise) >= SETTLED) : 0;
	b1 = L > 1 && size(q->B) > TINY ? grows(q->growB, was->growB, bits(q->fall, was->fall) >= SETTLED) : 0;
	q->apart = size(q->F) - bits(q->F, q->B);
	shrinks = bits(q->F, q->B) == RANGE || q->apart <= was->apart - SETTLED;

	if (f->lost && !(q->still && was->still))
		return false;

	if (f->paths && L > 1) {               /* another path on either side, still */
		if (f1 > 0 || b1 > 0)      sides(t, q, JUMP);
		else if (f1 < 0 || b1 < 0) sides(t, q, VERTICAL);
		else if (tiny(q))          smooth(t, q, e, ZERO);
		else if (F && B) {
			if (shrinks) smooth(t, q, e, JOIN);
			sides(t, q, shrinks ? JOIN : KINK);
		} else return false;
		return true;
	}
	if (f->paths)
		return false;
	if ((tiny(q) && k[L] >= 1280 && p[L] - k[L] >= SPAN) || (q->still && was->still))
		smooth(t, q, e, ZERO);
	else if (!f->noise && !f->bent && agree && same && !mpfr_zero_p(q->D))
		smooth(t, q, e, SMOOTH);
	else if (f->noise || L < 2)
		return false;
	else if (F && B && !same && !tiny(q))
		sides(t, q, KINK);
	else if (f1 > 0 || b1 > 0)
		sides(t, q, JUMP);
	else if (f1 < 0 || b1 < 0)
		sides(t, q, VERTICAL);
	else
		return false;
	return true;
}

/* an output no moved input reaches needs no number at all */
static size_t reached(const Reference *r, const double *v, char *done)
{
	const List *l = r->list;
	char *row = alloc(l->n, 1);
	size_t j = 0, n = 0, left = 0;

	for (size_t k = 0; k < l->nin; k++)
		for (size_t i = 0; i < count(rowshape(l, l->in[k])); i++)
			if (v[j++] != 0) row[l->in[k]] = 1;
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			row[i] |= row[args(l, &l->ins[i])[k]];
	for (size_t o = 0; o < l->nout; o++)
		for (size_t i = 0; i < count(rowshape(l, l->out[o])); i++) {
			done[n++] = !row[l->out[o]];
			left += row[l->out[o]];
		}
	release(row);
	return left;
}

static void blank(Truth *t)
{
	mpfr_set_nan(t->d), mpfr_set_nan(t->left), mpfr_set_nan(t->right), mpfr_set_nan(t->second);
	t->class = UNDECIDED;
}

void along(Reference *r, const double *x, const double *v, Truth *t)
{
	long was = mpfr_get_default_prec(), s = scale(r, x, v), k[DEEPEST], p[DEEPEST];
	size_t left;
	char *done;
	int first = 0;

	range();
	while (2 * (STEP << first) < r->want + ROOM + 20) first++;     /* D is off by h^2; 20: beyond the agreement asked for */
	primal(r, x, NULL);
	done = alloc(r->ny, 1);
	left = r->list ? reached(r, v, done) : r->ny;
	for (size_t o = 0; o < r->ny; o++) {
		blank(&t[o]);
		if (!done[o])
			continue;
		t[o].bits = 53;
		t[o].class = mpfr_number_p(r->y[o]) ? ZERO : NOWHERE;
		mpfr_set_zero(t[o].second, 1);
		if (t[o].class == ZERO) mpfr_set_zero(t[o].d, 1);
	}
	for (int L = 0; left && L + first < LEVELS && L < DEEPEST; L++) {
		Quotient *swap = r->was;

		r->was = r->now;
		r->now = swap;
		k[L] = (long)STEP << (L + first);
		p[L] = (long)PREC << (L + first);
		if (r->audit && auditbytes(r->audit, p[L]) > MOST)
			break;
		level(r, x, v, s - k[L], p[L], k[L], !L);
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
