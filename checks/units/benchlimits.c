/* benchlimits -- each constant of bench/limits.def: what is right below passes, right above not. */
#include "bench/bench.h"
#include "bench/limits.h"
#include "bench/statistics.h"
#include "bench/workload.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define near(a, b, by) assert_true(fabs((a) - (b)) <= (by))

static double factor = 1;

static void line(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(Mul(x, Number(l, *(const double *)f->what)));
}

static void curve(List *l, const Fn *f) { Output(Exp(Input(l, "x", scalar()))); }
static void incode(const double *x, double *y, int depth, int width) { *y = factor * exp(x[0]); }

static Status scaled(void *state, const void *x, const void *g, void *y, void *gx)
{
	Status s = reverse_engine.vjp(state, x, g, y, gx);

	*(double *)gx *= factor;
	return s;
}

static Measured once(const Fn *f, const Engine *e, Primal *primal)
{
	const Options o = { .rng = 1 };
	const Extent plan = { .quick = true, .out = "." };
	Bench *b = newbench(&o, &plan, 0, NULL);
	Case c = { .fn = f, .engine = e, .way = PASS, .lo = 0.5, .hi = 1, .primal = primal };
	Measured m;

	measure(b, &c, &m);
	freebench(b);
	return m;
}

/* what the clock has stopped says nothing: a machine with other work is asked again */
static Measured timedof(const Fn *f, const Engine *e, Primal *primal)
{
	Measured m = once(f, e, primal);

	for (int k = 0; k < 50 && !strcmp(m.status, "too long"); k++) m = once(f, e, primal);
	return m;
}

static const char *statusof(const Fn *f, const Engine *e, Primal *primal)
{
	return timedof(f, e, primal).status;
}

static void slopes_that_may_be_timed(void **state)
{
	double low = 0.99e-8, high = 1.01e-8;
	Fn under = { .name = "under", .record = line, .what = &low };
	Fn over = { .name = "over", .record = line, .what = &high };

	assert_string_equal(statusof(&under, &reverse_engine, NULL), "refused");
	assert_string_equal(statusof(&over, &reverse_engine, NULL), "ok");
}

static void errors_that_may_be_timed(void **state)
{
	Fn f = { .name = "exp", .record = curve };
	Engine off = reverse_engine;
	double least = HUGE_VAL;

	off.vjp = scaled;
	factor = 1 + 0.99e-3;
	assert_string_equal(statusof(&f, &off, NULL), "ok");
	factor = 1 + 1.01e-3;
	assert_string_equal(statusof(&f, &off, NULL), "wrong");
	factor = 1;
	/* of a slope in 160 bits, which is taken where a call is short: one that is interrupted is
	 * not */
	for (int k = 0; k < 50 && !(least < 1e-14); k++)
		least = fmin(least, timedof(&f, &reverse_engine, NULL).error);
	assert_true(least < 1e-14);
}

static void primals_that_are_alike(void **state)
{
	Fn f = { .name = "exp", .record = curve };

	factor = 1 + 0.99e-9;
	assert_string_equal(statusof(&f, &reverse_engine, incode), "ok");
	factor = 1 + 1.01e-9;
	assert_string_equal(statusof(&f, &reverse_engine, incode), "wrong");
	factor = 1;
}

static void risk_of_a_verdict(void **state)
{
	assert_string_equal(verdict((Centre){ 1.3, 1.1, 1.6, 0 }, 0.0099), "slower");
	assert_string_equal(verdict((Centre){ 1.3, 1.1, 1.6, 0 }, 0.0101), "within noise");
}

static double separated(size_t n)
{
	double x[64], y[64];

	for (size_t k = 0; k < n; k++) x[k] = (double)k, y[k] = (double)(n + k);
	return ranktest(n, x, n, y);
}

static void samples_enough_for_a_verdict(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double x[64];
	Centre c;

	assert_true(separated(TURNS) < 0.01 && separated(TURNS - 1) > 0.01);
	for (size_t k = 0; k < 64; k++) x[k] = (double)k;
	c = centre(MORETURNS, x, g);
	assert_true(c.lo > 0 && c.hi < MORETURNS - 1);
	gsl_rng_free(g);
}

/* two sides of n, one moved by 7.5 ranks: the normal approximation, with U = (n - 7) (n - 8)/2 */
static double normal(double n)
{
	double u = (n - 7) * (n - 8) / 2;

	return 2 * gsl_cdf_ugaussian_P((u + 0.5 - n * n / 2) / sqrt(n * n * (2 * n + 1) / 12));
}

static double moved(size_t n)
{
	double x[64], y[64];

	for (size_t k = 0; k < n; k++) x[k] = (double)k, y[k] = (double)k + 7.5;
	return ranktest(n, x, n, y);
}

static void samples_that_are_counted(void **state)
{
	assert_true(moved(25) / normal(25) < 0.99);
	near(moved(26) / normal(26), 1, 1e-12);
}

/* the lower end of an interval, from 30 bootstraps of the same samples */
static void intervals_that_are_steady(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double x[101], sum = 0, squares = 0;

	for (int k = 0; k < 101; k++) x[k] = gsl_ran_exponential(g, 1);
	for (int k = 0; k < 30; k++) {
		double lo = centre(101, x, g).lo;

		sum += lo, squares += lo * lo;
	}
	gsl_rng_free(g);
	if (sqrt(squares / 30 - sum * sum / 900) > 0.05 * sum / 30)
		fail_msg("%g of %g", sqrt(squares / 30 - sum * sum / 900), sum / 30);
}

/* half an interval, in standard deviations of one block: below 3, and a block more would not halve
 * it
 */
static void blocks_enough_for_an_interval(void **state)
{
	double half[2];

	for (int k = 0; k < 2; k++) {
		int n = BLOCKS + 4 * k;

		half[k] = gsl_cdf_tdist_Qinv(RISK / 2, 2 * n - 2) * sqrt(2. / n);
	}
	assert_true(half[0] < 3 && half[1] > half[0] / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slopes_that_may_be_timed),
		cmocka_unit_test(errors_that_may_be_timed),
		cmocka_unit_test(primals_that_are_alike),
		cmocka_unit_test(risk_of_a_verdict),
		cmocka_unit_test(samples_enough_for_a_verdict),
		cmocka_unit_test(samples_that_are_counted),
		cmocka_unit_test(intervals_that_are_steady),
		cmocka_unit_test(blocks_enough_for_an_interval),
	};

	countmpfr();
	return cmocka_run_group_tests_name("benchlimits", tests, NULL, NULL);
}
