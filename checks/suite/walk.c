/* walk.c -- what `wengert check` visits: every function, point, number type and engine. */
#include "checks/suite/check.h"
#include "checks/commands/commands.h"
#include "checks/measure/climb.h"
#include "checks/measure/limits.h"
#include "checks/suite/functions.h"
#include "checks/io/shard.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

/* points drawn for each function, beside its own and the hard ones */
enum { RANDOM = 2 };
/* inputs from which a climb would take too long */
enum { FEW = 6 };

double bound(const Engine *e, const Num *T)
{
	static const struct { const char *name; double f64, f32; } bounds[] = {
#define B(name, f64, f32, why) { #name, f64, f32 },
#include "checks/suite/bounds.def"
	};

	if (e->promise > 0)
		return e->promise;
	for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++)
		if (!strcmp(bounds[k].name, e->name))
			return columnof(T, bounds[k].f64, bounds[k].f32);
	die("engine %s promises nothing: add it to checks/suite/bounds.def", e->name);
}

static double most(const Answer *a, const Facts *f)
{
	double w = 0;

	for (size_t i = 0; i < f->ny * f->nx; i++)
		if (known(&f->t[i]) && !(a->norm[i] <= w)) w = a->norm[i];
	return w;
}

typedef struct { const Options *o; const Types *types; Visit *visit; void *to; bool hard; } Walk;

double common(const Types *t, double x)
{
	x = f32.round(x);
	for (int n = 0; n < t->n; n++) x = t->type[n]->round(x);
	return x;
}

static void visitall(const Walk *w, const Function *function, const Fn *fn, const double *x,
	const char *where)
{
	Facts f = facts(fn, x, digits(&f64));

	for (int n = 0; n < w->types->n; n++)
		for (const Engine *const *e = engines; *e; e++) {
			Visited v = { .function = function,
				.num = w->types->type[n],
				.facts = &f,
				.where = where,
				.hard = w->hard };

			if (!wanted(w->o, *e) || (w->hard && !explainable(*e)))
				continue;
			v.answer = answer(*e, &f, v.num);
			v.bound = bound(*e, v.num);
			v.worst = v.answer.status == UNABLE ? NAN : most(&v.answer, &f);
			v.within = v.worst <= v.bound;
			if ((*e)->root && v.answer.status != UNABLE)
				v.within |=
					unexplained(&v.answer, &f, v.num, v.bound, v.words) <= 1;
			w->visit(w->to, &v);
			freeanswer(&v.answer);
		}
	freefacts(&f);
}

static void visit(Walk *w, const Function *f, const Fn *fn, const double *x, const char *what,
	size_t k)
{
	char *where = text("%s %s %zu", f->name, what, k);

	if (mine()) visitall(w, f, fn, x, where);
	release(where);
}

/* points as text, ';' between them */
static size_t written(Walk *w, const Function *f, const Fn *fn, const char *p, double *x)
{
	size_t n = inputsof(fn), k = 0;

	for (; p && *p; p += strcspn(p, ";"), p += *p == ';') {
		Shape s = vector(n);
		char *at = copytext(p, strcspn(p, ";")), *all = "x";
		Point q = pointof(1, &all, &s, at, f->name);

		for (size_t i = 0; i < n; i++) x[i] = common(w->types, q.x[i]);
		visit(w, f, fn, x, "point", ++k);
		release(at);
		freepoint(&q);
	}
	return k;
}

typedef struct { const Walk *walk; const Function *function; const Fn *fn; size_t n; } Site;

/* the error of the forward engine in binary64 at x, or -1 */
static double errorat(const Fn *fn, const double *x)
{
	Facts f = facts(fn, x, digits(&f64));
	Answer a = answer(&forward_engine, &f, &f64);
	double u = a.status == OK ? most(&a, &f) : -1;

	freeanswer(&a);
	freefacts(&f);
	return isfinite(u) ? u : -1;
}

/* inside the box of the function */
static double errorinside(void *site, const double *x)
{
	const Site *s = site;

	for (size_t i = 0; i < s->n; i++)
		if (x[i] < s->function->lo || x[i] > s->function->hi) return -1;
	return errorat(s->fn, x);
}

static double tocommon(void *site, double x)
{
	return common(((const Site *)site)->walk->types, x);
}

static void peak(Walk *w, const Function *f, const Fn *fn, size_t n, double *x)
{
	char *where = text("%s peak 1", f->name);

	if (mine()) {
		climb(&(Hill){ errorinside, tocommon, &(Site){ w, f, fn, n } }, UPHILL, n, x,
			errorat(fn, x));
		visitall(w, f, fn, x, where);
	}
	release(where);
}

/* its own points and random ones; then those that hurt, and from the last random one uphill: all
 * numbers of binary32 and of the types that are run, so that each sees the same */
static void walkone(Walk *w, const Function *f)
{
	Fn fn = fnof(f, 0, 0);
	size_t n = inputsof(&fn), k;
	double *x = alloc(n, sizeof *x), *hard = hardpoints(f, n, w->o->rng, &k);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, w->o->rng);
	w->hard = false;
	if (w->o->at)
		written(w, f, &fn, w->o->at, x);
	else {
		written(w, f, &fn, f->at, x);
		for (size_t r = 0; r < RANDOM; r++) {
			for (size_t i = 0; i < n; i++)
				x[i] = common(w->types,
					f->lo + (f->hi - f->lo) * gsl_rng_uniform(g));
			visit(w, f, &fn, x, "random", r + 1);
		}
		w->hard = true;
		for (size_t i = 0; i < k * n; i++) hard[i] = common(w->types, hard[i]);
		for (size_t j = 0; j < k; j++) visit(w, f, &fn, &hard[j * n], "hard", j + 1);
		if (n <= FEW) peak(w, f, &fn, n, x);
	}
	gsl_rng_free(g);
	release(hard);
	release(x);
}

bool askedfor(const Options *o, const Function *f)
{
	for (size_t k = 0; k < o->noperands; k++)
		if (!strcmp(o->operand[k], f->name))
			return true;
	return !o->noperands;
}

void walk(const Options *o, const Types *types, Visit *visit, void *to)
{
	Walk w = { .o = o, .types = types, .visit = visit, .to = to };

	for (const Function *const *f = functions; *f; f++)
		if (askedfor(o, *f)) walkone(&w, *f);
}
