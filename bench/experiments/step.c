/* step -- the error of each formula against its step, on sin(x) e^x at x = 3/4, in binary32 and
 * binary64.
 *
 * h is random in each quarter of an octave, rounded to the type; error: root mean square over STEPS
 * of them, over |f'(x)|.  The complex step stands beside the differences: it subtracts nothing.
 */
#include "bench/bench.h"
#include "checks/measure/split.h"
#include "engines/run/program.h"
#include <gsl/gsl_rng.h>
#include <math.h>

enum { STEPS = 64 };                       /* of each bin */

static const struct { const Num *num; int from; } types[] = {
	{ &f32, -27 }, { &f64, -56 },
};
static const double here = .75;

typedef struct { Split *split; const Linear *linear; Program imaginary; const Num *num; } Trial;

/* Im f(x + ih)/h */
static double complexstep(Trial *t, double h)
{
	double z[2], y[2], slope;              /* room for two of any type */

	t->num->set(2, z, (double[]){ here, h });
	evaluate(&t->imaginary, z, y);
	t->num->get(1, &slope, elem(t->num, y, 1));
	/* h is a number of the type: a quotient rounded twice is the quotient rounded once */
	return t->num->round(slope / h);
}

static double rms(Trial *t, double low, gsl_rng *g)
{
	double sum = 0;
	mpfr_t d;

	mpfr_init2(d, 400);
	for (int i = 0; i < STEPS; i++) {
		double h = low * exp2(gsl_rng_uniform(g) / QUARTERS);

		h = t->num->round(h);
		mpfr_d_sub(d, t->linear ? computed(t->split, t->linear, h) : complexstep(t, h),
			slope(t->split), MPFR_RNDN);
		mpfr_div(d, d, slope(t->split), MPFR_RNDN);
		sum += pow(mpfr_get_d(d, MPFR_RNDN), 2);
	}
	mpfr_clear(d);
	return sqrt(sum / STEPS);
}

static void curve(FILE *f, int type, const char *name, Trial *t, gsl_rng *g)
{
	for (int e = types[type].from * QUARTERS; e < QUARTERS; e++)
		if (starts(f, "%s,%s,%.6g", types[type].num->what, name, exp2((e + .5) / QUARTERS)))
			fprintf(f, ",%.6g\n", rms(t, exp2((double)e / QUARTERS), g));
}

void steps(const Options *o, FILE *f)
{
	List *l = formula("sin(x)*exp(x)", "step", "x");
	Fn fn = listfn("sin(x) exp(x)", l);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	char why[WHY];

	gsl_rng_set(g, o->rng);
	columnnames(f, "number,formula,h,error\n");
	for (int type = 0; type < 2; type++) {
		Trial t = { .split = newsplit(&fn, types[type].num, here, why),
			.num = types[type].num };

		if (!t.split ||
			!openprogram(&t.imaginary, &fn, types[type].num->complexes, runs, why))
			die("%s", why);
		curve(f, type, "complex step", &t, g);
		for (t.linear = linear; t.linear->name; t.linear++)
			curve(f, type, t.linear->name, &t, g);
		closeprogram(&t.imaginary);
		freesplit(t.split);
	}
	gsl_rng_free(g);
	freelist(l);
}
