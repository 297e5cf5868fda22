/* static.c -- an abstract trace made once, its pullback and pushforward simplified once, planned
 * once, then only run. */
#include "engines/wengert.h"

typedef struct { List *list; Run *run; } Half;     /* one direction, made when first asked for */
typedef struct { const Num *num; List *f; Half fwd, rev; size_t k; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	List *l = traceable(f, T, why);
	State *s;

	if (!l)
		return NULL;
	s = alloc(1, sizeof *s);
	*s = (State){ .num = T, .f = simplify(l, T) };
	return s;
}

static void drop(Half *h)
{
	freerun(h->run);
	freelist(h->list);
	*h = (Half){ 0 };
}

/* y: how many outputs come before the derivatives, which are made where the caller wants them */
static void make(Half *h, List *d, const Num *T, size_t y)
{
	List *l = expand(d, runs, T);

	drop(h);
	h->list = simplify(l, T);
	h->run = T->digits ? writingrun(h->list, T, y) : newrun(h->list, T);
	freelist(d);
}

/* inputs [from, to) lie one after the other at x */
static void give(const Half *h, const Num *T, size_t from, size_t to, const void *x)
{
	for (size_t k = from; k < to; k++) {
		size_t n = count(shapeat(h->list, h->list->in[k]));

		if (T->digits) borrow(h->run, k, x);
		else           put(h->run, k, x);
		x = elem(T, x, n);
	}
}

/* run, outputs from y on into dy, those before into y, if it is wanted */
static void perform(const Half *h, const Num *T, size_t ny, void *y, void *dy)
{
	List *l = h->list;
	void *to = dy;

	for (size_t o = ny; o < l->nout; o++) {
		if (T->digits) writeto(h->run, o, to);
		to = elem(T, to, count(shapeat(l, l->out[o])));
	}
	run(h->run);
	for (size_t o = 0; y && o < ny; o++) y = get(h->run, o, y);
	for (size_t o = ny; o < l->nout; o++) dy = get(h->run, o, dy);
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;
	size_t nin = s->f->nin;

	if (!s->fwd.run || s->k != k)
		make(&s->fwd, pushforward(s->f, s->k = k), s->num, s->f->nout);
	give(&s->fwd, s->num, 0, nin, x);
	give(&s->fwd, s->num, nin, nin * (k + 1), d);
	perform(&s->fwd, s->num, s->f->nout, y, dy);
	return OK;
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;
	size_t nin = s->f->nin;

	if (!s->rev.run)
		make(&s->rev, pullback(s->f), s->num, s->f->nout);
	give(&s->rev, s->num, 0, nin, x);
	give(&s->rev, s->num, nin, nin + s->f->nout, g);
	perform(&s->rev, s->num, s->f->nout, y, gx);
	return OK;
}

static void close(void *state)
{
	State *s = state;

	drop(&s->fwd);
	drop(&s->rev);
	freelist(s->f);
	release(s);
}

const Engine static_engine = { "static", "traced once, simplified, planned, run", open, .jvp = jvp,
	.vjp = vjp, .close = close, .runs = PLANNEDLIST };
