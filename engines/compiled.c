/* compiled.c -- the list that static runs, and its pullback or pushforward, as C: compiled once by
 * the compiler of the user, loaded, kept for the next time. */
#include "engines/compiled/program.h"

typedef struct {
	List *list;
	Program *program;
} Half; /* one direction, when first asked for */
typedef struct {
	const Num *num;
	List *f;
	Half fwd, rev;
	size_t k;
	char why[WHY];
} State;

static void drop(Half *h)
{
	freeprogram(h->program);
	freelist(h->list);
	*h = (Half){ 0 };
}

/* d: given away */
static bool make(State *s, Half *h, List *d)
{
	List *l = expand(d, runs, s->num);

	drop(h);
	freelist(d);
	h->list = simplify(l, s->num);
	h->program = compiled(h->list, s->num, s->why);
	return h->program != NULL;
}

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	List *l;
	State *s;

	if (!T->ctype) {
		snprintf(why, WHY, "compiled code is made of binary32 and binary64");
		return NULL;
	}
	if (!(l = traceable(f, T, why))) return NULL;
	s = alloc(1, sizeof *s);
	*s = (State){ .num = T, .f = simplify(l, T) };
	if (make(s, &s->rev, pullback(s->f))) return s;
	snprintf(why, WHY, "%s", s->why);
	drop(&s->rev);
	freelist(s->f);
	release(s);
	return NULL;
}

/* inputs one after the other at x, then at d; outputs at y, then at dy; y NULL: not wanted */
static Status perform(const Half *h, const Num *T, size_t nx, const void *x, const void *d,
	size_t ny, void *y, void *dy)
{
	const List *l = h->list;
	const void **in = alloc(l->nin, sizeof *in);
	void **out = alloc(l->nout, sizeof *out), *unwanted = NULL;
	size_t n = 0;

	for (size_t k = 0; k < l->nin; k++) {
		const void **from = k < nx ? &x : &d;

		in[k] = *from;
		*from = elem(T, *from, count(shapeat(l, l->in[k])));
	}
	for (size_t o = 0; o < ny; o++) n += count(shapeat(l, l->out[o]));
	if (!y) y = unwanted = array(T, n);
	for (size_t o = 0; o < l->nout; o++) {
		void **to = o < ny ? &y : &dy;

		out[o] = *to;
		*to = elem(T, *to, count(shapeat(l, l->out[o])));
	}
	execute(h->program, in, out);
	release(unwanted);
	release(in);
	release(out);
	return OK;
}

static Status jvp(void *state, const void *x, size_t k, const void *d, void *y, void *dy,
	double *err)
{
	State *s = state;

	if ((!s->fwd.program || s->k != k) && !make(s, &s->fwd, pushforward(s->f, s->k = k)))
		return UNABLE;
	return perform(&s->fwd, s->num, s->f->nin, x, d, s->f->nout, y, dy);
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;

	return perform(&s->rev, s->num, s->f->nin, x, g, s->f->nout, y, gx);
}

static const char *why(void *state) { return ((State *)state)->why; }

static void close(void *state)
{
	State *s = state;

	drop(&s->fwd);
	drop(&s->rev);
	freelist(s->f);
	release(s);
}

const Engine compiled_engine = { "compiled", "the static list as C, compiled once and loaded", open,
	.jvp = jvp, .vjp = vjp, .close = close, .why = why, .runs = PLANNEDLIST,
	.whennamed = true };
