/* allowance.c -- unit tests of an answer's errors: of each entry in ulps of the largest of its row
 * (checks/measure/assess.c), and over what a difference may be off (checks/suite/allowance.c). */
#include "checks/measure/assess.h"
#include "checks/measure/limits.h"
#include "checks/suite/check.h"
#include "engines/formula/formula.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

typedef struct { List *l; Fn fn; Facts f; Answer a; } Told;

/* the answer of an engine, in which the first entry is another */
static Told told(const char *says, const double *x, const Engine *e, double first)
{
	Told t = { .l = formula(says, "unit", "x,y") };
	Jacobian j;

	t.fn = listfn("unit", t.l);
	t.f = facts(&t.fn, x, 53);
	j = jacobian(e, &t.fn, &f64, x);
	f64.set(1, j.J, &first);
	t.a = assessed(e, j, &t.f, &f64);
	return t;
}

static void untold(Told *t)
{
	freeanswer(&t->a);
	freefacts(&t->f);
	freelist(t->l);
}

/* what stands for 1e-300 beside 1e300, whose ulp is 2^944: as a number it may be 1 and more and be
 * nothing there, though it is more ulps of its own than a double holds; no number is infinitely
 * wrong in any unit */
static void in_ulps_of_the_largest(void **state)
{
	static const struct { double is, ulps, norm; } rows[] = {
		{ 1e-300, 0, 0 },
		{ 0x1p-996, 0x1p50, 0 },
		{ 1, INFINITY, 0x1p-944 },
		{ 0x1p944, INFINITY, 1 },
		{ -0x1p945, INFINITY, 2 },
		{ INFINITY, INFINITY, INFINITY },
		{ NAN, INFINITY, INFINITY },
	};
	const double x[] = { 1, 1 };

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		Told t = told("1e-300*x + 1e300*y", x, &forward_engine, rows[k].is);

		if (!(t.a.ulps[0] >= rows[k].ulps) || t.a.norm[0] != rows[k].norm)
			fail_msg("row %zu: %g and %g", k, t.a.ulps[0], t.a.norm[0]);
		assert_true(t.a.norm[1] <= 0.5);
		untold(&t);
	}
}

/* zero has the unit of the largest, too */
static void zeros_in_ulps_of_the_largest(void **state)
{
	const double x[] = { 1, 1 };
	Told t = told("0*x + 3*y", x, &forward_engine, -0x1p-50);

	assert_int_equal(t.f.t[0].class, ZERO);
	assert_true(t.a.norm[0] == 2);
	assert_true(t.a.ulps[0] > 1e300);
	untold(&t);
}

/* errors of both entries, over what they may be: w, and what is said of them */
static double allowedto(const char *says, const double *x, const double *u, const double *norm,
                        double promise, size_t words[VERDICTS])
{
	Told t = told(says, x, &onesided_engine, 0);
	double w;

	memcpy(t.a.ulps, u, 2 * sizeof *u), memcpy(t.a.norm, norm, 2 * sizeof *norm);
	memset(words, 0, VERDICTS * sizeof *words);
	w = unexplained(&t.a, &t.f, &f64, promise, words);
	untold(&t);
	return w;
}

static void a_kink_is_not_judged(void **state)
{
	size_t words[VERDICTS];

	assert_true(allowedto("abs(x) + 0*y", (const double[]){ 0, 1 }, (const double[]){ 9, 9 },
			    (const double[]){ 1e300, 4 }, 8, words) == 0.5);
	assert_int_equal(words[EXPLAINED], 1);
	assert_int_equal(words[UNEXPLAINED], 0);
}

/* of zero there is no round-off, and of a line no truncation */
static void zero_has_its_promise_alone(void **state)
{
	const double x[] = { 1, 1 };
	size_t words[VERDICTS];

	assert_true(allowedto("x + 0*y", x, (const double[]){ 0.25, 9 },
			    (const double[]){ 0.25, 8 }, 8, words) == 1);
	assert_int_equal(words[HALF], 1);
	assert_int_equal(words[EXPLAINED], 1);
	assert_true(allowedto("x + 0*y", x, (const double[]){ 1, INFINITY },
			    (const double[]){ 1, 8.5 }, 8, words) == 8.5 / 8);
	assert_int_equal(words[ONE], 1);
	assert_int_equal(words[UNEXPLAINED], 1);
}

/* round-off is that of the entry, told in ulps of the largest: by how many of its own the error is,
 * where that is a number above 0 */
static void in_whose_ulps(void **state)
{
	const double x[] = { 1, 1 };
	double h = ldexp(1, (int)stepexponent(53, onesided_engine.root, 1, 1)),
	       one = OPS * 2 * 0x1p-53 / h / 0x1p-52;
	static const struct { double ulps, norm, unit; } rows[] = {
		{ 1e9, 1e9, 1 }, { 1e9, 0.5e9, 2 }, { 1e9, 4e9, 0.25 }, { 0, 1e9, 1 },
		{ INFINITY, 1e9, 1 },
	};
	size_t words[VERDICTS];

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		double w = allowedto("x + 0*y", x, (const double[]){ rows[k].ulps, 0 },
			       (const double[]){ rows[k].norm, 0 }, 0.5, words),
		       is = rows[k].norm / (0.5 + one / rows[k].unit);

		if (!(fabs(w - is) <= 1e-9 * is)) fail_msg("row %zu: %.12g, not %.12g", k, w, is);
	}
	assert_true(isinf(allowedto("x + 0*y", x, (const double[]){ INFINITY, 0 },
		(const double[]){ INFINITY, 0 }, 0.5, words)));
	assert_int_equal(words[UNEXPLAINED], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_ulps_of_the_largest),
		cmocka_unit_test(zeros_in_ulps_of_the_largest),
		cmocka_unit_test(a_kink_is_not_judged),
		cmocka_unit_test(zero_has_its_promise_alone),
		cmocka_unit_test(in_whose_ulps),
	};

	return cmocka_run_group_tests_name("allowance", tests, NULL, NULL);
}
