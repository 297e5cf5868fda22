/* aim.c -- an element of an argument is put where a comparison turns over.
 *
 * Where an operand is an element, or minus one, the threshold is the other operand.  Where both
 * are, they become equal.  Else single elements are moved by secants until the operands meet.
 */
#include "checks/vjp/cover.h"
#include "checks/vjp/limits.h"
#include <float.h>
#include <math.h>

typedef struct { int arg; size_t e; int sign; bool is; } Place;

static Quad neighbour(const Kernel *k, Quad v, double way)
{
	return nextin(native(k), v, way);
}

/* a threshold of 0.53 is 0.53 in wider types too, and not what became of it in the kernel's own */
static Quad asitstands(const Cover *v, Quad t)
{
	for (size_t k = 0; k < v->ndecimals; k++)
		if (rounded(v->decimal[k], native(v->b->k)) == absq(t))
			return t < 0 ? -v->decimal[k] : v->decimal[k];
	return t;
}

/* exact: the comparison is of this very number, in every type */
static void put_at(Cover *v, const Case *c, int a, size_t e, Quad to, bool exact)
{
	Case *d;

	to = rounded(to, native(c->kernel));
	if (!allowed(c, a, to))
		return;
	d = copycase(c);
	d->x[a][e] = exact ? asitstands(v, to) : to, d->edge = true, d->exact = exact;
	saw(v, d, true, NULL, NULL);
	if (!append(v->b, d, ADDED) || !exact) return;
	v->tie = grow(v->tie, &v->tieroom, v->nties + 1, sizeof *v->tie);
	v->tie[v->nties++] = (struct Tie){ d, a, e };
}

/* on it, one ulp to each side, near and far on each side */
static void around(Cover *v, const Case *c, int a, size_t e, double at, bool exact)
{
	Quad t = rounded((Quad)at, native(c->kernel)), size = absq(t),
	     near = size > 0 ? size / NEARBY : (Quad)1 / (NEARBY * NEARBY), far = (1 + size) / 3;

	for (size_t k = 0; k < v->nmet; k++)
		if (v->met[k].arg == a && v->met[k].v == at && (v->b->k->plain || v->met[k].e == e))
			return;
	v->met = grow(v->met, &v->metroom, v->nmet + 1, sizeof *v->met);
	v->met[v->nmet++] = (struct Threshold){ a, e, at };
	put_at(v, c, a, e, t, exact);
	put_at(v, c, a, e, neighbour(c->kernel, t, -INFINITY), false);
	put_at(v, c, a, e, neighbour(c->kernel, t, INFINITY), false);
	put_at(v, c, a, e, t - near, false), put_at(v, c, a, e, t + near, false);
	put_at(v, c, a, e, t - far, false), put_at(v, c, a, e, t + far, false);
}

static void tied(Cover *v, const Case *c, Place p, Quad to)
{
	put_at(v, c, p.arg, p.e, to, true);
	put_at(v, c, p.arg, p.e, neighbour(c->kernel, to, -INFINITY), false);
	put_at(v, c, p.arg, p.e, neighbour(c->kernel, to, INFINITY), false);
}

/* an element that is v, or minus v */
static Place placeof(const Case *c, double v)
{
	for (int sign = 1; sign >= -1; sign -= 2)
		for (int a = 0; a < c->kernel->nargs; a++)
			for (size_t e = 0; e < c->nx[a]; e++)
				if (c->kernel->arg[a].base != WHOLE &&
					(double)c->x[a][e] == sign * v)
					return (Place){ a, e, sign, true };
	return (Place){ .is = false };
}

bool gap(Cover *v, const Case *c, bool back, size_t which, const void *at, double *g)
{
	Event *e;
	size_t n;
	bool same;

	saw(v, c, back, &e, &n);
	same = which < n && e[which].at == at;
	*g = same ? e[which].a - e[which].b : NAN;
	release(e);
	return same && isfinite(*g);
}

static bool root(Cover *v, Case *d, Place p, bool back, size_t which, const Event *ev)
{
	double x0 = (double)d->x[p.arg][p.e], x1 = x0 + 1e-2 * (1 + fabs(x0)), g0 = ev->a - ev->b,
	       g1, close = CLOSE * (fabs(ev->a) + fabs(ev->b)), x2;

	for (int t = 0; t < SECANTS; t++, x0 = x1, g0 = g1, x1 = x2) {
		d->x[p.arg][p.e] = rounded((Quad)x1, native(d->kernel));
		if (!allowed(d, p.arg, d->x[p.arg][p.e]) ||
			!gap(v, d, back, which, ev->at, &g1) || g1 == g0)
			return false;
		if (fabs(g1) <= close) return true;
		x2 = x1 - g1 * (x1 - x0) / (g1 - g0);
		if (!(fabs(x2) < FLT_MAX)) return false;
	}
	return false;
}

static bool turns(Cover *v, Case *d, Place p, Quad to, bool back, size_t which, const Event *ev)
{
	Quad *x = &d->x[p.arg][p.e], was = *x;
	double g;

	*x = rounded(to, native(d->kernel));
	if (absq(*x - was) <= CLOSE * (1 + absq(was)) && allowed(d, p.arg, *x) &&
		gap(v, d, back, which, ev->at, &g) && g == 0)
		return true;
	*x = was;
	return false;
}

/* where it ends is mostly a number of few digits, or another element, and beside it by rounding */
static bool simple(Cover *v, Case *d, Place p, bool back, size_t which, const Event *ev)
{
	double was = (double)d->x[p.arg][p.e];

	for (int k = 0; k <= SIMPLEBITS; k++)
		if (turns(v, d, p, (Quad)ldexp(rint(ldexp(was, k)), -k), back, which, ev))
			return true;
	for (int a = 0; a < d->kernel->nargs; a++)
		for (size_t e = 0; e < d->nx[a] && d->kernel->arg[a].base != WHOLE; e++)
			for (int sign = 1; sign >= -1 && (a != p.arg || e != p.e); sign -= 2)
				if (turns(v, d, p, sign * d->x[a][e], back, which, ev)) return true;
	return false;
}

static void secant(Cover *v, const Case *c, bool back, size_t which, const Event *ev)
{
	int tries = 0;

	for (int a = 0; a < c->kernel->nargs; a++)
		for (size_t e = 0;
			e < c->nx[a] && c->kernel->arg[a].base != WHOLE && tries < MOVERS; e++) {
			Case *d = copycase(c);
			bool found =
				(tries++, root(v, d, (Place){ a, e, 1, true }, back, which, ev));

			bool plain = found &&
				simple(v, d, (Place){ a, e, 1, true }, back, which, ev);

			if (found) around(v, c, a, e, (double)d->x[a][e], plain);
			freecase(d);
			if (found) return;
		}
}

/* what a maximum begins with, which stands for no number */
static bool none(double v) { return isinf(v) || fabs(v) == FLT_MAX || fabs(v) == DBL_MAX; }

/* not yet hit twice, and no test for NaN */
static bool opened(const Site *s, const Event *e)
{
	return e->real && !s->itself && s->aimed < AIMS && s->tried < TRIES && e->a != e->b &&
		!none(e->a) && !none(e->b);
}

static void noted(Cover *v, Place p, Place q, const Event *e)
{
	for (int a = 0; a < v->b->k->nargs; a++)
		v->compared[a] |= p.is || q.is ? (p.is && p.arg == a) || (q.is && q.arg == a)
					       : e->a == 0 || e->b == 0;
}

static void turning(Cover *v, const Case *c, bool back, size_t which, const Event *e)
{
	Place p = placeof(c, e->a), q = placeof(c, e->b);

	noted(v, p, q, e);
	if (p.is && q.is && e->b != 0 && e->a != 0)
		tied(v, c, p, p.sign * (Quad)e->b);
	else if (p.is) {
		around(v, c, p.arg, p.e, p.sign * e->b, true);
		if (e->b != 0) tied(v, c, p, -p.sign * (Quad)e->b);      /* |x| < b */
	} else if (q.is)
		around(v, c, q.arg, q.e, q.sign * e->a, true);
	else {
		secant(v, c, back, which, e);
		if (!v->b->k->plain) rays(v, c, back, which, e);
	}
}

void aim(Cover *v, const Case *c, bool back)
{
	Event *e;
	size_t n;

	saw(v, c, back, &e, &n);
	for (size_t k = 0; k < n; k++) {
		Site *s = NULL;

		for (size_t i = 0; i < v->nsites; i++)
			if (v->site[i].at == e[k].at) s = &v->site[i];
		if (!s || !opened(s, &e[k])) continue;
		s->tried++, s->aimed++;
		turning(v, c, back, k, &e[k]);
	}
	release(e);
}

/* what is right on both sides of either may be wrong between one of the forward and one of the
 * backward */
void bands(Cover *v, const Case *c)
{
	size_t n = v->nmet;

	for (size_t k = 0; k < n; k++) {
		const struct Threshold *t = &v->met[k], *next = NULL;

		for (size_t i = 0; i < n; i++)
			if (v->met[i].arg == t->arg && v->met[i].v > t->v &&
				(!next || v->met[i].v < next->v))
				next = &v->met[i];
		if (next && t->e < c->nx[t->arg])
			put_at(v, c, t->arg, t->e, ((Quad)t->v + (Quad)next->v) / 2, false);
	}
}
