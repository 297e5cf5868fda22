/* explain.c -- how far roundings alone can carry a derivative.
 *
 *	bound = (1 + SECOND r) sum over rows |d entry/d row| (c 2u |row| + eta)
 *
 * u = 2^-p, eta the least subnormal; c: ulps of the row's operation (ulps.def).  The list is the
 * one the engine runs, arrays taken apart; a symbolic engine's is forward's, of which algebra drops
 * only what is exact.  Its rows and d entry/d row are known by MPFR.  SECOND r stands for the terms
 * of second order: r = 2^-POWER is the most that bound/|entry| may be; where a number type of few
 * bits allows more, r is that.  Beyond the range of such a type there is no bound.
 *
 * The ideal bound is the same sum over the function's own list: each row c, each local partial
 * GOOD + c whatever its rule is made of, products and sums 1/2.  The names in capitals: limits.def.
 * (Higham: Accuracy and Stability of Numerical Algorithms, section 3.3)
 */
#include "checks/measure/boundlists.h"
#include "checks/measure/limits.h"
#include "engines/prims/traits.h"
#include "engines/prims/recorders.h"
#include <limits.h>
#include <math.h>
#include <string.h>

const char *const verdictname[] = { "half", "one", "explained", "lossy", "unexplained", "vacuous",
	"branch" };

void freeexplain(Explain *x)
{
	if (!x)
		return;
	for (int k = 0; k < HALVES; k++) freehalf(&x->half[k]);
	freelist(x->f);
	release(x->x);
	release(x);
}
/* the same operations in the same order */
static bool alike(const List *a, const List *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->ins[i].prim != b->ins[i].prim) return false;
	return true;
}

/* recorded with numbers, since it asks for them */
static List *recorded(const Fn *fn, const Num *T, const double *x, size_t n)
{
	void *at = array(T, n);
	char why[WHY];
	List *l, *copy = NULL;

	T->set(n, at, x);
	inlinecheckpoints = true;
	if ((l = trace(fn, T, at, why))) copy = copylist(l);
	inlinecheckpoints = false;
	freelist(l);
	freearray(T, n, at);
	return copy;
}

static Explain *newexplain(const Facts *f, const Num *T)
{
	Explain *x = alloc(1, sizeof *x);
	char why[WHY];
	List *exact;

	*x = (Explain){ .fn = f->fn, .nx = f->nx, .ny = f->ny, .f = fixedtrace(&f->fn, why) };
	x->x = alloc(f->nx, sizeof *x->x);
	memcpy(x->x, f->x, f->nx * sizeof *x->x);
	if (x->f)
		return x;
	precision(ROWBITS);
	x->only = T;
	x->f = recorded(&f->fn, T, f->x, f->nx);
	exact = recorded(&f->fn, &mpfr, f->x, f->nx);
	x->other = !exact || !alike(x->f, exact);
	freelist(exact);
	return x;
}

/* ---- at a point ---------------------------------------------------------------------------- */

static Plain plain(double c)
{
	int e;

	return c == 0 ? NIL : fabs(frexp(c, &e)) == 0.5 ? TWOS : ANY;
}

static Plain combined(const Prim *p, Plain a, Plain b)
{
	bool product = isthe(p, MULTIPLYING), ratio = isthe(p, DIVIDING), sum = isthe(p, ADDING);

	if ((product && (a == NIL || b == NIL)) || (sum && a == NIL && b == NIL) ||
		(ratio && a == NIL))
		return NIL;
	if ((product || ratio) && a == TWOS && b == TWOS) return TWOS;
	if ((product && (a == TWOS || b == TWOS)) || (sum && (a == NIL || b == NIL)) ||
		(ratio && b == TWOS))
		return SAME;
	return ANY;
}

/* of each row of d, with seed e_k */
static Plain *plains(const Half *h, size_t nx, size_t k)
{
	const List *l = h->d;
	Plain *p = alloc(l->n, sizeof *p);
	double c;

	for (size_t j = nx; j < l->nin; j++) p[l->in[j]] = j == nx + k ? TWOS : NIL;
	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const Id *x = args(l, in);

		if (isconst(l, i, &c))      p[i] = plain(c);
		else if (in->nargs == 2)    p[i] = combined(in->prim, p[x[0]], p[x[1]]);
		else if (isthe(in->prim, NEGATING))
			p[i] = p[x[0]] == NIL || p[x[0]] == TWOS ? p[x[0]] : ANY;
		else if (isthe(in->prim, CHOOSING))
			p[i] = p[x[1]] == NIL && p[x[2]] == NIL ? NIL : ANY;
	}
	return p;
}

static void unit(mpfr_t *v, size_t n, size_t k)
{
	for (size_t i = 0; i < n; i++) mpfr_set_si(v[i], i == k, MPFR_RNDN);
}

static long double size(const void *v) { return fabsl(mpfr_get_ld(*(const mpfr_t *)v, MPFR_RNDA)); }

/* the bits that a bound has to leave */
static int least(const Num *T) { return digits(T) / SHORTER < POWER ? digits(T) / SHORTER : POWER; }

/* a sum of first order that is r of the entry, with what second order may add */
static long double second(long double r) { return 1 + SECOND * r; }

/* what a row of that size adds, if it moves the entry by weight and is off by c ulps */
static long double added(const Num *T, long double value, long double weight, double c)
{
	if (least(T) < POWER && value >= ldexpl(1 - ldexpl(1, -least(T)), (int)T->emax))
		return INFINITY;
	return second(ldexpl(1, -POWER)) * weight *
		((c > 0 ? c * ldexp(2, -digits(T)) * value : 0) + ldexpl(1, (int)T->emin));
}

static void add(const Half *h, const Plain *p, size_t k)
{
	for (size_t n = 0; n < h->n; n++) {
		size_t i = h->told[n];
		long double value = size(slot(h->run, h->s->out[2 * n])),
			    weight = size(slot(h->run, h->s->out[2 * n + 1]));

		for (int t = 0; t < TYPES && weight != 0 && p[i] != NIL; t++) {
			double c = p[i] == ANY || (h->blame && h->blame[i].partial) ? h->cost[t][n]
										    : 0;

			h->bound[t][k] += added(numbertypes[t], value, weight, c);
		}
	}
}

static void bounds(Explain *x, int kind)
{
	Half *h = &x->half[kind];
	size_t nd = x->nx + x->ny - h->nseed, n = x->nx + h->nseed + nd;
	mpfr_t *at = array(&mpfr, n);

	for (int t = 0; t < TYPES; t++) memset(h->bound[t], 0, x->nx * x->ny * sizeof *h->bound[t]);
	mpfr.set(x->nx, at, x->x);
	for (size_t k = 0; k < h->nseed; k++) {
		Plain *p = plains(h, x->nx, k);

		unit(at + x->nx, h->nseed, k);
		for (size_t j = 0; j < nd; j++) {
			const void *from = at;

			unit(at + x->nx + h->nseed, nd, j);
			for (size_t i = 0; i < h->s->nin; i++) from = put(h->run, i, from);
			run(h->run);
			add(h, p, forwards(kind) ? j * x->nx + k : k * x->nx + j);
		}
		release(p);
	}
	freearray(&mpfr, n, at);
}

/* whether T chooses as exact arithmetic does, with every seed 1 */
static bool strays(const Explain *x, const Half *h, const Num *T)
{
	size_t n = x->nx + h->nseed;
	double *one = alloc(n, sizeof *one);
	const Num *both[] = { T, &mpfr };
	Run *r[] = { newrun(h->decide, T), h->truth };
	bool differ = false;
	mpfr_t a;

	mpfr_init(a);
	for (size_t i = 0; i < n; i++) one[i] = i < x->nx ? x->x[i] : 1;
	for (int k = 0; k < 2; k++) {
		void *at = array(both[k], n);
		const void *from = at;

		both[k]->set(n, at, one);
		for (size_t i = 0; i < n; i++) from = put(r[k], i, from);
		run(r[k]);
		freearray(both[k], n, at);
	}
	for (size_t o = 0; o < h->decide->nout; o++) {
		exactly(T, a, slot(r[0], h->decide->out[o]));
		differ |= !mpfr_equal_p(a, *(const mpfr_t *)slot(r[1], h->exact->out[o]));
	}
	mpfr_clear(a);
	freerun(r[0]);
	release(one);
	return differ;
}

/* ---- asking ----------------------------------------------------------------------------- */

bool explainable(const Engine *e) { return e->runs != ELSEWHERE; }

static int kindof(const Engine *e, const Facts *f)
{
	if (e->jvp && (!e->vjp || f->nx <= f->ny))
		return TANGENTS;
	return e->runs == PLANNEDLIST ? PLANNED : TAPE;
}

static bool samefn(const Fn *a, const Fn *b)
{
	return a->what == b->what && a->record == b->record && a->depth == b->depth &&
		a->width == b->width;
}

/* the explanations that serve here: the old ones if they can */
static Explain *serving(Explain *x, const Facts *f, const Num *T)
{
	bool moved = x && (x->nx != f->nx || memcmp(x->x, f->x, f->nx * sizeof *x->x));

	if (!x || !samefn(&x->fn, &f->fn) || x->nx != f->nx || x->ny != f->ny ||
		(x->only && (x->only != T || moved))) {
		freeexplain(x);
		return newexplain(f, T);
	}
	memcpy(x->x, f->x, f->nx * sizeof *x->x);
	for (int k = 0; k < HALVES; k++) if (moved) x->half[k].bits = 0;
	return x;
}

static Explained judged(const Truth *t, double ulps, const Num *T, long double bound, bool strays)
{
	long double unit =
		ldexpl(1, (int)lastplace(T, mpfr_zero_p(t->d) ? LONG_MIN : mpfr_get_exp(t->d)));
	/* of an entry that is 0 and that no more than underflow moves there is no second order */
	bool none = mpfr_zero_p(t->d) && bound < ldexpl(1, (int)T->emin + digits(T));
	Explained x;

	if (least(T) < POWER && !none && bound / size(&t->d) > ldexpl(1, -POWER))
		bound *= second(bound / size(&t->d)) / second(ldexpl(1, -POWER));
	x = (Explained){ .known = true,
		.ulps = ulps,
		.ideal = NAN,
		.bound = (double)(bound / unit),
		.power = (double)-log2l(bound / size(&t->d)) };

	/* a bound that is exceeded is false, however small the error */
	x.verdict = UNEXPLAINED;
	if (ulps <= x.bound || strays || !(x.power >= least(T)))
		x.verdict = ulps <= 0.5       ? HALF
			: ulps <= 1           ? ONE
			: strays              ? BRANCH
			: x.power >= least(T) ? EXPLAINED
					      : VACUOUS;
	return x;
}

static int indexof(const Num *T)
{
	int t = 0;

	while (numbertypes[t] != T) t++;
	return t;
}

static void settle(Explain *x, int kind, const Num *T, long bits)
{
	Half *h = &x->half[kind];
	int t = indexof(T);

	if (h->bits < bits) {
		precision(bits);
		freerun(h->run);
		freerun(h->truth);
		h->run = newrun(h->s, &mpfr);
		h->truth = newrun(h->exact, &mpfr);
		bounds(x, kind);
		h->bits = bits;
		memset(h->decided, 0, sizeof h->decided);
	}
	if (h->decided[t])
		return;
	precision(h->bits);
	h->strays[t] = x->other || strays(x, h, T);
	h->decided[t] = true;
}

/* false: an entry is unexplained */
static bool judge(const Half *h, const Answer *a, const Facts *f, Explained *e)
{
	int t = indexof(a->j.num);
	bool all = true;

	for (size_t k = 0; k < f->ny * f->nx; k++) {
		if (!known(&f->t[k]))
			continue;
		e[k] = judged(&f->t[k], a->ulps[k], a->j.num, h->bound[t][k], h->strays[t]);
		all &= e[k].verdict != UNEXPLAINED;
	}
	return all;
}

/* further off than one rule may be, and explained: what cancels in too few bits makes a bound too
 * large */
static bool far(const Answer *a, const Facts *f, const Explained *e)
{
	for (size_t k = 0; k < f->ny * f->nx; k++)
		if (e[k].known && e[k].verdict == EXPLAINED && a->ulps[k] > GOOD) return true;
	return false;
}

/* in as many bits as it takes */
static void settled(Explain *x, int kind, const Answer *a, const Facts *f, Explained *e)
{
	static const long bits[] = { ROWBITS, 2 * ROWBITS, CANCELBITS };

	for (int k = 0; k < 3; k++) {
		settle(x, kind, a->j.num, bits[k]);
		if (judge(&x->half[kind], a, f, e) && (k || !far(a, f, e)))
			return;
	}
}

/* which of the explained would be unexplained if the rules were good */
static void lossy(Explain *x, const Answer *a, const Facts *f, Explained *e)
{
	Half *h = &x->half[IDEAL];
	int t = indexof(a->j.num);

	if (!h->d)
		makehalf(x, IDEAL);
	if (h->large)
		return;
	settle(x, IDEAL, a->j.num, far(a, f, e) ? 2 * ROWBITS : ROWBITS);
	for (size_t k = 0; k < f->ny * f->nx; k++) {
		if (!e[k].known || e[k].verdict != EXPLAINED)
			continue;
		e[k].ideal = e[k].bound *
			(double)(h->bound[t][k] / x->half[kindof(a->engine, f)].bound[t][k]);
		if (e[k].ulps > e[k].ideal) e[k].verdict = LOSSY;
	}
}

Explained *explain(Explain **x, const Answer *a, const Facts *f, char why[WHY])
{
	int kind = kindof(a->engine, f);
	Explained *e;
	Half *h;

	*x = serving(*x, f, a->j.num);
	h = &(*x)->half[kind];
	if (!h->d)
		makehalf(*x, kind);
	if (h->large) {
		snprintf(why, WHY,
			"no bound: the derivative taken apart has %zu rows, more than %d", h->d->n,
			ROWS);
		return NULL;
	}
	e = alloc(f->ny * f->nx, sizeof *e);
	settled(*x, kind, a, f, e);
	for (size_t k = 0; k < f->ny * f->nx; k++)
		if (e[k].known && e[k].verdict == EXPLAINED) {
			lossy(*x, a, f, e);
			break;
		}
	return e;
}
