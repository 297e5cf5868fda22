/* static.c -- an abstract trace made once, its pullback and pushforward simplified once, planned once, then only run. */
#include "engines/wengert.h"

typedef struct { List *list; Run *run; } Half;     /* one direction, made when first asked for */
typedef struct { const Num *num; List *f; Half fwd, rev; size_t k; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	List *l = trace(f, NULL, NULL, why);
	const Prim *missing = l ? unrunnable(l, T) : NULL;
	State *s;

	if (missing)
		snprintf(why, WHY, "there is no %s in %s", missing->name, T->name);
	if (!l || missing) {
		freelist(l);
		return NULL;
	}
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

static void make(Half *h, List *d, const Num *T)
{
	List *l = expand(d, runs, T);

	drop(h);
	h->list = simplify(l, T);
	h->run = newrun(h->list, T);
	freelist(d);
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy, double *err)
{
	State *s = state;
	size_t nin = s->f->nin, nout = s->f->nout;

	if (!s->fwd.run || s->k != k)
		make(&s->fwd, pushforward(s->f, s->k = k), s->num);
	for (size_t i = 0; i < nin; i++) x = put(s->fwd.run, i, x);
	for (size_t i = nin; i < nin * (k + 1); i++) d = put(s->fwd.run, i, d);
	run(s->fwd.run);
	for (size_t o = 0; y && o < nout; o++) y = get(s->fwd.run, o, y);
	for (size_t o = nout; o < nout * (k + 1); o++) dy = get(s->fwd.run, o, dy);
	return OK;
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;
	size_t nin = s->f->nin, nout = s->f->nout;

	if (!s->rev.run)
		make(&s->rev, pullback(s->f), s->num);
	for (size_t i = 0; i < nin; i++) x = put(s->rev.run, i, x);
	for (size_t i = nin; i < nin + nout; i++) g = put(s->rev.run, i, g);
	run(s->rev.run);
	for (size_t o = 0; y && o < nout; o++) y = get(s->rev.run, o, y);
	for (size_t o = nout; o < nout + nin; o++) gx = get(s->rev.run, o, gx);
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

const Engine static_engine = { "static", "traced once, simplified, planned, run", open, .jvp = jvp, .vjp = vjp, .close = close };
