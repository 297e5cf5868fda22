/* accuracy -- errors of every engine on every function under test, in binary32 and binary64.
 *
 * One row for each function, engine and number type: median, 90th percentile and worst over all
 * points and entries, in ulps of the largest derivative of each result, against MPFR.
 */
#include "bench/bench.h"
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include "checks/io/out.h"
#include <math.h>
#include <string.h>

typedef struct {
	FILE *f;
	const Function *function;
	double **u;
	size_t *n, *room;
	size_t ne;
} Accuracy;

static const Num *const types[] = { &f64, &f32 };

static bool begun(FILE *f, const Function *of, int type, size_t engine)
{
	return starts(f, "%s,%s,%s", of->name, engines[engine]->name, types[type]->name);
}

/* the function is done: its rows */
static void flush(Accuracy *a)
{
	for (int t = 0; a->function && t < 2; t++)
		for (size_t e = 0; e < a->ne; e++) {
			size_t k = (size_t)t * a->ne + e;
			double worst = 0;

			for (size_t i = 0; i < a->n[k]; i++) worst = fmax(worst, a->u[k][i]);
			if (a->n[k] && begun(a->f, a->function, t, e))
				fprintf(a->f, ",%zu,%.6g,%.6g,%.6g\n", a->n[k],
					median(a->n[k], a->u[k], .5), median(a->n[k], a->u[k], .9),
					worst);
			a->n[k] = 0;
		}
}

static void visit(void *to, const Visited *v)
{
	Accuracy *a = to;
	size_t e = 0, k;

	if (v->function != a->function) {
		flush(a);
		a->function = v->function;
	}
	while (engines[e] != v->answer.engine) e++;
	k = (v->num->cdouble ? 0 : a->ne) + e;
	for (size_t i = 0; v->answer.status != UNABLE && i < v->facts->ny * v->facts->nx; i++) {
		if (v->facts->t[i].class == ZERO || !known(&v->facts->t[i]))
			/* structural zeros are right everywhere and say nothing */
			continue;
		a->u[k] = grow(a->u[k], &a->room[k], a->n[k] + 1, sizeof *a->u[k]);
		a->u[k][a->n[k]++] = v->answer.norm[i];
	}
}

/* all that would be asked, though some engine may be unable to answer */
static void named(const Options *o)
{
	for (const Function *const *f = functions; *f; f++)
		for (int t = 0; askedfor(o, *f) && t < 2; t++)
			for (size_t e = 0; engines[e]; e++)
				if (wanted(o, engines[e])) begun(NULL, *f, t, e);
}

void accuracy(const Options *o, FILE *f)
{
	Accuracy a = { .f = f };
	Options some = fewer(o);

	columnnames(f, "function,engine,number,n,median,p90,worst\n");
	if (!f) {
		named(&some);
		return;
	}
	while (engines[a.ne]) a.ne++;
	a.u = alloc(2 * a.ne, sizeof *a.u);
	a.n = alloc(2 * a.ne, sizeof *a.n);
	a.room = alloc(2 * a.ne, sizeof *a.room);
	walk(&some, &(Types){ { types[0], types[1] }, 2 }, visit, &a);
	flush(&a);
	for (size_t k = 0; k < 2 * a.ne; k++) release(a.u[k]);
	release(a.u);
	release(a.n);
	release(a.room);
}
