/* llsq -- y = 1/2 sum_i (sign t[i] - sum_j x[j] t[i]^j)^2, t[i] = -1 + 2i/(n - 1)
 *
 * The powers are made one after the other, as a program would: a scan over j.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"

enum { MOST = 10000000 };

typedef struct {
	size_t n, m;
	double *t;
} Sizes;

/* what is left, t^j; x[j]; t */
static void term(const V *a, V *y, const void *what)
{
	y[0] = Sub(a[0], Mul(a[2], a[1]));
	y[1] = Mul(a[1], a[3]);
}

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V x = Input(l, "x", vector(s->m)), t = Data(l, vector(s->n), s->t), left[2];

	Scan(s->m, false, 2, 1, 4, (V[]){ Sign(t), Const(t, 1), x, t }, 2, term, NULL, left);
	V y = Sum(Sqr(left[0]), ALL);
	Output(Mul(Const(y, 0.5), y));
}

static void read(Problem *p)
{
	Sizes *s = heldby(&p->in, 1, sizeof *s);

	p->x = numbersin(&p->in, "x", &s->m);
	s->n = wholein(&p->in, "n", 2, MOST);
	s->t = heldby(&p->in, s->n, sizeof *s->t);
	for (size_t i = 0; i < s->n; i++) s->t[i] = -1 + (double)i * 2 / ((double)s->n - 1);
	p->nx = s->m;
	p->what = s;
	p->fn.record = rows;
}

const Module llsq_module = { "llsq", read, NULL, NULL, NULL,
	{ { "primal", VALUES, &byvalue, onenumber, 0 },
		{ "gradient", DERIVATIVES, &bygradient, allinputs, 0 } } };
