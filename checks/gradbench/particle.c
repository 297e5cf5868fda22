/* particle -- the w for which a charged particle, moved by Euler's steps, crosses the axis nearest
 * the origin (Pearlmutter and Siskind 2008)
 *
 * The force is a derivative, and the w is found by gradient descent: one derivative within another.
 * Of fr the outer one goes forward, the inner one in reverse.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/control/control.h"
#include "engines/prims/recorders.h"

static V element(V x, size_t k) { return Reshape(piece(x, k, 1), scalar()); }

/* ---- the force: minus the gradient of the potential -------------------------------------- */

static V apart(V x, V y, double ax, V ay)
{
	return Sqrt(Add(Sqr(Sub(x, Const(x, ax))), Sqr(Sub(y, ay))));
}

static List *potential(void)
{
	List *l = newlist();
	V at = Input(l, "x", vector(2)), w = Input(l, "w", scalar()), x = element(at, 0),
	  y = element(at, 1), ten = Number(l, 10), one = Number(l, 1);

	Output(Add(Div(one, apart(x, y, 10, Sub(ten, w))),
		Div(one, apart(x, y, 10, Number(l, 0)))));
	return l;
}

/* x, w -> the gradient by x */
static V field(const List *derivative, bool reverse, V x, V w)
{
	V y[3], zero = Const(w, 0),
		e[2] = { Data(x.list, vector(2), (double[]){ 1, 0 }),
			Data(x.list, vector(2), (double[]){ 0, 1 }) };

	if (reverse) {
		inlined(x.list, derivative, (V[]){ x, w, Const(w, 1) }, y);
		return y[1];
	}
	inlined(x.list, derivative, (V[]){ x, w, e[0], zero, e[1], zero }, y);
	return Concat(2, (V[]){ Reshape(y[1], vector(1)), Reshape(y[2], vector(1)) }, 0);
}

/* ---- the flight ------------------------------------------------------------------------------ */

typedef struct {
	const List *derivative;
	bool reverse;
} Inner;

static V ahead(V x, V v) { return Add(x, Mul(Const(v, 0.1), v)); }

static void above(const V *a, V *y, const void *what)
{
	V next = element(ahead(a[0], a[1]), 1);

	y[0] = Gt(next, Const(next, 0));
}

/* x, v; w */
static void step(const V *a, V *y, const void *what)
{
	const Inner *in = what;

	y[0] = ahead(a[0], a[1]);
	y[1] = ahead(a[1], Neg(field(in->derivative, in->reverse, a[0], a[2])));
}

static void rows(List *l, const Fn *f)
{
	const Inner *in = f->what;
	V w = Input(l, "w", scalar()), y[2],
	  x[] = { Data(l, vector(2), (double[]){ 0, 8 }), Data(l, vector(2), (double[]){ 0.75, 0 }),
		  w };

	While(2, 3, x, above, step, in, y);
	V last = Neg(Div(element(y[0], 1), element(y[1], 1)));
	Output(Sqr(Add(element(y[0], 0), Mul(last, element(y[1], 0)))));
}

/* ---- the search ------------------------------------------------------------------------------ */

typedef struct {
	List *derivative;
	Inner inner;
	Fn flight;
	Ready *f;
	bool forward;
	const double *start;
	double w;
} Search;

static void close(void *what)
{
	Search *s = what;

	unready(s->f);
	freelist(s->derivative);
	release(s);
}

static void *open(Problem *p, const Engine *e, int reverse, char why[WHY])
{
	Search *s = alloc(1, sizeof *s);
	List *l = potential();

	*s = (Search){ .derivative = reverse & INNER ? pullback(l) : pushforward(l, 2),
		.forward = !(reverse & OUTER),
		.start = p->x };
	freelist(l);
	s->inner = (Inner){ s->derivative, (reverse & INNER) != 0 };
	s->flight = (Fn){ .name = "particle", .record = rows, .what = &s->inner };
	if ((s->f = ready(&s->flight, e, why))) return s;
	close(s);
	return NULL;
}

static bool solve(void *what, char why[WHY])
{
	Search *s = what;

	s->w = *s->start;
	return descend(s->f, s->forward, 1, 1, &s->w, 0, NULL, why);
}

static const double *result(void *what) { return &((Search *)what)->w; }

static const Method bysearch = { open, solve, result, close };

static void read(Problem *p)
{
	p->x = heldby(&p->in, p->nx = 1, sizeof *p->x);
	p->x[0] = numberin(&p->in, "w");
}

const Module particle_module = { "particle", read, NULL, NULL, NULL,
	{ { "ff", DESCENT, &bysearch, onenumber, 0 },
		{ "fr", DESCENT, &bysearch, onenumber, INNER },
		{ "rf", DESCENT, &bysearch, onenumber, OUTER },
		{ "rr", DESCENT, &bysearch, onenumber, OUTER | INNER } } };
