/* copy.c -- f lowered: the same values by primitives that keep leaves alone.
 *
 * Requires: any list.  Leaves: no instruction, also of a body, that has a lowering and is not kept.
 */
#include "engines/transform/bodies.h"
#include "engines/transform/replace.h"

bool nothing(const Prim *p, const Num *T) { return false; }

bool runs(const Prim *p, const Num *T)
{
	if (p->nargs)
		return p->nargs == 1 ? T->unary[p->slot] != NULL : T->binary[p->slot] != NULL;
	if (p->ternary)
		return T->ternary != NULL;
	return p->eval || (T->byhand && T->byhand(p));
}

typedef struct { Keep *keep; const Num *num; } Lowering;

static bool settled(const List *f, const Lowering *w)
{
	for (size_t i = 0; i < f->n; i++) {
		Bodies b = bodies(f->ins[i].prim, attr(f, &f->ins[i]));

		if (f->ins[i].prim->lowering && !w->keep(f->ins[i].prim, w->num))
			return false;
		for (size_t k = 0; k < b.n; k++)
			if (!settled(b.list[k], w))
				return false;
	}
	return true;
}

static List *loweredbody(List *body, void *with)
{
	const Lowering *w = with;

	if (!settled(body, w))
		return expand(body, w->keep, w->num);
	body->users++;
	return body;
}

V withbodies(List *to, const List *f, size_t i, const V *x, List *turned(List *, void *), void *how)
{
	const Ins *in = &f->ins[i];
	Bodies b = bodies(in->prim, attr(f, in));
	List **body = alloc(b.n, sizeof *body);
	V y;

	for (size_t k = 0; k < b.n; k++) body[k] = turned(b.list[k], how);
	y = higherorder(to, in->prim, attr(f, in), b.n, body, in->nargs, x);
	release(body);
	return y;
}

static V lowered(List *to, const List *f, size_t i, const V *map, void *with)
{
	const Lowering *w = with;
	const Prim *p = f->ins[i].prim;
	V few[FEWARGS], *x = mapped(f, i, map, few), y;

	y = p->lowering && !w->keep(p, w->num) ? p->lowering(instruction((List *)f, i), x)
	  : p->higherorder ? withbodies(to, f, i, x, loweredbody, with) : recordlike(to, f, i, x);
	unmapped(x, few);
	return y;
}

/* a lowering may use primitives that have lowerings themselves: until nothing changes */
List *expand(const List *f, Keep *keep, const Num *T)
{
	Lowering w = { keep, T };
	List *l = rewrite(f, lowered, &w);

	while (!settled(l, &w)) {
		List *next = rewrite(l, lowered, &w);

		freelist(l);
		l = next;
	}
	return verified("expand", l);
}

static const Prim *cannot(const List *l, const Num *T)
{
	for (size_t i = 0; i < l->n; i++) {
		Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
		const Prim *p = NULL;

		if (!isinput(&l->ins[i]) && !runs(l->ins[i].prim, T))
			return l->ins[i].prim;
		for (size_t k = 0; k < b.n && !p; k++) p = cannot(b.list[k], T);
		if (p)
			return p;
	}
	return NULL;
}

const Prim *unrunnable(const List *f, const Num *T)
{
	List *l = expand(f, runs, T);
	const Prim *p = cannot(l, T);

	freelist(l);
	return p;
}
