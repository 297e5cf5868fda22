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
	void **at;                         /* of each row */
	Run ***body;                       /* of each row with bodies: theirs; NULL: no row has any */
};

static Run *opened(const List *, const Num *, bool lent);      /* lent: nothing is set aside for inputs */

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

static void plan(Run *r, bool lent)
{
	const List *l = r->list;
	size_t *last = lastuse(l);
	Store s = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const Id *x = args(l, in);
		bool elementwise = !in->prim->shape && !in->prim->given;
		size_t n = count(rowshape(l, i));

		if (lent && isinput(in))       /* lies elsewhere */
			continue;
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

void *slot(Run *r, size_t i) { return r->at[i]; }

/* the bodies of row i, each with a run of its own; their inputs are lent */
static Run **bodiesof(const List *l, const Num *T, size_t i)
{
	Bodies b = bodies(l->ins[i].prim, attr(l, &l->ins[i]));
	Run **r = alloc(b.n, sizeof *r);

	for (size_t k = 0; k < b.n; k++) r[k] = opened(b.list[k], T, true);
	return r;
}

static void freebodies(const List *l, size_t i, Run **r)
{
	for (size_t k = 0; r && k < bodies(l->ins[i].prim, attr(l, &l->ins[i])).n; k++) freerun(r[k]);
	release(r);
}

static Run *opened(const List *l, const Num *T, bool lent)
{
	Run *r = alloc(1, sizeof *r);

	*r = (Run){ .list = l, .num = T, .off = alloc(l->n, sizeof *r->off), .at = alloc(l->n, sizeof *r->at) };
	plan(r, lent);
	r->mem = array(T, r->total);
	for (size_t i = 0; i < l->n; i++) {
		r->at[i] = elem(T, r->mem, r->off[i]);
		if (!l->ins[i].nargs && !isinput(&l->ins[i]))
			apply(T, l, &l->ins[i], r->at[i], NULL);
		if (!l->ins[i].prim->bodied)
			continue;
		if (!r->body) r->body = alloc(l->n, sizeof *r->body);
		r->body[i] = bodiesof(l, T, i);
	}
	return r;
}

Run *newrun(const List *l, const Num *T) { return opened(l, T, false); }
Run *lentrun(const List *l, const Num *T) { return opened(l, T, true); }

void freerun(Run *r)
{
	if (!r)
		return;
	for (size_t i = 0; r->body && i < r->list->n; i++) freebodies(r->list, i, r->body[i]);
	freearray(r->num, r->total, r->mem);
	release(r->body);
	release(r->off);
	release(r->at);
	release(r);
}

size_t runbytes(const Run *r)
{
	size_t n = r->total * r->num->size;

	for (size_t i = 0; r->body && i < r->list->n; i++)
		for (size_t k = 0; r->body[i] && k < bodies(r->list->ins[i].prim, attr(r->list, &r->list->ins[i])).n; k++)
			n += runbytes(r->body[i][k]);
	return n;
}

const void *put(Run *r, size_t k, const void *x)
{
	Id i = r->list->in[k];
	size_t n = count(rowshape(r->list, i));

	r->num->take(n, r->at[i], x);
	return elem(r->num, x, n);
}

void lend(Run *r, size_t k, const void *x) { r->at[r->list->in[k]] = (void *)x; }

const void *output(Run *r, size_t k, size_t *n)
{
	*n = count(rowshape(r->list, r->list->out[k]));
	return r->at[r->list->out[k]];
}

void *get(Run *r, size_t k, void *y)
{
	size_t n;
	const void *v = output(r, k, &n);

	r->num->copy(n, y, 1, v, 1);
	return elem(r->num, y, n);
}

static void applied(const Num *T, const List *l, const Ins *in, void *y, const void *const *x, Run *const *body)
{
	const Shape *few[8], **s = in->nargs > 8 ? alloc(in->nargs, sizeof *s) : few, *shape = &l->shapes[in->shape];
	Call c = { in->prim, attr(l, in), in->nargs, count(shape), shape, s, body };

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

/* bodies that are run once, for one row */
void apply(const Num *T, const List *l, const Ins *in, void *y, const void *const *x)
{
	Bodies b = bodies(in->prim, attr(l, in));
	List **said;
	Run **r;

	if (!b.n) {
		applied(T, l, in, y, x, NULL);
		return;
	}
	said = alloc(b.n, sizeof *said);
	r = alloc(b.n, sizeof *r);
	for (size_t k = 0; k < b.n; k++) r[k] = opened(said[k] = expand(b.list[k], runs, T), T, true);
	applied(T, l, in, y, x, r);
	for (size_t k = 0; k < b.n; k++) freerun(r[k]), freelist(said[k]);
	release(said);
	release(r);
}

void run(Run *r)
{
	const List *l = r->list;

	for (size_t i = 0; i < l->n; i++) {
		const Ins *in = &l->ins[i];
		const void *few[8], **x = in->nargs > 8 ? alloc(in->nargs, sizeof *x) : few;
		const Id *a = args(l, in);

		for (size_t k = 0; k < in->nargs; k++)
			x[k] = r->at[a[k]];
		if (in->nargs)
			applied(r->num, l, in, r->at[i], x, in->prim->bodied ? r->body[i] : NULL);
		if (x != few)
			release(x);
	}
}
