/* batch -- many points in one run:   y[k] = f(x[k]),   one more leading axis on every input and
 * output
 *
 * Requires: no more than 7 axes anywhere; loops of known length.  Leaves: no bodies; of each
 * input's shape s, n x s. A row that hangs on no input stays as it is and broadcasts.  Elementwise
 * instructions are recorded again; an array primitive says itself what it does with one more axis
 * (Prim.widen).  Sums
 * run in the order they ran in before, so that every point gets the bits it would get alone.
 */
#include "engines/list/rewrite.h"
#include "engines/prims/widen.h"

static V elementwise(const Widening *r)
{
	return record(r->l, at(r->y)->prim, at(r->y)->nargs, r->x, attrof(r), NULL);
}

static bool widens(const Prim *p) { return p->widen || iselementwise(p); }

/* ---- the list --------------------------------------------------------------------------- */

static bool known(const Prim *p, const Num *T) { (void)T; return widens(p) || !p->lowering; }

/* instruction i with the axis; no list: it cannot be */
static V widened(const List *f, size_t i, Widening *r, const V *map, const char *many)
{
	const Ins *in = &f->ins[i];
	V few[FEWARGS], *x = mapped(f, i, map, few), y = { 0 };
	bool *m = alloc(in->nargs, sizeof *m);

	for (size_t k = 0; k < in->nargs; k++) m[k] = many[args(f, in)[k]];
	r->y = instruction((List *)f, i);
	r->x = x;
	r->many = m;
	if (!many[i])
		y = recordlike(r->l, f, i, x);
	else if (widens(in->prim))
		y = in->prim->widen ? in->prim->widen(r) : elementwise(r);
	unmapped(x, few);
	release(m);
	return y;
}

static char *hanging(const List *f)
{
	char *many = alloc(f->n, 1);

	for (size_t k = 0; k < f->nin; k++) many[f->in[k]] = 1;
	dependents(f, many);
	return many;
}

static void outputs(const List *f, const Widening *r, const V *map, const char *many)
{
	for (size_t o = 0; o < f->nout; o++) {
		Id i = f->out[o];

		Output(many[i] ? map[i] : Broadcast(map[i], longer(r, *shapeat(f, i))));
	}
}

/* the first row of the highest rank there is, or none */
static const Shape *full(const List *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (shapeat(f, i)->rank == RANK)
			return shapeat(f, i);
	return NULL;
}

static List *batched(const List *f, size_t n, char why[WHY])
{
	Widening r = { .l = newlist(), .n = n };
	V *map = alloc(f->n, sizeof *map);
	char *many = hanging(f);
	bool whole = !full(f);

	if (!whole)
		snprintf(why, WHY, "shape %s has %d axes already, the most there can be",
			shapetext(full(f)), RANK);
	for (size_t k = 0; k < f->nin && whole; k++)
		map[f->in[k]] = Input(r.l, f->name[k], longer(&r, *shapeat(f, f->in[k])));
	for (size_t i = 0; i < f->n && whole; i++) {
		if (isinput(&f->ins[i]))
			continue;
		map[i] = widened(f, i, &r, map, many);
		if (!(whole = map[i].list))
			snprintf(why, WHY, "%s cannot take one more axis here",
				f->ins[i].prim->name);
	}
	if (whole)
		outputs(f, &r, map, many);
	release(map);
	release(many);
	if (whole)
		return verified("batch", r.l);
	freelist(r.l);
	return NULL;
}

List *batch(const List *f, size_t n, char why[WHY])
{
	List *flat = unroll(f), *said = expand(flat, known, NULL), *l = batched(said, n, why);

	freelist(flat);
	freelist(said);
	return l;
}
