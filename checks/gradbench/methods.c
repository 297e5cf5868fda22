/* methods.c -- what most questions want: a value, a gradient, tangents; and what modules share. */
#include "checks/gradbench/gradbench.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

/* ---- the table -------------------------------------------------------------- */

static const Module *const modules[] = {
#define M(name) &name##_module,
#include "checks/gradbench/modules.def"
};

const Module *modulenamed(const char *name)
{
	for (size_t k = 0; k < sizeof modules / sizeof *modules; k++)
		if (!strcmp(modules[k]->name, name)) return modules[k];
	return NULL;
}

const Module *modulenumber(size_t k)
{
	return k < sizeof modules / sizeof *modules ? modules[k] : NULL;
}

bool readproblem(Problem *p, const Module *m, const json_t *input)
{
	*p = (Problem){ .module = m, .in = { .j = input }, .fn = { .name = m->name } };
	m->read(p);
	p->fn.what = p->what;
	return !p->in.why[0];
}

const Question *questionof(const Module *m, const char *name)
{
	for (const Question *q = m->question; q < m->question + QUESTIONS && q->name; q++)
		if (!strcmp(q->name, name)) return q;
	return NULL;
}

/* ---- methods ------------------------------------------------------------------ */

typedef struct {
	Ready *f;
	const double *x;
	size_t k;
	double *seed, *y; /* y: what was asked for */
} Work;

static void close(void *what)
{
	Work *w = what;

	unready(w->f);
	release(w->seed);
	release(w->y);
	release(w);
}

static const double *result(void *what) { return ((Work *)what)->y; }

static Work *work(Problem *p, const Engine *e, char why[WHY])
{
	Ready *f = ready(&p->fn, e, why);
	Work *w;

	if (!f) return NULL;
	w = alloc(1, sizeof *w);
	*w = (Work){ .f = f, .x = p->x };
	return w;
}

static bool said(const Work *w, bool done, char why[WHY])
{
	if (!done) snprintf(why, WHY, "%s", whynot(w->f));
	return done;
}

static void *openvalue(Problem *p, const Engine *e, int variant, char why[WHY])
{
	Work *w = work(p, e, why);

	if (w) w->y = alloc(nyof(w->f), sizeof *w->y);
	return w;
}

static bool evaluation(void *what, char why[WHY])
{
	Work *w = what;

	return said(w, readyvalue(w->f, w->x, w->y), why);
}

const Method byvalue = { openvalue, evaluation, result, close };

static void *opengradient(Problem *p, const Engine *e, int variant, char why[WHY])
{
	Work *w = work(p, e, why);

	if (!w) return NULL;
	w->seed = alloc(nyof(w->f), sizeof *w->seed);
	w->seed[nyof(w->f) - 1] = 1;
	w->y = alloc(nxof(w->f), sizeof *w->y);
	return w;
}

static bool gradientat(void *what, char why[WHY])
{
	Work *w = what;

	return said(w, readypull(w->f, w->x, w->seed, NULL, w->y), why);
}

const Method bygradient = { opengradient, gradientat, result, close };

static void *opentangents(Problem *p, const Engine *e, int variant, char why[WHY])
{
	Work *w = work(p, e, why);
	Seeds *seeds = p->module->seeds;

	if (!w) return NULL;
	w->k = seeds(p, NULL);
	w->seed = alloc(w->k * p->nx, sizeof *w->seed);
	seeds(p, w->seed);
	w->y = alloc(w->k * nyof(w->f), sizeof *w->y);
	return w;
}

static bool tangentsat(void *what, char why[WHY])
{
	Work *w = what;

	return said(w, readypush(w->f, w->x, w->k, w->seed, NULL, w->y), why);
}

const Method bytangents = { opentangents, tangentsat, result, close };

/* ---- what modules share ---------------------------------------------------------- */

/* null where JSON has no number */
json_t *numeral(double x) { return isfinite(x) ? json_real(x) : json_null(); }

json_t *onenumber(const Problem *p, const double *y) { return numeral(*y); }

json_t *rowof(size_t n, const double *x)
{
	json_t *a = json_array();

	for (size_t k = 0; k < n; k++) json_array_append_new(a, numeral(x[k]));
	return a;
}

json_t *rowsof(size_t m, size_t n, const double *x)
{
	json_t *a = json_array();

	for (size_t k = 0; k < m; k++) json_array_append_new(a, rowof(n, x + k * n));
	return a;
}

json_t *allinputs(const Problem *p, const double *g) { return rowof(p->nx, g); }

V piece(V x, size_t from, size_t n)
{
	Shape s = shapeof(x);
	size_t start[RANK] = { from };

	s.dim[0] = n;
	return Slice(x, start, s.dim, NULL);
}

V columnat(V x, size_t j)
{
	return Slice(x, (size_t[]){ 0, j }, (size_t[]){ shapeof(x).dim[0], 1 }, NULL);
}

V Indices(V like, size_t n, const double *of) { return Data(like.list, vector(n), of); }

/* any shift gives the same function: that by a whole number, whose derivative is 0, leaves nothing
 * that would have to cancel */
V Shifted(V x, int axis)
{
	V m = Floor(Reducemax(x, axis)), over = axis == ALL ? m : Along(m, axis, x);

	return Add(m, Log(Sum(Exp(Sub(x, over)), axis)));
}
