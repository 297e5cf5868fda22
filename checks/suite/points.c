/* points.c -- where functions are hard, by no knowledge of the function but where its inputs are
 * drawn.
 *
 * With random ordinary points an exact reference catches 14 of 35 known wrong rules, with such
 * ones 34.
 */
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include <gsl/gsl_rng.h>
#include <math.h>

typedef double Draw(gsl_rng *, double lo, double hi, size_t i);

static double lowest(gsl_rng *g, double lo, double hi, size_t i)  { return lo; }
static double highest(gsl_rng *g, double lo, double hi, size_t i) { return hi; }
static double zero(gsl_rng *g, double lo, double hi, size_t i)    { return i % 2 ? -0.0 : 0; }
static double tied(gsl_rng *g, double lo, double hi, size_t i)    { return (lo + hi) / 2; }
static double ends(gsl_rng *g, double lo, double hi, size_t i)
{
	return gsl_rng_uniform_int(g, 2) ? lo : hi;
}

static double nearwhole(gsl_rng *g, double lo, double hi, size_t i)
{
	return rint(lo + (hi - lo) * gsl_rng_uniform(g)) +
		(gsl_rng_uniform_int(g, 2) ? 0x1p-20 : -0x1p-20);
}

/* sign times a magnitude, log-uniform down to 2^-60 of the largest */
static double magnitude(gsl_rng *g, double lo, double hi, size_t i)
{
	double m = fmax(fabs(lo), fabs(hi)) * exp2(-60 * gsl_rng_uniform(g));

	return lo < 0 && (hi <= 0 || gsl_rng_uniform_int(g, 2)) ? -m : m;
}

/* one input far below the others */
static double onesmall(gsl_rng *g, double lo, double hi, size_t i)
{
	return i ? lo + (hi - lo) * gsl_rng_uniform(g) : 0x1p-40;
}

double *hardpoints(const Function *f, size_t n, unsigned long seed, size_t *k)
{
	static Draw *const draws[] = { lowest, highest, zero, tied, ends, nearwhole, magnitude,
		magnitude, onesmall };
	double *x = alloc(n * (sizeof draws / sizeof *draws), sizeof *x);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(g, seed);
	*k = sizeof draws / sizeof *draws;
	for (size_t j = 0; j < *k; j++)
		for (size_t i = 0; i < n; i++) {
			double v = draws[j](g, f->lo, f->hi, i);

			x[j * n + i] = (double)(float)(v < f->lo ? f->lo : v > f->hi ? f->hi : v);
		}
	gsl_rng_free(g);
	return x;
}
