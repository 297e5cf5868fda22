/* reverse.c -- the VJP by an eager tape: recorded and computed anew at each call, then swept
 * backward.
 *
 * Whoever keeps a tape calls backward himself: gradients add up over calls until zeroed.  The
 * engine makes a new tape at each call, so its gradients start from zero.
 */
#include "engines/run/program.h"

typedef struct { Program p; } State;

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	return newruled(sizeof(State), f, T, why);
}

static void *copied(const Num *T, void *to, const void *from, size_t n)
{
	T->copy(n, to, 1, from, 1);
	return elem(T, to, n);
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;
	const Num *T = s->p.num;
	char why[WHY];
	List *l = trace(&s->p.fn, T, x, why);
	V *out;

	if (!l)
		bad("%s: %s", s->p.fn.name, why);
	out = alloc(l->nout, sizeof *out);
	for (size_t o = 0; o < l->nout; o++)
		out[o] = instruction(l, l->out[o]);
	if (l->nout) backward(l->nout, out, g);
	for (size_t k = 0; k < l->nin; k++)
		gx = copied(T, gx, gradient(instruction(l, l->in[k])), count(shapeat(l, l->in[k])));
	for (size_t o = 0; y && o < l->nout; o++)
		y = copied(T, y, value(out[o]), count(shapeat(l, out[o].id)));
	release(out);
	freelist(l);
	return OK;
}

static void close(void *state)
{
	closeprogram(&((State *)state)->p);
	release(state);
}

const Engine reverse_engine = {
	"reverse", "eager tape, swept backward", open, .vjp = vjp, .close = close, .runs = RECORDED
};
