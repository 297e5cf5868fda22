/* run.c -- a list run in one number type, as plan.c has planned it.
 *
 * Each instruction is a step made once: a kernel and the places it reads and writes.  Inputs may be
 * borrowed: steps that read one are told where it lies now.
 *
 * One thread.  A second (OpenMP, 2 cores otherwise idle) would pay above 2^18 elements: exp and
 * sums of arrays in halves took 0.55 to 0.7 of the time, and so did a 1024 x 1024 matrix times a
 * column; below 2^16 elements, or on busy cores, waking it cost more than it saved.  Steps of
 * independent elements and rows of products could be split and keep their bits; a group that ends
 * in a sum could not, for its lanes are added block after block, and each thread would need
 * registers of its own. Large products of matrices are the BLAS's to split: OPENBLAS_NUM_THREADS.
 */
#include "engines/run/steps.h"
#include <string.h>

/* ---- in and out ---------------------------------------------------------------------------- */

void *slot(Run *r, size_t i) { return r->at[i]; }

void borrow(Run *r, size_t k, const void *x)
{
	In *in = &r->in[k];

	if (r->at[r->list->in[k]] == x)
		return;
	for (size_t j = 0; j < in->n; j++) *in->at[j].where = (const char *)x + in->at[j].off;
}

bool writeto(Run *r, size_t k, void *y)
{
	In *out = &r->out[k];

	for (size_t j = 0; j < out->n; j++) *out->at[j].where = (char *)y + out->at[j].off;
	return out->n;
}

const void *put(Run *r, size_t k, const void *x)
{
	Id i = r->list->in[k];
	size_t n = count(shapeat(r->list, i));

	borrow(r, k, r->in[k].own);
	r->num->take(n, r->at[i], x);
	return elem(r->num, x, n);
}

const void *output(Run *r, size_t k, size_t *n)
{
	*n = count(shapeat(r->list, r->list->out[k]));
	return r->at[r->list->out[k]];
}

void *get(Run *r, size_t k, void *y)
{
	size_t n;
	const void *v = output(r, k, &n);

	/* unless it written to the caller's buffer there */
	if (v != y) r->num->copy(n, y, 1, v, 1);
	return elem(r->num, y, n);
}

/* ---- running --------------------------------------------------------------------------------- */

static void applied(const Num *T, const List *l, const Ins *in, void *y, const void *const *x,
	Run *const *body)
{
	const Shape *few[8], **s = in->nargs > 8 ? alloc(in->nargs, sizeof *s) : few,
			     *shape = &l->shapes[in->shape];
	Call c = { in->prim, attr(l, in), in->nargs, count(shape), shape, s, body };

	for (size_t k = 0; k < in->nargs; k++)
		s[k] = shapeat(l, args(l, in)[k]);
	if (T->byhand && T->byhand(in->prim))
		T->call(&c, y, x);
	else if (in->prim->eval)
		in->prim->eval(T, &c, y, x);
	else
		die("%s cannot run in %s: the list was not expanded", in->prim->name, T->name);
	if (s != few)
		release(s);
}

/* bodies that are run once, for one instruction */
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
	for (size_t k = 0; k < b.n; k++)
		r[k] = borrowingrun(said[k] = expand(b.list[k], runs, T), T);
	applied(T, l, in, y, x, r);
	for (size_t k = 0; k < b.n; k++) freerun(r[k]), freelist(said[k]);
	release(said);
	release(r);
}

/* elements [from, from + n) of a broadcast */
static void stretch(const Num *T, const Instruction *ins, void *y, const void *x, size_t from,
	size_t n)
{
	const Repeat *r = &ins->repeat;
	size_t last = r->rank ? r->dim[r->rank - 1] : 1, step = r->rank ? r->step[r->rank - 1] : 0;

	for (size_t done = 0, len; done < n; done += len) {
		size_t o = from + done, in = o % last, lane = o / last, at = in * step;

		for (int k = r->rank - 2; k >= 0; lane /= r->dim[k--])
			at += lane % r->dim[k] * r->step[k];
		len = last - in < n - done ? last - in : n - done;
		T->copy(len, elem(T, y, done), 1, elem(T, x, at), step);
	}
}

/* elements [from, from + n) of zeros with x put in; x: its element at */
static void placed(const Num *T, const Instruction *ins, void *y, const void *x, size_t at,
	size_t from, size_t n)
{
	size_t lo = ins->start > from ? ins->start : from, hi = ins->start + ins->few;
	ptrdiff_t skip = ((ptrdiff_t)(lo - ins->start) - (ptrdiff_t)at) * (ptrdiff_t)T->size;

	if (hi > from + n) hi = from + n;
	if (lo >= hi) {
		T->fill(n, y, 0);
		return;
	}
	if (lo > from) T->fill(lo - from, y, 0);
	T->copy(hi - lo, elem(T, y, lo - from), 1, (const char *)x + skip, 1);
	if (hi < from + n) T->fill(from + n - hi, elem(T, y, hi - from), 0);
}

#define moved(s, k, p, o) ((s)->moves >> (k) & 1 ? elem(T, p, o) : (p))

static void block(const Num *T, const Step *s, size_t o)
{
	void *y = moved(s, 3, s->y, o);
	const void *x = moved(s, 0, s->x[0], o);
	size_t n = o >= s->n ? 0 : s->n - o < FUSED ? s->n - o : FUSED;

	if (s->moves & 16 && o)
		T->copy(LAG, (char *)y - LAG * T->size, 1, elem(T, y, FUSED - LAG), 1);
	if (!n)
		return;
	switch (s->kind) {
	case ONE:     s->f.one(n, y, x); break;
	case TWO:     s->f.two(n, y, x, moved(s, 1, s->x[1], o)); break;
	case WHERE:   T->where(n, y, x, moved(s, 1, s->x[1], o), moved(s, 2, s->x[2], o)); break;
	case SUM:     T->gather(n, s->ins->lane, o, x); break;
	case STRETCH: stretch(T, s->ins, y, s->ins->x[0], o, n); break;
	case PLACE:   placed(T, s->ins, y, s->x[0], s->moves & 1 ? 0 : o, o, n); break;
	}
}

/* a group: each block through all its steps while it is in cache */
static void blocks(const Num *T, const Step *head)
{
	const Step *s = head + 1, *end = s + head->members;

	for (size_t o = 0; o < head->n; o += FUSED)
		for (const Step *m = s; m < end; m++) block(T, m, o);
	for (; s < end; s++)
		if (s->kind == SUM) T->total(s->n, s->y, s->ins->lane);
}

/* a matrix times one column after the other, each 8 rows of it while they are in cache */
static void products(const Num *T, const Step *head)
{
	enum { MANY = 16 };
	const Shape *a = head[1].ins->call.x[0];
	void *y[MANY];
	const void *x[MANY];

	for (size_t done = 0, n; done < head->members; done += n) {
		for (n = 0; n < MANY && done + n < head->members; n++) {
			const Step *s = head + 1 + done + n;

			y[n] = s->y, x[n] = s->ins->x[1];
		}
		T->rows(a->dim[0], a->dim[1], n, y, head[1].ins->x[0], x);
	}
}

void run(Run *r)
{
	const Num *T = r->num;

	for (const Step *s = r->step, *end = s + r->nsteps; s < end; s++)
		switch (s->kind) {
		case ONE:    s->f.one(s->n, s->y, s->x[0]); break;
		case TWO:    s->f.two(s->n, s->y, s->x[0], s->x[1]); break;
		case WHERE:  T->where(s->n, s->y, s->x[0], s->x[1], s->x[2]); break;
		case BYHAND: s->f.hand(&s->ins->call, s->y, s->ins->x); break;
		case GROUP:  blocks(T, s), s += s->members; break;
		case PRODUCTS: products(T, s), s += s->members; break;
		default:     s->f.call(T, &s->ins->call, s->y, s->ins->x);
		}
}
