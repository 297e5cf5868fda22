/* vjp.c -- adjoints after the values:   gx = f'(x)^T g
 *
 * Requires: any list; a primitive without a rule has its lowering recorded in its place, and the
 * adjoints go on in that. Leaves: the instructions of f, then the reverse sweep, like any others,
 * so that derivatives compose to any order; replacements applied.
 */
#include "engines/transform/bodies.h"
#include "engines/transform/replace.h"
#include "engines/list/sayings.h"
#include "engines/list/tape.h"
#include "engines/prims/recorders.h"
#include <string.h>

extern const Prim segment_prim;

/* of a sweep that nobody differentiates: the instructions it recorded itself and nobody else reads,
 * whose values may change */
typedef struct { char *own; size_t room; } Sums;
/* one sweep: cotangents, and for instructions with bodies the chain of their segments that have one
 */
typedef struct { List *l; V *g; Id *first, *next; size_t rows; Sums *sums; } Sweep;
/* told after each instruction, or none */
typedef struct { Spread *spread; void *what; } Watch;

static void sweep(List *l, size_t from, size_t to, V *g, Watch w, Sums *);

static void own(Sums *s, V v, bool alone)
{
	s->own = grow(s->own, &s->room, v.id + 1, 1);
	s->own[v.id] = alone;
}

static bool owned(const Sums *s, V v) { return s && v.id < s->room && s->own[v.id]; }

/* alone: nobody else reads t */
static void plus(V *to, V t, bool alone, Sums *s)
{
	if (!t.list) return;
	if (to->list && owned(s, *to)) {
		to->list->tape->add(to->list, to->id, t.id);
		return;
	}
	*to = to->list ? Add(*to, t) : t;
	if (s) own(s, *to, alone || to->id != t.id);
}

/* what the rule of instruction i adds to the cotangent of its argument k */
static void ruled(Sweep *s, size_t i, int k, const V *x)
{
	List *l = s->l;
	const Prim *p = l->ins[i].prim;
	V *to = &s->g[x[k].id], t;
	size_t n = l->n;

	if (p->addback && !tamper && to->list && owned(s->sums, *to) &&
		l->tape->addback(l, i, s->g[i].id, to->id))
		return;
	t = cotangent(p, k, s->g[i], instruction(l, i), x);
	/* the newest instruction, if the rule has just recorded it, is read by no other */
	plus(to, t, t.id >= n && t.id + 1 == l->n, s->sums);
}

/* the cotangent goes on in the lowering of the instruction */
static void inlowering(List *l, size_t i, const V *x, V *g, Sums *s)
{
	size_t from = l->n, n = l->ins[i].nargs;
	V y = loweredanew(instruction(l, i), x), *local = alloc(l->n, sizeof *local);

	for (size_t k = 0; k < n; k++)             /* the sweep goes on from what is there */
		local[x[k].id] = g[x[k].id];
	if (y.id < from) plus(&local[y.id], g[i], false, s);
	else             local[y.id] = g[i];
	sweep(l, from, y.id + 1, local, (Watch){ 0 }, s);
	for (size_t k = 0; k < n; k++)
		g[x[k].id] = local[x[k].id];
	release(local);
}

/* of an instruction with bodies: the cotangent of each result, from its segments and from the value
 * as a whole */
static void pulled(Sweep *s, size_t i, const V *x)
{
	V y = instruction(s->l, i), *whole, *g, *gx = alloc(at(y)->nargs, sizeof *gx);
	size_t n = resultsof(y, NULL), nargs = at(y)->nargs;
	Shape *shape = alloc(n, sizeof *shape);

	resultsof(y, shape);
	g = alloc(n, sizeof *g);
	whole = alloc(n, sizeof *whole);
	if (s->g[i].list) {
		for (size_t k = 0; k < n; k++)
			whole[k] = Segment(s->g[i], sizes(k, shape), shape[k]);
		memcpy(g, whole, n * sizeof *g);
	}
	for (Id p = s->first[i]; p; p = s->next[p - 1]) {
		size_t k;

		takesresult(s->l, p - 1, &k);
		plus(&g[k], s->g[p - 1], false, NULL);
	}
	at(y)->prim->pull(y, x, g, gx);
	for (size_t k = 0; tamper && k < nargs; k++)
		if (gx[k].list) gx[k] = tamper(at(y)->prim, (int)k, gx[k], gx[k]);
	for (size_t k = 0; k < nargs; k++) plus(&s->g[x[k].id], gx[k], false, s->sums);
	release(g);
	release(whole);
	release(gx);
	release(shape);
}

/* what the cotangent of instruction i adds to its arguments' */
static void spread(Sweep *s, size_t i)
{
	List *l = s->l;
	const Prim *p = l->ins[i].prim;
	size_t n = l->ins[i].nargs, k;
	V few[FEWARGS] = { { 0 } }, *x = mapped(l, i, NULL, few);

	if (p->pull)
		pulled(s, i, x);
	else if (p == &segment_prim && at(x[0])->prim->pull && x[0].id < s->rows &&
		takesresult(l, (Id)i, &k)) {
		s->next[i] = s->first[x[0].id];
		s->first[x[0].id] = (Id)i + 1;
	} else if (p->vjp)
		for (size_t k = 0; k < n; k++) ruled(s, i, (int)k, x);
	else if (p->lowering)
		inlowering(l, i, x, s->g, s->sums);
	else if (n)
		refuse(l, "%s has neither a derivative nor a lowering", p->name);
	unmapped(x, few);
}

static void sweep(List *l, size_t from, size_t to, V *g, Watch w, Sums *sums)
{
	bool higherorder = anybodied(l, to);
	Sweep s = { l, g, .first = higherorder ? alloc(to, sizeof *s.first) : NULL,
		.next = higherorder ? alloc(to, sizeof *s.next) : NULL,
		.rows = higherorder ? to : 0, .sums = sums };

	for (size_t i = to; i-- > from; )
		if ((g[i].list || (higherorder && s.first[i])) && l->ins[i].nargs) {
			spread(&s, i);
			if (w.spread) w.spread(w.what, l, i, g);
		}
	release(s.first);
	release(s.next);
}

void adjoints(List *l, size_t n, V *g) { sweep(l, 0, n, g, (Watch){ 0 }, NULL); }

void lastadjoints(List *l, size_t n, V *g)
{
	Sums s = { 0 };

	sweep(l, 0, n, g, (Watch){ 0 }, &s);
	release(s.own);
}

void watchedadjoints(List *l, size_t n, V *g, Spread *told, void *what)
{
	sweep(l, 0, n, g, (Watch){ told, what }, NULL);
}

List *pullsome(const List *f, const char *adjoint, char *hasgradient)
{
	List *l = copylist(f);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < f->nout; o++)
		if (adjoint[o])
			plus(&g[l->out[o]], Input(l, NULL, *shapeat(l, l->out[o])), false, NULL);
	adjoints(l, n, g);
	for (size_t k = 0; k < f->nin; k++) {
		V t = g[l->in[k]];

		hasgradient[k] = t.list != NULL;
		if (t.list) Output(t);
	}
	release(g);
	return verified("vjp", applyreplacements(l));
}

List *pullback(const List *f)
{
	List *l = copylist(f);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < f->nout; o++)
		plus(&g[l->out[o]], Input(l, NULL, *shapeat(l, l->out[o])), false, NULL);
	adjoints(l, n, g);
	for (size_t k = 0; k < f->nin; k++) {
		V x = instruction(l, l->in[k]), t = g[x.id];

		Output(t.list ? t : Const(x, 0));
	}
	release(g);
	return verified("vjp", applyreplacements(l));
}
