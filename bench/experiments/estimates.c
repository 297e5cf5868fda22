/* estimates -- the error that GSL and Ridders estimate for themselves, held against the error they
 * have.
 *
 * For each engine with an estimate, over every entry at every point of every function under test:
 * coverage, the share of entries whose error is within the estimate; sharpness, the estimate over
 * the error (1: exact; below 1: too small), at its 10th, 50th and 90th percentile.
 */
#include "bench/bench.h"
#include "checks/suite/check.h"
#include "checks/io/out.h"
#include <math.h>

typedef struct { double *ratio; size_t n, room, covered, exact; } Score;

static const Num *const types[] = { &f64 };

static double error(const Visited *v, size_t k)
{
	mpfr_t y;
	double e;

	mpfr_init(y);
	exactly(v->num, y, elem(v->num, v->answer.j.J, k));
	mpfr_sub(y, y, v->facts->t[k].d, MPFR_RNDN);
	e = fabs(mpfr_get_d(y, MPFR_RNDN));
	mpfr_clear(y);
	return e;
}

static void visit(void *to, const Visited *v)
{
	Score *s = to;
	size_t e = 0;

	while (engines[e] != v->answer.engine) e++;
	for (size_t k = 0;
		v->answer.j.err && v->answer.status == OK && k < v->facts->ny * v->facts->nx; k++) {
		double err, guess = v->answer.j.err[k];

		if (!known(&v->facts->t[k]) || v->facts->t[k].class == ZERO)
			continue;
		err = error(v, k);
		s[e].ratio = grow(s[e].ratio, &s[e].room, s[e].n + 1, sizeof *s[e].ratio);
		s[e].exact += err == 0;
		s[e].covered += err <= guess;
		s[e].ratio[s[e].n++] = err == 0 ? NAN : guess / err;
	}
}

void estimates(const Options *o, FILE *f)
{
	size_t ne = 0;
	Options some = fewer(o);
	Score *s;

	columnnames(f,
		"engine,entries,exact,coverage,sharpness p10,sharpness median,sharpness p90\n");
	while (engines[ne]) ne++;
	s = alloc(ne, sizeof *s);
	if (f) walk(&some, &(Types){ { types[0] }, 1 }, visit, s);
	for (size_t e = 0; e < ne; e++) {
		if ((f ? s[e].n > 0 : engines[e]->estimates && wanted(o, engines[e])) &&
			starts(f, "%s", engines[e]->name))
			fprintf(f, ",%zu,%zu,%.4f,%.4g,%.4g,%.4g\n", s[e].n, s[e].exact,
				(double)s[e].covered / (double)s[e].n,
				median(s[e].n, s[e].ratio, .1), median(s[e].n, s[e].ratio, .5),
				median(s[e].n, s[e].ratio, .9));
		release(s[e].ratio);
	}
	release(s);
}
