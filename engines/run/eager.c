/* eager.c -- the values of an eager list: each instruction is computed as it is recorded, so that
 * C's own if and while may ask for a number; and the gradients of its inputs, which add up until
 * they are zeroed.
 */
#include "engines/list/rewrite.h"
#include "engines/list/tape.h"
#include "engines/prims/traits.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"
#include <string.h>

enum { BLOCK = 4096 }; /* elements: 32 kB of doubles, one page fault each 8 instructions less */

typedef struct {
	Tape tape;
	const Num *num;
	const char *feed;                  /* what the next input takes */
	void **at;       size_t room;      /* the value of each instruction */
	void **block;    size_t *size, nblocks, blockroom, sizeroom;
	size_t used;                       /* elements of the last block */
	void **grad;     size_t ngrad;     /* of each input, once asked for */
	Id *asked;       size_t nasked, askedroom;     /* instructions whose truth was asked for */
} Eager;

static Eager *eager(const List *l) { return (Eager *)l->tape; }

/* ---- values ------------------------------------------------------------------- */

static void *place(Eager *t, size_t n)
{
	if (!t->nblocks || t->used + n > t->size[t->nblocks - 1]) {
		size_t size = n > BLOCK ? n : BLOCK;

		t->block = grow(t->block, &t->blockroom, t->nblocks + 1, sizeof *t->block);
		t->size = grow(t->size, &t->sizeroom, t->nblocks + 1, sizeof *t->size);
		t->block[t->nblocks] = array(t->num, size);
		t->size[t->nblocks++] = size;
		t->used = 0;
	}
	t->used += n;
	return elem(t->num, t->block[t->nblocks - 1], t->used - n);
}

/* one instruction that T has no kernel for: lowered, as a list of its own */
static void bylowering(const Num *T, const List *l, size_t i, void *y, const void *const *x)
{
	const Ins *in = &l->ins[i];
	List *one = newlist(), *lowered;
	V *v = alloc(in->nargs, sizeof *v);
	Run *r;

	for (size_t k = 0; k < in->nargs; k++)
		v[k] = Input(one, NULL, *shapeat(l, args(l, in)[k]));
	Output(recordlike(one, l, i, v));
	lowered = expand(one, runs, T);
	r = newrun(lowered, T);
	for (size_t k = 0; k < in->nargs; k++)
		put(r, k, x[k]);
	run(r);
	get(r, 0, y);
	freerun(r);
	freelist(lowered);
	freelist(one);
	release(v);
}

static void compute(List *l, size_t i)
{
	Eager *t = eager(l);
	const Ins *in = &l->ins[i];
	size_t n = count(shapeat(l, i));
	const void *few[4], **x = in->nargs > 4 ? alloc(in->nargs, sizeof *x) : few;

	t->at = grow(t->at, &t->room, i + 1, sizeof *t->at);
	t->at[i] = place(t, n);
	for (size_t k = 0; k < in->nargs; k++)
		x[k] = t->at[args(l, in)[k]];
	if (isinput(in)) {
		t->num->take(n, t->at[i], t->feed);
		t->feed += n * t->num->size;
	} else if (runs(in->prim, t->num) || !in->prim->lowering)
		apply(t->num, l, in, t->at[i], x);
	else
		bylowering(t->num, l, i, t->at[i], x);
	if (x != few) release(x);
}

_Thread_local bool inlinecheckpoints;

/* a checkpoint stays one instruction of a tape, except for a reader that wants those of its body */
static bool inlines(const Prim *p) { return !p->recomputed || inlinecheckpoints; }

static void add(List *l, Id to, Id t)
{
	Eager *e = eager(l);

	e->num->binary[B_add](count(shapeat(l, to)), e->at[to], e->at[to], e->at[t]);
}

static bool addback(List *l, size_t i, Id g, Id to)
{
	const Ins *in = &l->ins[i];
	Eager *e = eager(l);
	Call c = { in->prim, attr(l, in), 1, count(shapeat(l, i)), shapeat(l, i),
		(const Shape *[]){ shapeat(l, to) }, NULL };

	if (!in->prim->addback) return false;
	in->prim->addback(e->num, &c, e->at[to], e->at[g]);
	return true;
}

static void drop(List *l)
{
	Eager *t = eager(l);

	for (size_t k = 0; k < t->ngrad; k++)
		freearray(t->num, count(shapeat(l, l->in[k])), t->grad[k]);
	release(t->grad);
	for (size_t b = 0; b < t->nblocks; b++)
		freearray(t->num, t->size[b], t->block[b]);
	release(t->asked);
	release(t->at);
	release(t->block);
	release(t->size);
	release(t);
}

List *neweager(const Num *T, const void *x)
{
	List *l = newlist();
	Eager *t = alloc(1, sizeof *t);

	*t = (Eager){ .tape = { compute, inlines, drop, add, addback }, .num = T, .feed = x };
	l->tape = &t->tape;
	return l;
}

void *value(V v)
{
	if (!v.list->tape)
		refuse(v.list,
		       "asks for the number of instruction v%u (%s), which a list "
		       "recorded without numbers does not have: use cond or where",
		       v.id, at(v)->prim->name);
	return eager(v.list)->at[v.id];
}

/* ---- gradients of an eager list: they add up until zeroed ----------------- */

static void **gradients(List *l)
{
	Eager *t = eager(l);

	t->grad = grow(t->grad, &(size_t){ t->ngrad }, l->nin, sizeof *t->grad);
	for (; t->ngrad < l->nin; t->ngrad++)
		t->grad[t->ngrad] = array(t->num, count(shapeat(l, l->in[t->ngrad])));
	return t->grad;
}

void *gradient(V x)
{
	size_t k = 0;

	while (k < x.list->nin && x.list->in[k] != x.id) k++;
	if (k == x.list->nin || !x.list->tape)
		die("gradient: instruction v%u is no input of an eager list", x.id);
	return gradients(x.list)[k];
}

void zerogradients(List *l)
{
	for (size_t k = 0; k < l->nin; k++)
		eager(l)->num->fill(count(shapeat(l, l->in[k])), gradients(l)[k], 0);
}

void backward(size_t n, const V *y, const void *g)
{
	List *l = y[0].list;
	const Num *T = eager(l)->num;
	size_t rows = l->n;
	V *adj = alloc(rows, sizeof *adj);

	for (size_t o = 0; o < n; o++) {
		size_t m = count(shapeat(l, y[o].id));
		V t = Const(y[o], 0), *to = &adj[y[o].id];

		T->copy(m, value(t), 1, g, 1); /* a constant that takes its numbers from g */
		*to = to->list ? Add(*to, t) : t;
		g = elem(T, g, m);
	}
	lastadjoints(l, rows, adj);
	for (size_t k = 0; k < l->nin; k++) {
		void *to = gradients(l)[k];
		V a = adj[l->in[k]];

		if (a.list) T->binary[B_add](count(shapeat(l, l->in[k])), to, to, value(a));
	}
	release(adj);
}

static const char *operand(V v, char *t, size_t n)
{
	List *l = v.list;
	double c;

	for (size_t k = 0; k < l->nin; k++)
		if (l->in[k] == v.id && l->name[k])
			return l->name[k];
	if (isconst(l, v.id, &c))
		snprintf(t, n, "%g", c);
	else
		snprintf(t, n, "v%u", v.id);
	return t;
}

bool truth(V c)
{
	const Ins *in = at(c);
	const char *op = in->prim->name;
	char a[32], b[32];
	double is;
	Eager *t;

	if (!c.list->tape) {
		if (compares(in->prim)) op = signof(in->prim);
		if (in->nargs != 2)
			refuse(c.list,
			       "branches on instruction v%u (%s), whose number is not known "
			       "while recording: use cond or where",
			       c.id, op);
		refuse(c.list,
		       "branches on the comparison `%s %s %s`, whose truth is not known "
		       "while recording: use cond or where",
		       operand(instruction(c.list, args(c.list, in)[0]), a, sizeof a), op,
		       operand(instruction(c.list, args(c.list, in)[1]), b, sizeof b));
	}
	t = eager(c.list);
	t->num->get(1, &is, value(c));
	t->asked = grow(t->asked, &t->askedroom, t->nasked + 1, sizeof *t->asked);
	t->asked[t->nasked++] = c.id;
	return is != 0;
}

size_t guards(const List *l, const Id **id)
{
	*id = l->tape ? eager(l)->asked : NULL;
	return l->tape ? eager(l)->nasked : 0;
}
