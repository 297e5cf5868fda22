/* slope.c -- the derivative of a workload along a direction, by no rule:
 * u'(f(x + hv) - f(x - hv))/2h.
 */
#include "bench/slope.h"
#include "bench/limits.h"
#include "checks/measure/limits.h"
#include <math.h>

/* elements that a list may read and write for a slope in MPFR, which is 300 times slower than
 * binary64; not the clock, for the error that is printed must not depend on it */
enum { FEW = 1 << 17 };

bool openlist(OwnList *p, const Fn *f, const Num *T, char why[WHY])
{
	List *l = trace(f, NULL, NULL, why), *e;

	if (!l)
		return false;
	e = simplify(expand(l, runs, T), T);
	freelist(l);
	*p = (OwnList){ e, newrun(e, T), T, nx(e), ny(e), array(T, nx(e)), array(T, ny(e)) };
	return true;
}

void closelist(OwnList *p)
{
	if (!p->list)
		return;
	freerun(p->run);
	freearray(p->num, p->nx, p->x);
	freearray(p->num, p->ny, p->y);
	freelist(p->list);
}

void evaluated(void *to)
{
	OwnList *p = to;
	const void *x = p->x;
	void *y = p->y;

	for (size_t k = 0; k < p->list->nin; k++) x = put(p->run, k, x);
	run(p->run);
	for (size_t k = 0; k < p->list->nout; k++) y = get(p->run, k, y);
}

void ownbeside(OwnList *p, const double *x, const double *v, double h)
{
	void *step = array(p->num, 1), *d = array(p->num, p->nx);

	p->num->fill(1, step, h);
	p->num->set(p->nx, p->x, x);
	p->num->set(p->nx, d, v);
	p->num->axpy(p->nx, p->x, step, d);
	evaluated(p);
	freearray(p->num, 1, step);
	freearray(p->num, p->nx, d);
}

double slopeof(OwnList *p, const double *x, const double *v, const double *u, double *noise)
{
	const Num *T = p->num;
	double h = ldexp(1, -(int)digits(T) / 3), minus = -1, sum = 0, part, size;
	void *up = array(T, p->ny), *m = array(T, 1);

	T->fill(1, m, minus);
	ownbeside(p, x, v, h);
	T->take(p->ny, up, p->y);
	ownbeside(p, x, v, -h);
	T->axpy(p->ny, up, m, p->y);
	*noise = 0;
	for (size_t o = 0; o < p->ny; o++) {
		T->get(1, &part, elem(T, up, o));
		T->get(1, &size, elem(T, p->y, o));
		sum += u[o] * part / (2 * h);
		*noise += fabs(u[o] * size) * ldexp(OPS, -digits(T)) / h;
	}
	freearray(T, p->ny, up);
	freearray(T, 1, m);
	return sum;
}

static size_t elements(const List *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		n += count(shapeat(l, i));
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			n += count(shapeat(l, args(l, &l->ins[i])[k]));
	}
	return n;
}

bool fewelements(const OwnList *p) { return elements(p->list) <= FEW; }
