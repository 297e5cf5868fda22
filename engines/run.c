/* run.c -- a list run in one number type.
 *
 * Planned once: a row's storage is free again after its last use and goes to
 * the next row of its size; an elementwise row takes over an argument that
 * dies in it.  Inputs, constants and outputs keep theirs.
 */
#include "engines/wengert.h"

struct Run {
	const List *list;
	const Num *num;
	void *mem;
	size_t *off, total;                /* in elements */
};

typedef struct { size_t size, *off, n, room; } Bin;   /* free storage of one size */
typedef struct { Bin *bin; size_t n, room, total; } Store;

static Bin *bin(Store *s, size_t size)
{
	for (size_t k = 0; k < s->n; k++)
		if (s->bin[k].size == size)
			return &s->bin[k];
	s->bin = grow(s->bin, &s->room, s->n + 1, sizeof *s->bin);
	s->bin[s->n] = (Bin){ .size = size };
	return &s->bin[s->n++];
}

static size_t take(Store *s, size_t size, bool fresh)
{
	Bin *b = bin(s, size);

	if (b->n && !fresh)
		return b->off[--b->n];
	s->total += size;
	return s->total - size;
}

static void give(Store *s, size_t size, size_t off)
{
	Bin *b = bin(s, size);

	b->off = grow(b->off, &b->room, b->n + 1, sizeof *b->off);
	b->off[b->n++] = off;
}

/* the last row that reads each row; rows that must stay: the end */
static size_t *lastuse(const List *l)
{
	size_t *last = alloc(l->n, sizeof *last);

	for (size_t i = 0; i < l->n; i++) {
		last[i] = l->ins[i].nargs ? i : l->n;
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			if (last[args(l, &l->ins[i])[k]] < i)
				last[args(l, &l->ins[i])[k]] = i;
	}
	for (size_t o = 0; o < l->nout; o++)
		last[l->out[o]] = l->n;
	return last;
}

static bool seen(const Id *x, size_t k)
{
	for (size_t j = 0; j < k; j++)
		if (x[j] == x[k])
			return true;
	return false;
}

static void plan(Run *r)
{
	const List *l = r->list;
	size_t *last = lastuse(l);
	Store s = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const Id *x = args(l, in);
		bool elementwise = !in->prim->shape && !in->prim->given;
		size_t n = count(rowshape(l, i));

		if (elementwise)               /* in place: the argument's storage first into the bin, then out again */
			for (size_t k = 0; k < in->nargs; k++)
				if (last[x[k]] == i && !seen(x, k)) give(&s, n, r->off[x[k]]);
		r->off[i] = take(&s, n, !in->nargs);     /* inputs and constants are there before the first row runs */
		if (!elementwise)
			for (size_t k = 0; k < in->nargs; k++)
				if (last[x[k]] == i && !seen(x, k)) give(&s, count(rowshape(l, x[k])), r->off[x[k]]);
		if (last[i] == i)              /* read by none */
			give(&s, n, r->off[i]);
	}
	r->total = s.total;
	for (size_t k = 0; k < s.n; k++)
		release(s.bin[k].off);
	release(s.bin);
	release(last);
}

void *slot(Run *r, size_t i) { return elem(r->num, r->mem, r->off[i]); }

Run *newrun(const List *l, const Num *T)
{
	Run *r = alloc(1, sizeof *r);

	*r = (Run){ .list = l, .num = T, .off = alloc(l->n, sizeof *r->off) };
	plan(r);
	r->mem = array(T, r->total);
	for (size_t i = 0; i < l->n; i++)
		if (!l->ins[i].nargs && !isinput(&l->ins[i]))
			apply(T, l, &l->ins[i], slot(r, i), NULL);
	return r;
}

void freerun(Run *r)
{
	if (!r)
		return;
	freearray(r->num, r->total, r->mem);
	release(r->off);
	release(r);
}

size_t runbytes(const Run *r) { return r->total * r->num->size; }

const void *put(Run *r, size_t k, const void *x)
{
	Id i = r->list->in[k];
	size_t n = count(rowshape(r->list, i));

	r->num->take(n, slot(r, i), x);
	return elem(r->num, x, n);
}

void *get(Run *r, size_t k, void *y)
{
	Id i = r->list->out[k];
	size_t n = count(rowshape(r->list, i));

	r->num->copy(n, y, 1, slot(r, i), 1);
	return elem(r->num, y, n);
}

void apply(const Num *T, const List *l, const Ins *in, void *y, const void *const *x)
{
	const Shape *few[8], **s = in->nargs > 8 ? alloc(in->nargs, sizeof *s) : few, *shape = &l->shapes[in->shape];
	Call c = { in->prim, attr(l, in), in->nargs, count(shape), shape, s };

	for (size_t k = 0; k < in->nargs; k++)
		s[k] = rowshape(l, args(l, in)[k]);
	if (T == &f64 && in->prim->f64)
		in->prim->f64(&c, y, (const double *const *)x);
	else if (T == &f32 && in->prim->f32)
		in->prim->f32(&c, y, (const float *const *)x);
	else if (in->prim->eval)
		in->prim->eval(T, &c, y, x);
	else
		die("%s cannot run in %s: the list was not expanded", in->prim->name, T->name);
	if (s != few)
		release(s);
}

void run(Run *r)
{
	const List *l = r->list;

	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const void *few[8], **x = in->nargs > 8 ? alloc(in->nargs, sizeof *x) : few;

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = slot(r, args(l, in)[k]);
		if (in->nargs)
			apply(r->num, l, in, slot(r, i), x);
		if (x != few)
			release(x);
	}
}
