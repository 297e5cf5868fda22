/* ranked.c -- the errors of several engines, the largest first. */
#include "checks/measure/ranked.h"
#include <math.h>
#include <stdlib.h>

double comparedulps(const Facts *f, const Answer *a, size_t k)
{
	Class c = f->t[k].class;
	double d;

	if (a->status == UNABLE || c == NOWHERE)
		return NAN;
	a->j.num->get(1, &d, elem(a->j.num, a->j.J, k));
	return c == ONESIDED && isnan(d) ? NAN : a->ulps[k];
}

double *allcompared(const Facts *f, const Answer *a)
{
	double *u = alloc(f->ny * f->nx, sizeof *u);

	for (size_t k = 0; k < f->ny * f->nx; k++) u[k] = comparedulps(f, a, k);
	return u;
}

size_t largestof(size_t n, const double *u)
{
	size_t most = 0;

	for (size_t k = 1; k < n; k++)
		if (u[k] > u[most] || (isnan(u[most]) && !isnan(u[k]))) most = k;
	return most;
}

const Answer *worstat(const Facts *f, size_t na, const Answer *a, size_t k)
{
	const Answer *w = NULL;
	double most = -1;

	for (size_t j = 0; j < na; j++) {
		double u = comparedulps(f, &a[j], k);

		if (u > most) most = u, w = &a[j];
	}
	return w;
}

typedef struct { size_t k, place; double u; } Rank;

static int larger(const void *p, const void *q)
{
	const Rank *a = p, *b = q;

	return a->u != b->u ? (a->u < b->u) - (a->u > b->u)
			    : (a->place > b->place) - (a->place < b->place);
}

void worstfirst(const Facts *f, size_t na, const Answer *a, size_t n, size_t *entry)
{
	Rank *r = alloc(n, sizeof *r);

	for (size_t i = 0; i < n; i++) {
		const Answer *w = worstat(f, na, a, entry[i]);

		r[i] = (Rank){ entry[i], i, w ? w->ulps[entry[i]] : -1 };
	}
	qsort(r, n, sizeof *r, larger);
	for (size_t i = 0; i < n; i++) entry[i] = r[i].k;
	release(r);
}
