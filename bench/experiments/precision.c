/* precision -- bits each engine loses when numbers have more of them.
 *
 * The functions run in MPFR at p bits; the error of the whole gradient, relative to its largest
 * entry, is e, and p + log2 e bits are lost: less than one if that is below 0.  Reference: MPFR
 * differences that use no rule, to 64 bits more than the most asked for.  Points are multiples of
 * 1/64, the same number at every precision.  Several, for round-off is a multiple of 1/h, and at
 * one point in tens it is 0.
 */
#include "bench/bench.h"
#include "checks/measure/assess.h"
#include "checks/suite/functions.h"
#include <gsl/gsl_rng.h>
#include <math.h>

static const Function *const under[] = { &eq6_function, &cosexp_function, &coth_function };
static const Engine *const which[] = { &forward_engine, &reverse_engine, &central_engine,
	&richardson_engine };
static const int bits[] = { 24, 32, 53, 64, 80, 113, 160, 237, 300, 400, 500, 600, 700, 800, 900,
	1000, 1200, 1400, 1600, 1800, 2000 };
enum {
	UNDER = sizeof under / sizeof *under,
	WHICH = sizeof which / sizeof *which,
	BITS = sizeof bits / sizeof *bits
};
enum { POINTS = 15, INPUTS = 3, BEYOND = 64 };

/* p + log2 of the largest error over the largest entry */
static double lost(const Jacobian *j, const Truth *t, int p)
{
	mpfr_t e, error, largest;
	double log;

	mpfr_inits2(64, error, largest, (mpfr_ptr)0);          /* digits of an error */
	mpfr_init2(e, bits[BITS - 1] + BEYOND);
	mpfr_set_zero(error, 1);
	mpfr_set_zero(largest, 1);
	for (size_t i = 0; i < j->nx; i++) {
		mpfr_sub(e, *(const mpfr_t *)elem(j->num, j->J, i), t[i].d, MPFR_RNDN);
		if (mpfr_nan_p(e)) mpfr_set_inf(e, 1);
		if (mpfr_cmpabs(e, error) > 0) mpfr_abs(error, e, MPFR_RNDN);
		if (mpfr_cmpabs(t[i].d, largest) > 0) mpfr_abs(largest, t[i].d, MPFR_RNDN);
	}
	mpfr_div(error, error, largest, MPFR_RNDN);
	mpfr_log2(error, error, MPFR_RNDN);
	log = mpfr_get_d(error, MPFR_RNDN);
	mpfr_clears(e, error, largest, (mpfr_ptr)0);
	return fmax(0, p + log);
}

static void measure(const Fn *fn, const double *x, double (*loss)[BITS][POINTS], int k)
{
	Facts f = facts(fn, x, bits[BITS - 1] + BEYOND);

	for (int e = 0; e < WHICH; e++)
		for (int b = 0; b < BITS; b++) {
			Jacobian j;

			precision(bits[b]);
			j = jacobian(which[e], fn, &mpfr, x);
			loss[e][b][k] = lost(&j, f.t, bits[b]);
			freejacobian(&j);
		}
	freefacts(&f);
}

void precisions(const Options *o, FILE *f)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	long was = digits(&mpfr);

	gsl_rng_set(g, o->rng);
	columnnames(f, "function,engine,bits,n,median,worst\n");
	for (int u = 0; u < UNDER; u++) {
		static double loss[WHICH][BITS][POINTS];
		Fn fn = fnof(under[u], 0, 0);

		for (int k = 0; f && k < POINTS; k++) {
			double x[INPUTS];

			for (int i = 0; i < INPUTS; i++)
				x[i] = round(64 *
					       (under[u]->lo +
						       (under[u]->hi - under[u]->lo) *
							       gsl_rng_uniform(g))) /
					64;
			measure(&fn, x, loss, k);
		}
		for (int e = 0; e < WHICH; e++)
			for (int b = 0; b < BITS; b++)
				if (starts(f, "%s,%s,%d", under[u]->name, which[e]->name, bits[b]))
					fprintf(f, ",%d,%.4f,%.4f\n", POINTS,
						median(POINTS, loss[e][b], .5),
						median(POINTS, loss[e][b], 1));
	}
	precision(was);
	gsl_rng_free(g);
}
