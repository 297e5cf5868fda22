/* replace.c -- replacements: what was recorded as an instruction's better replacement takes its
 * place, and its parts begin elsewhere.
 *
 * Requires: replacements recorded by replaceby, each after what it replaces.  Leaves: the same
 * outputs, no replacements.
 */
#include "engines/transform/replace.h"
#include "engines/prims/recorders.h"
#include <string.h>

extern const Prim segment_prim;

void resultrows(V y, V *to)
{
	size_t n = resultsof(y, NULL), from = 0;
	Shape *s = alloc(n, sizeof *s);

	resultsof(y, s);
	for (size_t k = 0; k < n; from += count(&s[k++]))
		to[k] = Segment(y, from, s[k]);
	release(s);
}

V packing(List *l, size_t n, const V *y) { return n ? Flatten(n, y) : Number(l, 0); }

/* ---- replacements ------------------------------------------------------------------------ */

void replaceby(V old, V by, const size_t *place)
{
	List *l = old.list;
	size_t n = resultsof(old, NULL), *copy = alloc(n, sizeof *copy);

	for (size_t k = 0; k < n; k++) copy[k] = place ? place[k] : k;
	l->replacement = grow(l->replacement, &l->replacementroom, l->nreplacements + 1,
		sizeof *l->replacement);
	l->replacement[l->nreplacements++] = (Replacement){ old.id, by.id, copy };
}

typedef struct {
	List *from, *to;
	V *map;
	const Replacement **replacement;
	Id *stack;
	size_t n, room;
} Replacing;

static Id standin(const Replacing *u, Id i)
{
	while (u->replacement[i]) i = u->replacement[i]->by;
	return i;
}

static void want(Replacing *u, Id i)
{
	u->stack = grow(u->stack, &u->room, u->n + 1, sizeof *u->stack);
	u->stack[u->n++] = i;
}

/* where result k of the old instruction begins in its replacement */
static size_t moved(const Replacing *u, Id old, size_t k)
{
	size_t start;
	Shape *s;

	for (; u->replacement[old]; old = u->replacement[old]->by)
		k = u->replacement[old]->place[k];
	s = alloc(resultsof(instruction(u->from, old), NULL), sizeof *s);
	resultsof(instruction(u->from, old), s);
	start = sizes(k, s);
	release(s);
	return start;
}

/* the old instruction's results as it packed them, out of its replacement's */
static V asbefore(const Replacing *u, Id old)
{
	V a = instruction(u->from, old), y = u->map[standin(u, old)], *part;
	size_t n = resultsof(a, NULL);
	Shape *s = alloc(n, sizeof *s);

	part = alloc(n, sizeof *part);
	resultsof(a, s);
	for (size_t k = 0; k < n; k++) part[k] = Segment(y, moved(u, old, k), s[k]);
	y = packing(u->to, n, part);
	release(part);
	release(s);
	return y;
}

static void emit(Replacing *u, Id i)
{
	const Ins *in = &u->from->ins[i];
	const Id *a = args(u->from, in);
	V few[FEWARGS], *x = in->nargs > FEWARGS ? alloc(in->nargs, sizeof *x) : few;
	const void *how = attr(u->from, in);
	int64_t start;
	size_t taken;

	for (size_t k = 0; k < in->nargs; k++) {
		x[k] = u->map[standin(u, a[k])];
		if (!u->replacement[a[k]])
			continue;
		if (in->prim == &segment_prim && takesresult(u->from, i, &taken)) {
			start = (int64_t)moved(u, a[k], taken);
			how = &start;
		} else
			x[k] = asbefore(u, a[k]);
	}
	u->map[i] = record(u->to, in->prim, in->nargs, x, how, shapeat(u->from, i));
	unmapped(x, few);
}

/* instruction i, after all it needs */
static void settle(Replacing *u, Id i)
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

List *applyreplacements(List *f)
{
	Replacing u = { .from = f };

	if (!f->nreplacements)
		return f;
	u.to = newlist();
	u.map = alloc(f->n, sizeof *u.map);
	u.replacement = alloc(f->n, sizeof *u.replacement);
	for (size_t k = 0; k < f->nreplacements; k++)
		u.replacement[f->replacement[k].old] = &f->replacement[k];
	copyinputs(u.to, f, u.map);
	for (size_t i = 0; i < f->n; i++) settle(&u, (Id)i);
	for (size_t o = 0; o < f->nout; o++)
		Output(u.replacement[f->out[o]] ? asbefore(&u, f->out[o]) : u.map[f->out[o]]);
	release(u.map);
	release(u.replacement);
	release(u.stack);
	freelist(f);
	return verified("applyreplacements", u.to);
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
