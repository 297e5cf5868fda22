/* boundlists.c -- what roundings do to a derivative, as lists of scalars: what each instruction may
 * be off, and what the derivative does with it.
 */
#include "checks/measure/boundlists.h"
#include "checks/measure/limits.h"
#include "engines/list/rewrite.h"
#include "engines/prims/axis.h"
#include "engines/prims/traits.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

/* ---- what an operation may be off ---------------------------------------------------- */

double columnof(const Num *T, double f64, double f32) { return T->cdouble ? f64 : f32; }

/* in a type computed in a wider one: what that is off, and the rounding, unless the result was
 * exact */
double ulpsof(const Prim *p, const Num *T)
{
	double c = isthe(p, LIBRARY) ? LIBM : KERNEL;
	static const struct { const char *name; double f64, f32; } declared[] = {
#define O(name, f64, f32) { #name, f64, f32 },
#include "checks/suite/ulps.def"
	};

	if (T->wider) {
		c = ulpsof(p, T->wider);
		return c <= 0.5 ? c : 0.5 + ldexp(c, digits(T) - digits(T->wider));
	}
	for (size_t k = 0; k < sizeof declared / sizeof *declared; k++)
		if (!strcmp(declared[k].name, p->name))
			c = columnof(T, declared[k].f64, declared[k].f32);
	return c;
}

static double cost(const Half *h, size_t i, const Num *T)
{
	Blame b = h->blame ? h->blame[i] : (Blame){ h->d->ins[i].prim, false };
	double c;

	if (!b.of)
		return 0;
	if (isconst(h->d, i, &c) && !b.partial)
		return fitsin(T, c) ? 0 : 0.5;
	return ulpsof(b.of, T) + (b.partial ? GOOD : 0);
}

/* ---- the list that is run, of scalars -------------------------------------------- */

/* what scalarise can take apart as T computes it: no kernels by hand */
static bool apart(const Prim *p, const Num *T) { return runs(p, T) && (p->nargs || p->eval); }

/* logsumexp as it is computed: shifted by the largest, which only numbers know */
static V shifted(V x, int axis)
{
	V most = Reducemax(x, axis);

	return Add(most, Log(Sum(Exp(Sub(x, Along(most, axis, x))), axis)));
}

static V spelled(List *l, const List *f, size_t i, const V *map, void *with)
{
	extern const Prim logsumexp_prim;
	const Ins *in = &f->ins[i];

	return in->prim == &logsumexp_prim
		? shifted(map[args(f, in)[0]], axisof(instruction((List *)f, i)))
					   : rerecord(l, f, i, map);
}

/* frees d; no number is folded: a folded row was rounded too */
static List *scalars(List *d)
{
	List *a = expand(d, apart, &f64), *b = rewrite(a, spelled, NULL), *c = scalarise(b);

	freelist(a);
	freelist(b);
	freelist(d);
	return simplify(c, NULL);
}

/* ---- by exact partials ----------------------------------------------------------------- */

typedef struct { List *l; Blame *blame; size_t room; V *d; } Ideal;

static V blamed(Ideal *m, V v, const Prim *of, bool partial)
{
	m->blame = grow(m->blame, &m->room, v.id + 1, sizeof *m->blame);
	m->blame[v.id] = (Blame){ of, partial };
	return v;
}

static V rounded(Ideal *m, V v) { return blamed(m, v, at(v)->prim, false); }

/* its partials are 0, 1 or -1 */
static bool linear(const Prim *p) { return isthe(p, ADDING) || ulpsof(p, &f64) == 0; }

/* what argument k adds to the tangent of y: its partial, at y as it would be without rounding */
static V share(Ideal *m, V y, const V *x, size_t k)
{
	const Prim *p = at(y)->prim;
	size_t n = at(y)->nargs, from = m->l->n;
	V t = tangent(p, (int)k, Number(m->l, 1), record(m->l, p, n, x, NULL, NULL), x);

	if (!t.list)
		return t;
	if (t.id >= from && !linear(p)) blamed(m, t, p, true);
	return rounded(m, Strongmul(m->d[x[k].id], t));
}

static V forwarded(Ideal *m, V y)
{
	V x[3], sum = { 0 };
	size_t n = at(y)->nargs;

	for (size_t k = 0; k < n; k++) x[k] = instruction(m->l, args(m->l, at(y))[k]);
	for (size_t k = 0; k < n; k++) {
		V t = m->d[x[k].id].list ? share(m, y, x, k) : (V){ 0 };

		if (t.list && sum.list) sum = rounded(m, Add(sum, t));
		else if (t.list)        sum = t;
	}
	return sum;
}

/* x, seed -> y, dy with the rows of rules told from others; in scalars */
static List *ideally(const List *f, Blame **blame)
{
	Ideal m = { .l = newlist() };
	V *map = alloc(f->n, sizeof *map), *d = alloc(f->n, sizeof *d);
	size_t room = 0;

	for (size_t k = 0; k < f->nin; k++) map[f->in[k]] = Input(m.l, NULL, scalar());
	for (size_t k = 0; k < f->nin; k++) d[f->in[k]] = Input(m.l, NULL, scalar());
	for (size_t i = 0; i < f->n; i++) {
		const Ins *in = &f->ins[i];

		if (!isinput(in)) map[i] = rounded(&m, rerecord(m.l, f, i, map));
		m.d = grow(m.d, &room, m.l->n, sizeof *m.d);
		m.d[map[i].id] = isinput(in) ? d[i] : forwarded(&m, map[i]);
	}
	copyoutputs(f, map);
	for (size_t o = 0; o < f->nout; o++) {
		V t = m.d[map[f->out[o]].id];

		Output(t.list ? t : Number(m.l, 0));
	}
	*blame = grow(m.blame, &m.room, m.l->n, sizeof *m.blame);
	release(m.d);
	release(map);
	release(d);
	return m.l;
}

static List *derivative(const Explain *x, int kind)
{
	List *f = kind == PLANNED ? simplify(copylist(x->f), NULL) : copylist(x->f);
	List *d = kind == TANGENTS ? pushforward(f, 1) : pullback(f);

	freelist(f);
	return scalars(d);
}

/* ---- making ---------------------------------------------------------------------------- */

static bool told(const Half *h, size_t i)
{
	bool any = false;

	for (int t = 0; t < TYPES; t++) any |= cost(h, i, numbertypes[t]) > 0;
	return any;
}

/* the list that says what each row is and does */
static void sense(Half *h)
{
	List *s = copylist(h->d);
	size_t n = s->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = h->first; o < s->nout; o++) {
		V t = Input(s, NULL, scalar()), *to = &g[s->out[o]];

		*to = to->list ? Add(*to, t) : t;
	}
	adjoints(s, n, g);
	s->nout = 0;
	h->told = alloc(n, sizeof *h->told);
	for (size_t i = 0; i < n; i++)
		if (g[i].list && told(h, i)) {
			Output(instruction(s, i));
			Output(g[i]);
			h->told[h->n++] = i;
		}
	release(g);
	for (int t = 0; t < TYPES; t++) {
		h->cost[t] = alloc(h->n, sizeof *h->cost[t]);
		for (size_t k = 0; k < h->n; k++)
			h->cost[t][k] = cost(h, h->told[k], numbertypes[t]);
	}
	h->s = simplify(expand(s, runs, &mpfr), NULL);
	freelist(s);
}

static void choices(Half *h)
{
	List *l = copylist(h->d);

	l->nout = 0;
	for (size_t i = 0; i < l->n; i++)
		if (isthe(l->ins[i].prim, STEPPING)) Output(instruction(l, i));
	h->decide = dead(l);
	h->exact = expand(h->decide, runs, &mpfr);
}

static List *ideal(const Explain *x, Half *h)
{
	List *f = scalars(copylist(x->f)), *d = ideally(f, &h->blame);

	freelist(f);
	return d;
}

void makehalf(Explain *x, int kind)
{
	Half *h = &x->half[kind];

	h->d = kind == IDEAL ? ideal(x, h) : derivative(x, kind);
	h->nseed = forwards(kind) ? x->nx : x->ny;
	h->first = x->ny;
	if ((h->large = h->d->n > ROWS))
		return;
	sense(h);
	choices(h);
	for (int t = 0; t < TYPES; t++) h->bound[t] = alloc(x->ny * x->nx, sizeof *h->bound[t]);
}

void freehalf(Half *h)
{
	freerun(h->run);
	freerun(h->truth);
	freelist(h->d);
	freelist(h->s);
	freelist(h->decide);
	freelist(h->exact);
	release(h->told);
	release(h->blame);
	for (int t = 0; t < TYPES; t++) release(h->bound[t]), release(h->cost[t]);
}
