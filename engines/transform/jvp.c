/* jvp.c -- tangents beside the values:   dy = f'(x) d
 *
 * Requires: any list; a primitive without a rule has its lowering recorded in its place, and that
 * is differentiated. Leaves: instructions like any others, so that derivatives compose to any
 * order; replacements applied.
 */
#include "engines/transform/bodies.h"
#include "engines/transform/replace.h"
#include "engines/list/sayings.h"
#include "engines/prims/recorders.h"

/* the tangent of y, recorded after its arguments' tangents; no list: zero */
static V dual(V y, const V *d)
{
	const Prim *p = at(y)->prim;
	V few[FEWARGS], *x = mapped(y.list, y.id, NULL, few), sum = { 0 };

	for (size_t k = 0, n = at(y)->nargs; k < n; k++) {
		V t = d[x[k].id].list ? tangent(p, (int)k, d[x[k].id], y, x) : (V){ 0 };

		if (t.list)
			sum = sum.list ? Add(sum, t) : t;
	}
	unmapped(x, few);
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

static bool anymoves(V y, size_t n, const Tangents *t)
{
	for (size_t j = 0; j < n; j++)
		if (moves(y, t[j].d))
			return true;
	return false;
}

static void room(List *l, size_t n, Tangents *t)
{
	for (size_t j = 0; j < n; j++) t[j].d = grow(t[j].d, &t[j].room, l->n + 1, sizeof *t[j].d);
}

/* a tangent of all results of y, packed; zeros where one has none */
static V together(V y, V *dy)
{
	size_t n = resultsof(y, NULL);
	Shape *s = alloc(n, sizeof *s);
	bool any = false;

	resultsof(y, s);
	for (size_t r = 0; r < n; r++) any |= dy[r].list != NULL;
	for (size_t r = 0; r < n && any; r++)
		if (!dy[r].list) dy[r] = Zeros(y.list, s[r]);
	release(s);
	return any ? Flatten(n, dy) : (V){ 0 };
}

/* of an instruction with bodies, all tangents at once */
static void jointly(V y, size_t n, Tangents *t)
{
	size_t nargs = at(y)->nargs, nresults = resultsof(y, NULL);
	V few[FEWARGS], *x = mapped(y.list, y.id, NULL, few), **d = alloc(n, sizeof *d),
			**dy = alloc(n, sizeof *dy);

	for (size_t j = 0; j < n; j++) {
		d[j] = alloc(nargs, sizeof *d[j]);
		dy[j] = alloc(nresults, sizeof *dy[j]);
		for (size_t k = 0; k < nargs; k++) {
			d[j][k] = t[j].d[x[k].id];
			if (tamper && d[j][k].list)
				d[j][k] = tamper(at(y)->prim, (int)k, d[j][k], d[j][k]);
		}
	}
	at(y)->prim->push(y, x, n, d, dy);
	for (size_t j = 0; j < n; j++) {
		V all = together(y, dy[j]);

		room(y.list, n, t);
		t[j].d[y.id] = all;
		release(d[j]);
		release(dy[j]);
	}
	release(d);
	release(dy);
	unmapped(x, few);
}

static void push(List *l, size_t from, size_t to, size_t n, Tangents *t);

/* an instruction without a rule is lowered, and the tangents are those of its lowering */
static void bylowering(V y, size_t n, Tangents *t)
{
	List *l = y.list;
	size_t from = l->n;
	V few[FEWARGS], *x = mapped(l, y.id, NULL, few), m;

	if (!at(y)->prim->lowering)
		refuse(l, "%s has neither a derivative nor a lowering", at(y)->prim->name);
	m = loweredanew(y, x);
	room(l, n, t);
	push(l, from, l->n, n, t);
	for (size_t j = 0; j < n; j++) t[j].d[y.id] = t[j].d[m.id];
	unmapped(x, few);
}

/* n tangents of instructions [from, to) */
static void push(List *l, size_t from, size_t to, size_t n, Tangents *t)
{
	for (size_t i = from; i < to; i++) {
		const Prim *p = l->ins[i].prim;
		V y = instruction(l, i);

		room(l, n, t);
		if (!anymoves(y, n, t))
			continue;
		if (p->push)
			jointly(y, n, t);
		else if (!p->jvp)
			bylowering(y, n, t);
		else
			for (size_t j = 0; j < n; j++)
				if (moves(y, t[j].d)) t[j].d[i] = dual(y, t[j].d);
	}
}

void tangents(List *l, size_t n, V *d)
{
	Tangents t = { 0 };

	t.d = grow(t.d, &t.room, n, sizeof *t.d);
	for (size_t i = 0; i < n; i++) t.d[i] = d[i];
	push(l, 0, n, 1, &t);
	for (size_t i = 0; i < n; i++) d[i] = t.d[i];
	release(t.d);
}

List *pushsome(const List *f, const char *moves, size_t n, char *moved)
{
	List *l = copylist(f);
	size_t all = l->n;
	Tangents *t = alloc(n, sizeof *t);

	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < f->nin; k++) {
			if (!moves[k])
				continue;
			room(l, n, t);
			t[j].d[l->in[k]] = Input(l, NULL, *shapeat(f, f->in[k]));
		}
	push(l, 0, all, n, t);
	room(l, n, t);
	for (size_t j = 0; j < n; j++)
		for (size_t o = 0; o < f->nout; o++) moved[o] |= t[j].d[l->out[o]].list != NULL;
	for (size_t j = 0; j < n; j++) {
		for (size_t o = 0; o < f->nout; o++) {
			V d = t[j].d[l->out[o]];

			if (moved[o]) Output(d.list ? d : Const(instruction(l, l->out[o]), 0));
		}
		release(t[j].d);
	}
	release(t);
	return verified("jvp", applyreplacements(l));
}

/* each instruction with its tangents at once, so that what is dead can be freed at once */
List *pushforward(const List *f, size_t n)
{
	List *l = newlist();
	V *map = alloc(f->n, sizeof *map);
	Tangents *t = alloc(n, sizeof *t);

	copyinputs(l, f, map);
	for (size_t j = 0; j < n; j++)
		for (size_t k = 0; k < f->nin; k++) {
			V d = Input(l, NULL, *shapeat(f, f->in[k]));

			room(l, n, t);
			t[j].d[map[f->in[k]].id] = d;
		}
	room(l, n, t);
	for (size_t i = 0; i < f->n; i++) {
		size_t from = l->n;

		if (isinput(&f->ins[i]))
			continue;
		map[i] = rerecord(l, f, i, map);
		push(l, from, l->n, n, t);
	}
	copyoutputs(f, map);
	room(l, n, t);
	for (size_t j = 0; j < n; j++)
		for (size_t o = 0; o < f->nout; o++) {
			V y = map[f->out[o]], d = t[j].d[y.id];

			Output(d.list ? d : Const(y, 0));
			room(l, n, t);
		}
	for (size_t j = 0; j < n; j++) release(t[j].d);
	release(t);
	release(map);
	return verified("jvp", applyreplacements(l));
}
