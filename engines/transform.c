/* transform.c -- list to list: copy, expand, pushforward, pullback.
 *
 * Both derivatives compose with themselves and each other to any order: what
 * they record are rows like any others.  A primitive without a rule has its
 * meaning recorded in its place, and that is differentiated.
 */
#include "engines/wengert.h"

bool nothing(const Prim *p, const Num *T) { return false; }

bool runs(const Prim *p, const Num *T)
{
	if (p->nargs)
		return p->nargs == 1 ? T->unary[p->slot] != NULL : T->binary[p->slot] != NULL;
	return p->eval || (p->f64 && T == &f64) || (p->f32 && T == &f32);
}

/* ---- copying -------------------------------------------------------------- */

enum { FEW = 8 };

/* the arguments of row i of f, by the map from f's rows; few if they fit, else allocated */
static V *mapped(const List *f, size_t i, const V *map, V *few)
{
	const Ins *in = &f->ins[i];
	V *x = in->nargs > FEW ? alloc(in->nargs, sizeof *x) : few;

	for (size_t k = 0; k < in->nargs; k++)
		x[k] = map[args(f, in)[k]];
	return x;
}

static V again(List *to, const List *f, size_t i, const V *map)
{
	const Ins *in = &f->ins[i];
	V few[FEW], *x = mapped(f, i, map, few), y;

	y = record(to, in->prim, in->nargs, x, attr(f, in), rowshape(f, i));
	if (x != few)
		release(x);
	return y;
}

static V meant(List *to, const List *f, size_t i, const V *map)
{
	const Ins *in = &f->ins[i];
	V few[FEW], *x = mapped(f, i, map, few), y = in->prim->meaning(row((List *)f, i), x);

	if (x != few)
		release(x);
	return y;
}

/* f's inputs anew on l */
static void inputs(List *l, const List *f, V *map)
{
	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = Input(l, f->name[k], *rowshape(f, f->in[k]));
}

/* rows of f on l; how: again, or meant where keep says no */
static void rows(List *l, const List *f, V *map, Keep *keep, const Num *T)
{
	for (size_t i = 0; i < f->n; i++) {
		const Prim *p = f->ins[i].prim;

		if (isinput(&f->ins[i]))
			continue;
		map[i] = keep && p->meaning && !keep(p, T) ? meant(l, f, i, map) : again(l, f, i, map);
	}
}

void splice(List *to, const List *f, const V *x)
{
	V *map = alloc(f->n, sizeof *map);

	for (size_t k = 0; k < f->nin; k++)
		map[f->in[k]] = x[k];
	rows(to, f, map, NULL, NULL);
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
}

static List *copied(const List *f, Keep *keep, const Num *T)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);

	inputs(l, f, map);
	rows(l, f, map, keep, T);
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	release(map);
	return l;
}

List *copylist(const List *f) { return copied(f, NULL, NULL); }

/* a meaning may use primitives that have meanings themselves: until nothing changes */
List *expand(const List *f, Keep *keep, const Num *T)
{
	List *l = copied(f, keep, T);

	for (;;) {
		bool more = false;
		List *next;

		for (size_t i = 0; i < l->n && !more; i++)
			more = l->ins[i].prim->meaning && !keep(l->ins[i].prim, T);
		if (!more)
			return l;
		next = copied(l, keep, T);
		freelist(l);
		l = next;
	}
}

const Prim *unrunnable(const List *f, const Num *T)
{
	List *l = expand(f, runs, T);
	const Prim *p = NULL;

	for (size_t i = 0; i < l->n && !p; i++)
		if (!isinput(&l->ins[i]) && !runs(l->ins[i].prim, T))
			p = l->ins[i].prim;
	freelist(l);
	return p;
}

/* ---- forward: tangents beside primals ---------------------------------------- */

/* the tangent of row y, recorded after its arguments' tangents; no list: zero */
static V dual(V y, const V *d)
{
	List *l = y.list;
	const Prim *p = at(y)->prim;
	size_t n = at(y)->nargs;
	V few[FEW], *x = n > FEW ? alloc(n, sizeof *x) : few, sum = { 0 };

	for (size_t k = 0; k < n; k++)
		x[k] = row(l, args(l, at(y))[k]);
	for (size_t k = 0; k < n; k++) {
		V t = d[x[k].id].list ? tangent(p, (int)k, d[x[k].id], y, x) : (V){ 0 };

		if (t.list)
			sum = sum.list ? Add(sum, t) : t;
	}
	if (x != few)
		release(x);
	return sum;
}

static bool moves(V y, const V *d)
{
	for (size_t k = 0; k < at(y)->nargs; k++)
		if (d[args(y.list, at(y))[k]].list)
			return true;
	return false;
}

typedef struct { V *d; size_t room; } Tangents;

/* tangents of rows [from, to): rows without a rule are said in their meaning, which comes with its own */
static void push(List *l, size_t from, size_t to, Tangents *t)
{
	for (size_t i = from; i < to; i++) {
		const Prim *p = l->ins[i].prim;

		t->d = grow(t->d, &t->room, l->n + 1, sizeof *t->d);
		if (!moves(row(l, i), t->d))
			continue;
		if (p->jvp)
			t->d[i] = dual(row(l, i), t->d);
		else {
			V few[FEW], *x = l->ins[i].nargs > FEW ? alloc(l->ins[i].nargs, sizeof *x) : few, y;
			size_t n = l->n;

			if (!p->meaning)
				refuse(l, "%s has neither a derivative nor a meaning", p->name);
			for (size_t k = 0; k < l->ins[i].nargs; k++)
				x[k] = row(l, args(l, &l->ins[i])[k]);
			y = p->meaning(row(l, i), x);
			t->d = grow(t->d, &t->room, l->n + 1, sizeof *t->d);
			push(l, n, l->n, t);
			t->d[i] = t->d[y.id];
			if (x != few)
				release(x);
		}
	}
}

void tangents(List *l, size_t n, V *d)
{
	Tangents t = { 0 };

	t.d = grow(t.d, &t.room, n, sizeof *t.d);
	for (size_t i = 0; i < n; i++) t.d[i] = d[i];
	push(l, 0, n, &t);
	for (size_t i = 0; i < n; i++) d[i] = t.d[i];
	release(t.d);
}

/* each row with its tangents at once, so that what is dead can be freed at once */
List *pushforward(const List *f, size_t tangents)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);
	Tangents *t = alloc(tangents ? tangents : 1, sizeof *t);

	inputs(l, f, map);
	for (size_t j = 0; j < tangents; j++)
		for (size_t k = 0; k < f->nin; k++) {
			V d = Input(l, NULL, *rowshape(f, f->in[k]));

			t[j].d = grow(t[j].d, &t[j].room, l->n, sizeof *t[j].d);
			t[j].d[map[f->in[k]].id] = d;
		}
	for (size_t j = 0; j < tangents; j++)      /* an input's tangent has none of its own */
		t[j].d = grow(t[j].d, &t[j].room, l->n + 1, sizeof *t[j].d);
	for (size_t i = 0; i < f->n; i++) {
		size_t from = l->n;

		if (isinput(&f->ins[i]))
			continue;
		map[i] = again(l, f, i, map);
		for (size_t j = 0, to = l->n; j < tangents; j++) {
			t[j].d = grow(t[j].d, &t[j].room, l->n + 1, sizeof *t[j].d);
			push(l, from, to, &t[j]);
		}
	}
	for (size_t o = 0; o < f->nout; o++)
		Output(map[f->out[o]]);
	for (size_t j = 0; j < tangents; j++) {
		for (size_t o = 0; o < f->nout; o++) {
			V y = map[f->out[o]], d = y.id < t[j].room ? t[j].d[y.id] : (V){ 0 };

			Output(d.list ? d : Const(y, 0));
		}
		release(t[j].d);
	}
	release(t);
	release(map);
	return l;
}

/* ---- reverse: adjoints after primals --------------------------------------------- */

static void sweep(List *l, size_t from, size_t to, V *g);

/* what row i's cotangent adds to its arguments'; g has room for rows up to n only */
static void spread(List *l, size_t i, V *g)
{
	const Prim *p = l->ins[i].prim;
	size_t n = l->ins[i].nargs;
	V few[FEW] = { { 0 } }, *x = n > FEW ? alloc(n, sizeof *x) : few;

	for (size_t k = 0; k < n; k++)
		x[k] = row(l, args(l, &l->ins[i])[k]);
	if (p->vjp)
		for (size_t k = 0; k < n; k++) {
			V t = cotangent(p, (int)k, g[i], row(l, i), x), *to = &g[x[k].id];

			if (t.list)
				*to = to->list ? Add(*to, t) : t;
		}
	else if (p->meaning) {
		size_t from = l->n;
		V y = p->meaning(row(l, i), x), *local = alloc(l->n, sizeof *local);

		for (size_t k = 0; k < n; k++)     /* the sweep goes on from what is there */
			local[x[k].id] = g[x[k].id];
		if (y.id < from)
			local[y.id] = local[y.id].list ? Add(local[y.id], g[i]) : g[i];
		else
			local[y.id] = g[i];
		sweep(l, from, y.id + 1, local);
		for (size_t k = 0; k < n; k++)
			g[x[k].id] = local[x[k].id];
		release(local);
	} else if (n)
		refuse(l, "%s has neither a derivative nor a meaning", p->name);
	if (x != few)
		release(x);
}

static void sweep(List *l, size_t from, size_t to, V *g)
{
	for (size_t i = to; i-- > from; )
		if (g[i].list && l->ins[i].nargs)
			spread(l, i, g);
}

void adjoints(List *l, size_t n, V *g) { sweep(l, 0, n, g); }

List *pullback(const List *f)
{
	List *l = copylist(f);
	size_t n = l->n;
	V *g = alloc(n, sizeof *g);

	for (size_t o = 0; o < f->nout; o++) {
		V t = Input(l, NULL, *rowshape(l, l->out[o])), *to = &g[l->out[o]];

		*to = to->list ? Add(*to, t) : t;
	}
	adjoints(l, n, g);
	for (size_t k = 0; k < f->nin; k++) {
		V x = row(l, l->in[k]), t = g[x.id];

		Output(t.list ? t : Const(x, 0));
	}
	release(g);
	return l;
}
