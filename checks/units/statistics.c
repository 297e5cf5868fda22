/* statistics.c -- unit tests of the bench's statistics, against values known from tables. */
#include "bench/statistics.h"
#include "checks/measure/depth.h"
#include "engines/wengert.h"
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define near(a, b, by) assert_true(fabs((a) - (b)) <= (by))

static void rank_test_is_exact(void **state)
{
	const double a[] = { 1, 2, 3, 4, 5 }, b[] = { 6, 7, 8, 9, 10 },
		     c[] = { 1.5, 2.5, 11, 12, 13 };

	near(ranktest(3, a, 3, b), 2. / 20, 1e-15);            /* 6 choose 3 */
	near(ranktest(5, a, 5, b), 2. / 252, 1e-15);           /* 10 choose 5 */
	near(ranktest(5, b, 5, a), 2. / 252, 1e-15);
	near(ranktest(4, a, 5, b), 2. / 126, 1e-15);
	/* U = 7 of 5 and 5: 39 of 252 arrangements have no more (1 1 2 3 5 7 9 11 for U = 0 .. 7);
	 * both sides */
	near(ranktest(5, a, 5, c), 2 * 39. / 252, 1e-15);
	near(ranktest(5, a, 5, a), 1, 1e-15);                  /* all tied pairwise */
}

/* R: wilcox.test(1:30, 1:30 + 7.5)$p.value by the normal approximation with correction for
 * continuity: U = 253, sigma = sqrt(30*30*61/12) */
static void rank_test_of_many_is_normal(void **state)
{
	double a[30], b[30], u = 23 * 22 / 2;

	for (int k = 0; k < 30; k++) a[k] = k, b[k] = k + 7.5;
	near(ranktest(30, a, 30, b), erfc((450 - u - 0.5) / sqrt(30. * 30 * 61 / 12) / sqrt(2)),
		1e-12);
}

/* exact up to EXACT of each: 2 in 35 choose 5 would be 6e-6; where all are equal nothing is told */
static void rank_test_of_few_beside_many(void **state)
{
	double a[30], b[30];
	const double one[] = { 1, 1, 1 };

	for (int k = 0; k < 30; k++) a[k] = k, b[k] = 100 + k;
	near(ranktest(5, a, 30, b), erfc((75 - 0.5) / sqrt(5. * 30 * 36 / 12) / sqrt(2)), 1e-12);
	near(ranktest(30, b, 5, a), erfc((75 - 0.5) / sqrt(5. * 30 * 36 / 12) / sqrt(2)), 1e-12);
	near(ranktest(2, one, 3, one), 1, 0);
}

static void medians_and_their_intervals(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double x[41];
	size_t inside = 0;
	Centre c;

	c = centre(5, (double[]){ 5, 1, 4, 2, 30 }, g);
	near(c.mid, 4, 0), near(c.mad, 2, 0);
	assert_true(c.lo == 1 && c.hi == 30);                  /* of five, 99 % reaches the ends */
	for (int t = 0; t < 200; t++) {
		for (int k = 0; k < 41; k++) x[k] = gsl_ran_exponential(g, 1);
		c = centre(41, x, g);
		inside += c.lo <= M_LN2 && M_LN2 <= c.hi;
	}
	assert_in_range(inside, 190, 200);                     /* 99 % of 200 */
	c = ratioof(3, (double[]){ 2, 2, 2 }, 3, (double[]){ 1, 1, 1 }, g);
	assert_true(c.mid == 2 && c.lo == 2 && c.hi == 2);
	gsl_rng_free(g);
}

/* bytes = a + b n^p, without noise and with 1 % of it: the error says how far p is off */
static void growth_is_found_and_its_error(void **state)
{
	double n[9], bytes[9], off = 0, said = 0;
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Growth r;

	for (int k = 0; k < 9; k++) n[k] = ldexp(16, k), bytes[k] = 1e4 + 300 * n[k];
	r = growth(9, n, bytes);
	near(r.p, 1, 1e-6);
	assert_true(r.error < 1e-5);
	for (int k = 0; k < 9; k++) bytes[k] = 5e3 + 700 * sqrt(n[k]);
	r = growth(9, n, bytes);
	near(r.p, 0.5, 1e-5);
	for (int t = 0; t < 60; t++) {
		for (int k = 0; k < 9; k++)
			bytes[k] = (1e4 + 300 * n[k]) * (1 + gsl_ran_gaussian(g, 0.01));
		r = growth(9, n, bytes);
		off += pow(r.p - 1, 2), said += pow(r.error, 2);
	}
	assert_true(said < 2 * off && off < 2 * said);         /* root mean squares agree to 1.4 */
	for (int k = 0; k < 9; k++) bytes[k] = 4096 + 155 * log2(n[k]);
	r = growth(9, n, bytes);
	near(r.per, 155, 1e-8), near(r.r2, 1, 1e-12);
	assert_true(r.pererror < 1e-6);
	gsl_rng_free(g);
}

static void no_verdict_inside_the_noise(void **state)
{
	assert_string_equal(verdict((Centre){ 1.3, 0.9, 1.6, 0 }, 1e-6), "within noise");
	assert_string_equal(verdict((Centre){ 1.3, 1.1, 1.6, 0 }, 0.2), "within noise");
	assert_string_equal(verdict((Centre){ 1.3, 1.1, 1.6, 0 }, 0.001), "slower");
	assert_string_equal(verdict((Centre){ 0.7, 0.6, 0.8, 0 }, 0.001), "faster");
	assert_string_equal(verdict((Centre){ NAN, NAN, NAN, 0 }, NAN), "within noise");
}

/* Student's t of 6 degrees of freedom, tables: 3.707 at 0.995, 2.447 at 0.975 */
static void changes_between_two_runs(void **state)
{
	const double a[] = { 0, 0.02, 0, 0.02 }, b[] = { 0.1, 0.12, 0.1, 0.12 };
	double sd = scatter(4, a, 4, b), error = sd * sqrt(0.5);
	Change c = changeof(4, a, 4, b, sd, 0), d = changeof(4, a, 4, a, sd, 0), e;

	near(sd, sqrt(8e-4 / 6), 1e-12);
	near(c.mid, exp(0.1), 1e-12);
	near(log(c.hi) - 0.1, 3.707428 * error, 1e-5 * error);
	near(0.1 - log(c.lo), 3.707428 * error, 1e-5 * error);
	near(d.p, 1, 1e-12);
	e = changeof(4, (const double[]){ 0, 0, 0, 0 }, 4,
		(const double[]){ 2.446912 * error, 2.446912 * error, 2.446912 * error,
			2.446912 * error },
		sd, 0);
	near(e.p, 0.05, 1e-6);
	e = changeof(2, (const double[]){ 0, 0 }, 3, (const double[]){ 1, 1, 1 }, 0, 0);
	near(e.lo, exp(1), 1e-12), near(e.hi, exp(1), 1e-12), near(e.p, 0, 0);
	near(changeof(2, a, 2, a, 0, 0).p, 1, 0);
	/* a drift is half of the interval where nothing scatters, else they add in squares */
	e = changeof(2, (const double[]){ 0, 0 }, 2, (const double[]){ 1, 1 }, 0, 0.5);
	near(log(e.lo), 0.5, 1e-12), near(log(e.hi), 1.5, 1e-12);
	e = changeof(4, a, 4, b, sd, 4 * 3.707428 * error);
	near(log(e.hi) - 0.1, sqrt(17) * 3.707428 * error, 1e-5 * error);
}

static void exponents(void **state)
{
	double x[] = { 1, 2, 4, 8, 16 }, y[5], noisy[5];

	for (int k = 0; k < 5; k++)
		y[k] = 3 * pow(x[k], 1.5), noisy[k] = y[k] * (k % 2 ? 1.1 : 0.9);
	near(exponentof(5, x, y).exponent, 1.5, 1e-12);
	assert_true(exponentof(5, x, y).error < 1e-12 && exponentof(5, x, noisy).error > 0.01);
	assert_true(isnan(exponentof(2, x, y).exponent));
	near(exponentof(3, x, y).exponent, 1.5, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(growth_is_found_and_its_error),
		cmocka_unit_test(rank_test_is_exact),
		cmocka_unit_test(rank_test_of_many_is_normal),
		cmocka_unit_test(rank_test_of_few_beside_many),
		cmocka_unit_test(medians_and_their_intervals),
		cmocka_unit_test(no_verdict_inside_the_noise),
		cmocka_unit_test(changes_between_two_runs),
		cmocka_unit_test(exponents),
	};

	return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}
