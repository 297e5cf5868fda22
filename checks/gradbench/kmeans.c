/* kmeans -- y = sum_i min_k |p[i] - c[k]|^2, and Newton's direction g/H
 *
 * Which centroid is nearest is decided by |c|^2 - 2 p.c, a product of matrices; the distance to it
 * is then of differences, so that none has to cancel.  Of equals the first is taken.
 *
 * H is diagonal, so that its product with a vector of ones is its diagonal: a tangent of the
 * gradient.
 */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"

typedef struct {
	size_t n, k, d;
	double *points;
} Sizes;

static void rows(List *l, const Fn *f)
{
	const Sizes *s = f->what;
	V c = Input(l, "centroids", matrix(s->k, s->d)), p = Data(l, matrix(s->n, s->d), s->points);
	V product = Matmul(p, c, false, true); /* [n,k] */
	V far = Sub(Reshape(Sum(Sqr(c), 1), matrix(1, s->k)), Mul(Const(product, 2), product));
	V nearest = Eq(far, Along(Reducemin(far, 1), 1, far));
	V first = Mul(nearest, Eq(Cumsum(nearest, 1, false), Const(nearest, 1)));

	Output(Sum(Sqr(Sub(p, Matmul(first, c, false, false))), ALL));
}

static void read(Problem *p)
{
	Sizes *s = heldby(&p->in, 1, sizeof *s);

	s->points = tablein(&p->in, "points", &s->n, &s->d);
	p->x = tablein(&p->in, "centroids", &s->k, &s->d);
	p->nx = s->k * s->d;
	p->what = s;
	p->fn.record = rows;
}

static json_t *centroids(const Problem *p, const double *y)
{
	const Sizes *s = p->what;

	return rowsof(s->k, s->d, y);
}

/* ---- g/H --------------------------------------------------------------------------- */

typedef struct {
	Fn gradient;
	Ready *f;
	const double *x;
	double *ones, *g, *h;
} Newton;

static void close(void *what)
{
	Newton *w = what;

	unready(w->f);
	release(w->ones), release(w->g), release(w->h), release(w);
}

static void *open(Problem *p, const Engine *e, int variant, char why[WHY])
{
	Newton *w = alloc(1, sizeof *w);

	w->gradient = gradientfn(&p->fn);
	if (!(w->f = ready(&w->gradient, e, why))) {
		close(w);
		return NULL;
	}
	w->x = p->x;
	w->ones = alloc(p->nx, sizeof *w->ones);
	w->g = alloc(p->nx, sizeof *w->g);
	w->h = alloc(p->nx, sizeof *w->h);
	for (size_t k = 0; k < p->nx; k++) w->ones[k] = 1;
	return w;
}

static bool solve(void *what, char why[WHY])
{
	Newton *w = what;

	if (!readypush(w->f, w->x, 1, w->ones, w->g, w->h)) {
		snprintf(why, WHY, "%s", whynot(w->f));
		return false;
	}
	for (size_t k = 0; k < nxof(w->f); k++) w->g[k] /= w->h[k];
	return true;
}

static const double *result(void *what) { return ((Newton *)what)->g; }

static const Method bynewton = { open, solve, result, close };

const Module kmeans_module = { "kmeans", read, NULL, NULL, NULL,
	{ { "cost", VALUES, &byvalue, onenumber, 0 },
		{ "dir", QUOTIENTS, &bynewton, centroids, 0 } } };
