/* agree.h -- a list run in several ways, and what they must agree on: for the units of runs. */
#ifndef AGREE_H
#define AGREE_H
#include "engines/wengert.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* every output of l at x, row by row as it is recorded */
static inline double *eager(const List *l, const Num *T, const void *x)
{
	Fn fn = listfn("any", l);
	char why[WHY];
	List *e = trace(&fn, T, x, why);
	double *y = alloc(ny(l), sizeof *y);

	for (size_t k = 0, n = 0; k < e->nout; n += count(shapeat(e, e->out[k++])))
		T->get(count(shapeat(e, e->out[k])), y + n, value(instruction(e, e->out[k])));
	freelist(e);
	return y;
}

/* the same by a plan, after a run on zeros that leaves nothing to read; borrowed: inputs are read
 * where they lie, and moved between the runs */
static inline double *planned(const List *l, const Num *T, const void *x, bool borrowed)
{
	List *said = expand(l, runs, T);
	Run *r = newrun(said, T);
	double *y = alloc(ny(l), sizeof *y);

	for (int turn = 0; turn < 2; turn++) {
		void *copy = array(T, nx(l)), *all = array(T, ny(l)), *to = all;
		const void *p = copy;

		if (turn) T->copy(nx(l), copy, 1, x, 1);
		for (size_t k = 0; k < l->nin; k++) {
			if (borrowed) borrow(r, k, p), p = elem(T, p, count(shapeat(l, l->in[k])));
			else      p = put(r, k, p);
		}
		run(r);
		for (size_t k = 0; k < l->nout; k++) to = get(r, k, to);
		T->get(ny(l), y, all);
		freearray(T, ny(l), all);
		freearray(T, nx(l), copy);
	}
	freerun(r);
	freelist(said);
	return y;
}

static inline bool equal(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static inline void agree(const List *l, const Num *T, const double *x, const char *who)
{
	void *at = array(T, nx(l));
	double *y[3];

	T->set(nx(l), at, x);
	y[0] = eager(l, T, at), y[1] = planned(l, T, at, false), y[2] = planned(l, T, at, true);
	for (size_t k = 0; k < ny(l); k++)
		for (int w = 1; w < 3; w++)
			if (!equal(y[0][k], y[w][k]))
				fail_msg("%s %s: element %zu of %zu is %a %s, %a eager", who,
					T->name, k, ny(l), y[w][k], w == 2 ? "lent" : "planned",
					y[0][k]);
	for (int w = 0; w < 3; w++) release(y[w]);
	freearray(T, nx(l), at);
}

static inline double *numbers(size_t n, gsl_rng *g)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = 4 * gsl_rng_uniform(g) - 2;
	return x;
}

#endif
