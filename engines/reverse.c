/* reverse.c -- the VJP by an eager tape: recorded and computed anew at each call, then swept backward.
 *
 * The adjoints of the inputs accumulate inside one sweep and start from zero in each call.
 */
#include "engines/program.h"

typedef struct { Program p; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	State *s = alloc(1, sizeof *s);

	if (openprogram(&s->p, f, T, runs, why))
		return s;
	release(s);
	return NULL;
}

/* cotangents are constants on the tape: as rows that take their numbers from g */
static const void *seed(List *l, size_t o, const void *g, const Num *T, V *to)
{
	size_t n = count(rowshape(l, l->out[o]));
	V t = Const(row(l, l->out[o]), 0);

	T->copy(n, value(t), 1, g, 1);
	*to = to->list ? Add(*to, t) : t;
	return elem(T, g, n);
}

static void *read(List *l, size_t k, V g, const Num *T, void *gx)
{
	size_t n = count(rowshape(l, l->in[k]));

	if (g.list) T->copy(n, gx, 1, value(g), 1);
	else        T->fill(n, gx, 0);
	return elem(T, gx, n);
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;
	const Num *T = s->p.num;
	char why[WHY];
	List *l = trace(&s->p.fn, T, x, why);
	size_t n;
	V *adj;

	if (!l)
		bad("%s: %s", s->p.fn.name, why);
	n = l->n;
	adj = alloc(n, sizeof *adj);
	for (size_t o = 0; o < l->nout; o++)
		g = seed(l, o, g, T, &adj[l->out[o]]);
	adjoints(l, n, adj);
	for (size_t k = 0; k < l->nin; k++)
		gx = read(l, k, adj[l->in[k]], T, gx);
	for (size_t o = 0; y && o < l->nout; o++) {
		V v = row(l, l->out[o]);

		T->copy(count(rowshape(l, v.id)), y, 1, value(v), 1);
		y = elem(T, y, count(rowshape(l, v.id)));
	}
	release(adj);
	freelist(l);
	return OK;
}

static void close(void *state)
{
	closeprogram(&((State *)state)->p);
	release(state);
}

const Engine reverse_engine = { "reverse", "eager tape, swept backward", open, .vjp = vjp, .close = close };
