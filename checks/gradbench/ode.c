/* ode -- y at t = 2 of y[0]' = x[0], y[i]' = x[i] y[i-1], y = 0 at t = 0, by s classical
 * Runge-Kutta steps; the gradient is that of the last y */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"

enum { MOST = 1 << 28 }; /* elements that a reverse sweep keeps: 2 GiB */

typedef struct {
	size_t n, s;
} Sizes;

static V slope(V x, V y)
{
	size_t n = shapeof(x).dim[0];

	if (n == 1) return x;
	return Concat(2, (V[]){ piece(x, 0, 1), Mul(piece(x, 1, n - 1), piece(y, 0, n - 1)) }, 0);
}

static V ahead(V y, V k, double h) { return Add(y, Mul(Const(k, h), k)); }

/* y; x */
static void step(const V *a, V *to, const void *what)
{
	const Sizes *s = what;
	double h = 2 / (double)s->s;
	V y = a[0], x = a[1], k1 = slope(x, y), k2 = slope(x, ahead(y, k1, h / 2)),
	  k3 = slope(x, ahead(y, k2, h / 2)), k4 = slope(x, ahead(y, k3, h));
	V middle = Add(k2, k3), all = Add(Add(k1, k4), Mul(Const(middle, 2), middle));

	to[0] = ahead(y, all, h / 6);
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V x = Input(l, "x", vector(s->n)), y;

	Scan(s->s, false, 1, 0, 2, (V[]){ Const(x, 0), x }, 1, step, s, &y);
	Output(y);
}

static void read(Problem *p)
{
	Sizes *s = heldby(&p->in, 1, sizeof *s);

	p->x = numbersin(&p->in, "x", &p->nx);
	s->n = p->nx;
	s->s = wholein(&p->in, "s", 1, MOST / (s->n ? s->n : 1));
	p->what = s;
	p->fn.record = rows;
}

const Module ode_module = { "ode", read, NULL, NULL, NULL,
	{ { "primal", VALUES, &byvalue, allinputs, 0 },
		{ "gradient", DERIVATIVES, &bygradient, allinputs, 0 } } };
