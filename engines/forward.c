/* forward.c -- the JVP: beside each value its tangents, several in one sweep; both are freed after
 * their last use. */
#include "engines/run/program.h"

typedef struct { Program p; List *list; Run *run; size_t k; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	return newruled(sizeof(State), f, T, why);
}

static void drop(State *s)
{
	freerun(s->run);
	freelist(s->list);
	s->run = NULL;
	s->list = NULL;
}

/* the list with k tangents: made once, or at each point where the function branches on numbers */
static void prepare(State *s, const void *x, size_t k)
{
	List *f, *d;

	if (s->run && s->k == k && s->p.list)
		return;
	drop(s);
	f = listat(&s->p, x);
	d = pushforward(f, k);
	s->list = simplify(expand(d, runs, s->p.num), s->p.num);
	s->run = newrun(s->list, s->p.num);
	s->k = k;
	freelist(f);
	freelist(d);
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;
	size_t nin, nout;

	prepare(s, x, k);
	nin = s->list->nin / (k + 1);
	nout = s->list->nout / (k + 1);
	for (size_t i = 0; i < nin; i++) x = put(s->run, i, x);
	for (size_t i = nin; i < s->list->nin; i++) d = put(s->run, i, d);
	run(s->run);
	for (size_t o = 0; y && o < nout; o++) y = get(s->run, o, y);
	for (size_t o = nout; o < s->list->nout; o++) dy = get(s->run, o, dy);
	return OK;
}

static void close(void *state)
{
	State *s = state;

	drop(s);
	closeprogram(&s->p);
	release(s);
}

const Engine forward_engine = { "forward", "tangents beside primals, 8 in one sweep", open,
	.jvp = jvp, .close = close, .runs = RECORDED };
