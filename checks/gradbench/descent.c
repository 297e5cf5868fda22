/* descent.c -- GradBench's gradient descent (cpp/gradbench/gd.hpp): a step that lowers f is taken,
 * ten in a row double it, one that does not halves it. */
#include "checks/gradbench/gradbench.h"
#include <math.h>
#include <string.h>

enum { ROW = 10 };
static const double near = 1e-5, firststep = 1e-5;

typedef struct {
	Ready *f;
	bool forward;
	double sign;
	size_t n, all;
	/* all inputs; directions; one pass's tangents or cotangents */
	double *at, *seed, *g;
} Descent;

static bool height(Descent *d, const double *x, double *fx)
{
	memcpy(d->at, x, d->n * sizeof *x);
	if (!readyvalue(d->f, d->at, fx)) return false;
	*fx *= d->sign;
	return true;
}

static bool slopeat(Descent *d, const double *x, double *g)
{
	memcpy(d->at, x, d->n * sizeof *x);
	if (d->forward ? !readypush(d->f, d->at, d->n, d->seed, NULL, d->g)
		       : !readypull(d->f, d->at, d->seed, NULL, d->g))
		return false;
	for (size_t k = 0; k < d->n; k++) g[k] = d->sign * d->g[k];
	return true;
}

static double length(size_t n, const double *x, const double *from)
{
	double sum = 0;

	for (size_t k = 0; k < n; k++) sum += (x[k] - from[k]) * (x[k] - from[k]);
	return sqrt(sum);
}

static bool descent(Descent *d, double *x, double *next, double *g, const double *zero)
{
	double fx, fnext, eta = firststep;
	int row = 0;

	if (!height(d, x, &fx) || !slopeat(d, x, g)) return false;
	while (!(length(d->n, g, zero) <= near)) {
		if (row == ROW) {
			eta *= 2;
			row = 0;
			continue;
		}
		for (size_t k = 0; k < d->n; k++) next[k] = x[k] - eta * g[k];
		if (!(length(d->n, x, next) > near)) break;
		if (!height(d, next, &fnext)) return false;
		if (fnext < fx) {
			memcpy(x, next, d->n * sizeof *x);
			fx = fnext;
			if (!slopeat(d, x, g)) return false;
			row++;
		} else {
			eta /= 2;
			row = 0;
		}
	}
	return true;
}

bool descend(Ready *f, bool forward, double sign, size_t n, double *x, size_t nrest,
	const double *rest, char why[WHY])
{
	Descent d = { f, forward, sign, n, n + nrest, alloc(n + nrest, sizeof *x),
		alloc(n * (n + nrest) + 1, sizeof *x), alloc(n + nrest, sizeof *x) };
	double *own = alloc(3 * n, sizeof *own);
	bool done;

	if (nrest) memcpy(d.at + n, rest, nrest * sizeof *rest);
	for (size_t k = 0; k < n; k++) d.seed[forward ? k * d.all + k : 0] = 1;
	done = descent(&d, x, own, own + n, own + 2 * n);
	if (!done) snprintf(why, WHY, "%s", whynot(f));
	release(d.at), release(d.seed), release(d.g), release(own);
	return done;
}
