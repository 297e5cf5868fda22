/* depth -- what grows with depth: x <- tanh(W x + b), depth times, y = sum x^2, W and b each
 * layer's own or shared */
#include "checks/measure/depth.h"
#include "checks/measure/limits.h"
#include "checks/measure/assess.h"
#include "checks/suite/functions.h"
#include "engines/run/program.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_blas.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <time.h>

const char *const formname[FORMS] = { "list", "scan", "shared" };
const char *const wayname[WAYS] = { "primal", "forward", "store-all", "uniform", "binomial" };

/* ---- the functions --------------------------------------------------------------- */

static void layer(const V *x, V *y, const void *what)
{
	y[0] = Tanh(Add(Matmul(x[1], x[0], false, false), x[2]));
}

static void scanned(List *l, const Fn *f, size_t items, Shape W, Shape b)
{
	V x[] = { Input(l, "x", matrix((size_t)f->width, 1)), Input(l, "W", W), Input(l, "b", b) },
	  y[1];

	Scan((size_t)f->depth, false, 1, items, 3, x, 1, layer, NULL, y);
	Output(Sum(Sqr(y[0]), ALL));
}

static void stacks(List *l, const Fn *f)
{
	size_t n = (size_t)f->depth, w = (size_t)f->width;

	scanned(l, f, 2, (Shape){ 3, { n, w, w } }, (Shape){ 3, { n, w, 1 } });
}

static void shared(List *l, const Fn *f)
{
	size_t w = (size_t)f->width;

	scanned(l, f, 0, matrix(w, w), matrix(w, 1));
}

Fn deepfn(Form form, size_t depth, size_t width)
{
	return form == LISTED ? fnof(&mlp_function, (int)depth, (int)width)
			      : (Fn){ formname[form], form == SHARED ? shared : stacks,
					.depth = (int)depth, .width = (int)width };
}

/* ---- one derivative ------------------------------------------------------------------ */

/* W of order 1/sqrt(width): neither dies out nor saturates */
static void drawn(double *x, size_t n, int width, unsigned long seed)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	for (size_t i = 0; i < n; i++) x[i] = (2 * gsl_rng_uniform(g) - 1) * sqrt(3. / width);
	gsl_rng_free(g);
}

Deep opendeep(Fn fn)
{
	char why[WHY];
	Deep d = { .l = trace(&fn, NULL, NULL, why) };

	d.c = newchain(d.l, &f64);
	d.nx = nx(d.l), d.ny = ny(d.l);
	d.x = array(&f64, d.nx), d.d = array(&f64, d.nx), d.gx = array(&f64, d.nx),
	d.y = array(&f64, d.ny), d.g = array(&f64, d.ny);
	drawn(d.x, d.nx, fn.width, 42);
	drawn(d.d, d.nx, fn.width, 43);
	f64.fill(d.ny, d.g, 1);
	pushed(d.c, d.x, d.d, d.y, d.gx);          /* its lists are made at the first call */
	return d;
}

void closedeep(Deep *d)
{
	freechain(d->c);
	freelist(d->l);
	release(d->x), release(d->d), release(d->gx), release(d->y), release(d->g);
}

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static Cost once(Deep *d, Way w)
{
	size_t n = d->c->length;

	return w == PRIMALONLY     ? followed(d->c, d->x, d->y)
		: w == TANGENTWISE ? pushed(d->c, d->x, d->d, d->y, d->gx)
				   : pulled(d->c,
					     w == STORED              ? storeall(n)
						     : w == UNIFORMLY ? uniform(n, 0)
								      : binomial(n, 0),
					     d->x, d->g, d->y, d->gx);
}

Spent spent(Deep *d, Way w, int repeats)
{
	Spent s = { .stages = d->c->length };
	size_t was;
	double *t = alloc((size_t)repeats + 1, sizeof *t);
	Cost c;

	was = bytes().live;
	resetpeak();
	followed(d->c, d->x, d->y);
	s.primal = bytes().peak - was;
	resetpeak();
	c = once(d, w);
	s.bytes = bytes().peak - was - s.primal;
	s.runs = c.advanced + c.taped;
	for (int k = 0; k < repeats; k++) {
		double t0 = cpu();

		once(d, w);
		t[k] = cpu() - t0;
	}
	s.seconds = repeats ? median((size_t)repeats, t, .5) : NAN;
	release(t);
	return s;
}

static size_t evaluating(const Fn *fn, const void *x)
{
	size_t was = bytes().live;
	char why[WHY];
	Program p;

	resetpeak();
	if (!openprogram(&p, fn, &f64, runs, why))
		die("%s", why);
	evaluate(&p, x, NULL);
	closeprogram(&p);
	return bytes().peak - was;
}

static size_t life(const Engine *e, const Fn *fn)
{
	size_t n = inputsof(fn), was, own;
	double *x = alloc(n, sizeof *x), *d = alloc(n, sizeof *d), one = 1, y;
	char why[WHY];
	void *s;

	drawn(x, n, fn->width, 42);
	own = evaluating(fn, x);
	was = bytes().live;
	resetpeak();
	s = engage(e, fn, &f64, why);
	if (!s)
		die("%s: %s", e->name, why);
	if (e->jvp && !e->vjp) d[0] = 1, e->jvp(s, x, 1, d, &y, &one, NULL);
	else                   e->vjp(s, x, &one, &y, d);
	e->close(s);
	release(x), release(d);
	return bytes().peak - was - own;
}

/* the first run of all parses the rules and keeps them: it is not counted */
size_t lifelong(const Engine *e, const Fn *fn)
{
	life(e, fn);
	return life(e, fn);
}

/* ---- how it grows ---------------------------------------------------------------------- */

typedef struct { size_t n; const double *x, *y; } Series;

static int residual(const gsl_vector *v, void *data, gsl_vector *r)
{
	const Series *q = data;

	for (size_t i = 0; i < q->n; i++)
		gsl_vector_set(r, i,
			(gsl_vector_get(v, 0) +
				gsl_vector_get(v, 1) * pow(q->x[i], gsl_vector_get(v, 2))) /
					q->y[i] -
				1);
	return GSL_SUCCESS;
}

/* p and its standard error */
static void power(Growth *g, Series *q)
{
	gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
	gsl_multifit_nlinear_fdf f = { .f = residual, .n = q->n, .p = 3, .params = q };
	gsl_multifit_nlinear_workspace *w =
		gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, q->n, 3);
	gsl_vector *start = gsl_vector_alloc(3);
	gsl_matrix *cov = gsl_matrix_alloc(3, 3);
	double rss;
	int info;

	gsl_vector_set(start, 2, .5);              /* half way */
	gsl_vector_set(start, 1,
		(q->y[q->n - 1] - q->y[0]) / (sqrt(q->x[q->n - 1]) - sqrt(q->x[0])));
	gsl_vector_set(start, 0, q->y[0] - gsl_vector_get(start, 1) * sqrt(q->x[0]));
	gsl_multifit_nlinear_init(start, &f, w);
	gsl_multifit_nlinear_driver(500, CONVERGED, CONVERGED, CONVERGED, NULL, NULL, &info, w);
	gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(w), 0, cov);
	rss = pow(gsl_blas_dnrm2(gsl_multifit_nlinear_residual(w)), 2);
	g->p = gsl_vector_get(gsl_multifit_nlinear_position(w), 2);
	g->error = sqrt(rss / (double)(q->n - 3) * gsl_matrix_get(cov, 2, 2));
	gsl_vector_free(start);
	gsl_matrix_free(cov);
	gsl_multifit_nlinear_free(w);
}

Growth growth(size_t n, const double *depth, const double *y)
{
	double *lg = alloc(n, sizeof *lg), c, c00, c01, c11, rss, lo = y[0], hi = y[0];
	Growth g = { 0 };

	for (size_t i = 0; i < n; i++) {
		lg[i] = log2(depth[i]);
		lo = fmin(lo, y[i]), hi = fmax(hi, y[i]);
	}
	gsl_fit_linear(lg, 1, y, 1, n, &c, &g.per, &c00, &c01, &c11, &rss);
	g.pererror = sqrt(c11);
	g.r2 = hi > lo ? 1 - rss / gsl_stats_tss(y, 1, n) : 1;
	/* else it does not grow: p = 0 exactly */
	if (hi > lo) power(&g, &(Series){ n, depth, y });
	release(lg);
	return g;
}
