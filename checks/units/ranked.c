/* ranked.c -- unit tests of what `check` and `grad` make of errors: which is worst, conditions,
 * slopes; of facts and answers written here. */
#include "checks/measure/condition.h"
#include "checks/measure/fit.h"
#include "checks/measure/ranked.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define N NAN

enum { NY = 2, NX = 4, EVERY = NY * NX };

static const Class classes[EVERY] = { SMOOTH, ZERO, KINK, NOWHERE, ONESIDED, ONESIDED, VERTICAL,
	SMOOTH };

static Facts written(const double *x, const double *y, const double *d)
{
	Facts f = { .x = x, .nx = NX, .ny = NY, .t = newtruths(EVERY) };

	f.y = alloc(NY, sizeof *f.y);
	for (int k = 0; k < EVERY; k++) {
		f.t[k].class = classes[k];
		mpfr_set_d(f.t[k].d, d[k], MPFR_RNDN);
	}
	for (int o = 0; o < NY; o++) mpfr_init2(f.y[o], 53), mpfr_set_d(f.y[o], y[o], MPFR_RNDN);
	return f;
}

static void erased(Facts *f)
{
	for (int o = 0; o < NY; o++) mpfr_clear(f->y[o]);
	freetruths(EVERY, f->t);
	release(f->y);
}

static Answer saying(double *J, double *ulps)
{
	return (Answer){ .j = { .J = J, .num = &f64 }, .status = OK, .ulps = ulps };
}

static const double x[NX] = { 2, -3, 0, 0.5 }, y[NY] = { 4, -8 },
		    d[EVERY] = { 1, 0, 2, N, N, 3, HUGE_VAL, -16 };

static void what_is_compared(void **state)
{
	double J[EVERY] = { 1, 0, 2, 7, N, 3, 1, 1 }, u[EVERY] = { .5, 0, N, 9, 8, 7, 6, 5 }, *all;
	Facts f = written(x, y, d);
	Answer a = saying(J, u);

	all = allcompared(&f, &a);
	for (int k = 0; k < EVERY; k++) {
		double want = k == 3 || k == 4 ? N : u[k], got = comparedulps(&f, &a, (size_t)k);

		assert_true(isnan(want) ? isnan(got) && isnan(all[k])
			: got == want && all[k] == want);
	}
	a.status = UNABLE;
	for (int k = 0; k < EVERY; k++) assert_true(isnan(comparedulps(&f, &a, (size_t)k)));
	release(all);
	erased(&f);
}

static void the_largest(void **state)
{
	assert_int_equal(largestof(1, (double[]){ N }), 0);
	assert_int_equal(largestof(4, (double[]){ N, 1, 3, 2 }), 2);
	assert_int_equal(largestof(4, (double[]){ 3, 1, 3, 2 }), 0);
	assert_int_equal(largestof(4, (double[]){ 3, N, 1, 4 }), 3);
	assert_int_equal(largestof(3, (double[]){ N, N, 0 }), 2);
	assert_int_equal(largestof(3, (double[]){ 0, N, -1 }), 0);
}

/* by the worst of two engines; equals stay in the order they had; what is not compared is last */
static void the_worst_first(void **state)
{
	double J[EVERY] = { 1, 0, 2, 7, N, 3, 1, 1 }, K[EVERY] = { 1, 0, 2, 7, 1, 3, 1, 1 };
	double u[EVERY] = { 1, 5, N, 99, 50, 2, 2, 0 }, v[EVERY] = { 3, 1, N, 99, 6, 1, 2, 4 };
	size_t entry[EVERY] = { 7, 6, 5, 4, 3, 2, 1, 0 };
	static const size_t want[EVERY] = { 4, 1, 7, 0, 6, 5, 3, 2 };
	Facts f = written(x, y, d);
	Answer a[2] = { saying(J, u), saying(K, v) };

	assert_ptr_equal(worstat(&f, 2, a, 0), a + 1);
	assert_ptr_equal(worstat(&f, 2, a, 1), a);
	assert_ptr_equal(worstat(&f, 2, a, 6), a);             /* of two that are alike the first */
	assert_ptr_equal(worstat(&f, 2, a, 4), a + 1);
	assert_null(worstat(&f, 2, a, 2));
	assert_null(worstat(&f, 2, a, 3));
	assert_null(worstat(&f, 0, a, 0));
	worstfirst(&f, 2, a, EVERY, entry);
	for (int k = 0; k < EVERY; k++) assert_int_equal(entry[k], want[k]);
	entry[0] = 5, entry[1] = 0, entry[2] = 77;
	worstfirst(&f, 2, a, 2, entry);
	assert_true(entry[0] == 0 && entry[1] == 5 && entry[2] == 77);
	erased(&f);
}

/* |x d/y|: 2 1/4 and 3 0/4 of the first result, 0.5 16/8 of the second; no number at kinks, where
 * there is one side alone, and of 0 times infinity */
static void conditions(void **state)
{
	static const double want[EVERY] = { 0.5, 0, N, N, N, N, N, 1 };
	Facts f = written(x, y, d);

	for (int k = 0; k < EVERY; k++) {
		double c = conditionof(&f, (size_t)k / NX, (size_t)k % NX);

		if (!(isnan(want[k]) ? isnan(c) : fabs(c - want[k]) < 1e-15))
			fail_msg("entry %d: %g, not %g", k, c, want[k]);
	}
	f.nx = 2;                                              /* of the first two entries alone */
	assert_true(roundingbound(&f, 0, &f64) == 0.5 * ldexp(1, -53));
	assert_true(roundingbound(&f, 0, &f32) == 0.5 * ldexp(1, -24));
	f.nx = NX;
	erased(&f);
}

static void lines(void **state)
{
	const double at[] = { 1, 2, 3, 4 };
	double v[4], w[4];
	Fit r = straight(4, at, (double[]){ 1, 3, 2, 5 });     /* by hand: 1.1 x, rest 2.7 */

	assert_true(fabs(r.slope - 1.1) < 1e-12 && fabs(r.start) < 1e-12 && r.n == 4);
	assert_true(fabs(r.error - sqrt(2.7 / 2 / 5)) < 1e-12);
	for (int k = 0; k < 4; k++) v[k] = 3 * pow(at[k], 2.5), w[k] = 5 * exp(-0.7 * at[k]);
	r = exponent(4, at, v);
	assert_true(fabs(r.slope - 2.5) < 1e-12 && fabs(r.start - log(3)) < 1e-12);
	assert_true(r.error < 1e-12);
	r = rate(4, at, w);
	assert_true(fabs(r.slope + 0.7) < 1e-12 && fabs(r.start - log(5)) < 1e-12);
	assert_true(r.error < 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_compared),
		cmocka_unit_test(the_largest),
		cmocka_unit_test(the_worst_first),
		cmocka_unit_test(conditions),
		cmocka_unit_test(lines),
	};

	return cmocka_run_group_tests_name("ranked", tests, NULL, NULL);
}
