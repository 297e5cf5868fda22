/* climb.c -- unit tests of the search uphill and of what `check` keeps of its results. */
#include "checks/measure/climb.h"
#include "checks/suite/results.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* a slope, and where it was asked for */
typedef struct { double by[2], grain; double asked[20][2]; int n; } Slope;

static double height(void *with, const double *x)
{
	Slope *s = with;

	s->asked[s->n % 20][0] = x[0], s->asked[s->n % 20][1] = x[1];
	s->n++;
	return s->by[0] * x[0] + s->by[1] * x[1];
}

static double grained(void *with, double x)
{
	double g = ((Slope *)with)->grain;

	return g > 0 ? g * rint(x / g) : x;
}

/* by a quarter and a sixteenth of what it is, of 1 where it is 0; up first, then down */
static void quarters(void **state)
{
	static const double path[8][2] = { { 1.25, 0 }, { 0.9375, 0 }, { 1.25, 0.25 },
		{ 1.25, -0.25 },
		{ 1.328125, -0.25 }, { 1.2451171875, -0.25 }, { 1.328125, -0.265625 },
		{ 1.328125, -0.2490234375 } };
	Slope s = { .by = { 1, -1 } };
	Hill h = { height, grained, &s };
	double x[2] = { 1, 0 }, top = climb(&h, 2, 2, x, 1);

	assert_int_equal(s.n, 8);
	for (int k = 0; k < 8; k++)
		if (s.asked[k][0] != path[k][0] || s.asked[k][1] != path[k][1])
			fail_msg("step %d: %.17g, %.17g", k, s.asked[k][0], s.asked[k][1]);
	assert_true(x[0] == 1.328125 && x[1] == -0.265625 && top == 1.59375);
	/* nothing is higher than what is said to be there: it stays */
	x[0] = 1, x[1] = 0;
	assert_true(climb(&h, 3, 2, x, 99) == 99 && x[0] == 1 && x[1] == 0);
	assert_true(climb(&h, 0, 2, x, 1) == 1 && x[0] == 1);
	/* to numbers that may be asked for: what is rounded to itself is no step */
	s = (Slope){ .by = { 1, 0 }, .grain = 0.5 };
	x[0] = 1, x[1] = 2;
	assert_true(climb(&h, 1, 2, x, 1) == 1 && x[0] == 1 && x[1] == 2);
	assert_int_equal(s.n, 4);
	assert_true(s.asked[0][0] == 1 && s.asked[2][1] == 2.5 && s.asked[3][1] == 1.5);
}

/* the largest error, of the first item that has it */
static void records(void **state)
{
	Results x = { 0 };
	Record *r = recordof(&x, "forward", "f64");

	assert_true(!r->where && r->n == 0 && beats(r, 9, -1));
	tallied(r, 7, 2, "seven");
	tallied(r, 8, 1, "eight");
	assert_string_equal(r->where, "seven");
	assert_false(beats(r, 8, 2));
	assert_true(beats(r, 6, 2) && beats(r, 8, 2.5));
	assert_false(beats(r, 6, 1));
	tallied(r, 3, 2, "three");
	assert_true(!strcmp(r->where, "three") && r->item == 3 && r->worst == 2 && r->n == 3);
	assert_true(r->ulps[0] == 2 && r->ulps[1] == 1 && r->ulps[2] == 2);
	assert_ptr_not_equal(recordof(&x, "forward", "f32"), recordof(&x, "forward", "f64"));
	assert_int_equal(x.nr, 2);
	assert_int_equal(recordof(&x, "forward", "f64")->n, 3);
	recordof(&x, "reverse", "f64");
	assert_int_equal(x.nr, 3);
	freeresults(&x);
	assert_true(!x.r && !x.nr);
}

/* one for each verdict, number type, place and reason */
static void findings(void **state)
{
	Results x = { 0 };
	Finding *f = findingof(&x, ONE, "f64", "here", "so");

	assert_true(f->ulps == -1 && !*f->worst && f->n == 0 && f->verdict == ONE);
	f->n = 5;
	assert_int_equal(findingof(&x, ONE, "f64", "here", "so")->n, 5);
	assert_int_equal(findingof(&x, HALF, "f64", "here", "so")->n, 0);
	assert_int_equal(findingof(&x, ONE, "f32", "here", "so")->n, 0);
	assert_int_equal(findingof(&x, ONE, "f64", "there", "so")->n, 0);
	assert_int_equal(findingof(&x, ONE, "f64", "here", "else")->n, 0);
	assert_int_equal(x.nfound, 5);
	for (int p = 0; p < PARTS; p++) x.part[p] = (Tally){ .passed = 1u << p, .failed = 3u << p,
		.skipped = 5u << p };
	assert_int_equal(total(&x).passed, (1 << PARTS) - 1);
	assert_int_equal(total(&x).failed, 3 * ((1 << PARTS) - 1));
	assert_int_equal(total(&x).skipped, 5 * ((1 << PARTS) - 1));
	freeresults(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quarters),
		cmocka_unit_test(records),
		cmocka_unit_test(findings),
	};

	return cmocka_run_group_tests_name("climb", tests, NULL, NULL);
}
