/* replace.c -- replacements: what was recorded as an instruction's better twin takes its place, and
 * its parts begin elsewhere.
 *
 * Requires: twins recorded by supersede, each after what it replaces.  Leaves: the same outputs, no
 * twins.
 */
#include "engines/transform/replace.h"
#include "engines/prims/recorders.h"
#include <string.h>

extern const Prim part_prim;

void resultrows(V y, V *to)
{
	size_t n = resultsof(y, NULL), from = 0;
	Shape *s = alloc(n, sizeof *s);

	resultsof(y, s);
	for (size_t k = 0; k < n; from += count(&s[k++]))
		to[k] = Part(y, from, s[k]);
	release(s);
}

V packing(List *l, size_t n, const V *y) { return n ? Pack(n, y) : Number(l, 0); }

/* ---- twins ------------------------------------------------------------------------ */

void supersede(V old, V by, const size_t *place)
{
	List *l = old.list;
	size_t n = resultsof(old, NULL), *copy = alloc(n, sizeof *copy);

	for (size_t k = 0; k < n; k++) copy[k] = place ? place[k] : k;
	l->twin = grow(l->twin, &l->twinroom, l->ntwin + 1, sizeof *l->twin);
	l->twin[l->ntwin++] = (Twin){ old.id, by.id, copy };
}

typedef struct { List *from, *to; V *map; const Twin **twin; Id *stack; size_t n, room; } Uniting;

static Id standin(const Uniting *u, Id i)
{
	while (u->twin[i]) i = u->twin[i]->row;
	return i;
}

static void want(Uniting *u, Id i)
{
	u->stack = grow(u->stack, &u->room, u->n + 1, sizeof *u->stack);
	u->stack[u->n++] = i;
}

/* where a part that began at start of the old instruction begins in its twin */
static int64_t moved(const Uniting *u, Id old, int64_t start)
{
	for (; u->twin[old]; old = u->twin[old]->row) {
		V a = row(u->from, old), b = row(u->from, u->twin[old]->row);
		size_t n = resultsof(a, NULL), k = 0, from = 0;
		Shape *s = alloc(n, sizeof *s), *t = alloc(resultsof(b, NULL), sizeof *t);

		resultsof(a, s);
		resultsof(b, t);
		while (k < n && (int64_t)from != start) from += count(&s[k++]);
		if (k == n)
			die("a part of row v%u begins inside a result", old);
		start = (int64_t)sizes(u->twin[old]->place[k], t);
		release(s);
		release(t);
	}
	return start;
}

/* the old instruction's results as it packed them, out of its twin's */
static V asbefore(const Uniting *u, Id old)
{
	V a = row(u->from, old), y = u->map[standin(u, old)], *part;
	size_t n = resultsof(a, NULL), start = 0;
	Shape *s = alloc(n, sizeof *s);

	part = alloc(n, sizeof *part);
	resultsof(a, s);
	for (size_t k = 0; k < n; start += count(&s[k++]))
		part[k] = Part(y, (size_t)moved(u, old, (int64_t)start), s[k]);
	y = packing(u->to, n, part);
	release(part);
	release(s);
	return y;
}

static void emit(Uniting *u, Id i)
{
	const Ins *in = &u->from->ins[i];
	const Id *a = args(u->from, in);
	V few[FEWARGS], *x = in->nargs > FEWARGS ? alloc(in->nargs, sizeof *x) : few;
	const void *how = attr(u->from, in);
	int64_t start;

	for (size_t k = 0; k < in->nargs; k++) {
		x[k] = u->map[standin(u, a[k])];
		if (!u->twin[a[k]])
			continue;
		if (in->prim == &part_prim) {
			start = moved(u, a[k], *(const int64_t *)how);
			how = &start;
		} else
			x[k] = asbefore(u, a[k]);
	}
	u->map[i] = record(u->to, in->prim, in->nargs, x, how, rowshape(u->from, i));
	unmapped(x, few);
}

/* instruction i, after all it needs */
static void settle(Uniting *u, Id i)
{
	want(u, standin(u, i));
	while (u->n) {
		Id top = u->stack[u->n - 1];
		const Ins *in = &u->from->ins[top];
		size_t before = u->n;

		for (size_t k = 0; !u->map[top].list && k < in->nargs; k++)
			if (!u->map[standin(u, args(u->from, in)[k])].list)
				want(u, standin(u, args(u->from, in)[k]));
		if (u->n > before)
			continue;
		u->n--;
		if (!u->map[top].list) emit(u, top);
	}
}

List *united(List *f)
{
	Uniting u = { .from = f };

	if (!f->ntwin)
		return f;
	u.to = newlist();
	u.map = alloc(f->n, sizeof *u.map);
	u.twin = alloc(f->n, sizeof *u.twin);
	for (size_t k = 0; k < f->ntwin; k++) u.twin[f->twin[k].old] = &f->twin[k];
	copyinputs(u.to, f, u.map);
	for (size_t i = 0; i < f->n; i++) settle(&u, (Id)i);
	for (size_t o = 0; o < f->nout; o++)
		Output(u.twin[f->out[o]] ? asbefore(&u, f->out[o]) : u.map[f->out[o]]);
	release(u.map);
	release(u.twin);
	release(u.stack);
	freelist(f);
	return verified("united", u.to);
}

List *permuted(List *l, const size_t *in, const size_t *out)
{
	List *y;

	Id *ids = alloc(l->nin + l->nout, sizeof *ids);
	char **name = alloc(l->nin, sizeof *name);

	for (size_t k = 0; in && k < l->nin; k++) ids[k] = l->in[in[k]], name[k] = l->name[in[k]];
	if (in && l->nin) {
		memcpy(l->in, ids, l->nin * sizeof *ids);
		memcpy(l->name, name, l->nin * sizeof *name);
	}
	for (size_t k = 0; out && k < l->nout; k++) ids[k] = l->out[out[k]];
	if (out && l->nout) memcpy(l->out, ids, l->nout * sizeof *ids);
	release(ids);
	release(name);
	/* instructions of inputs stand in their order: print and parse count on it */
	y = copylist(l);
	freelist(l);
	return verified("permuted", y);
}
