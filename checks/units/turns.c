/* turns.c -- unit tests of what the bench runs itself: lists in turn, as often as makes a batch. */
#include "bench/bench.h"
#include "engines/wengert.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* a clock that goes on by what a run is said to take */
static double clockstands, *takes;
static size_t *made;
static const Run *const *counting;

static double standing(void) { return clockstands; }

static void counted(Run *r)
{
	for (size_t k = 0; counting && counting[k]; k++)
		if (counting[k] == r) clockstands += takes[k], made[k]++;
	run(r);
}

#define running    runninghere
#define cputime    standing
#define run(r)     counted(r)
#include "bench/experiments/running.c"
#undef run
#undef cputime

static void in_turn(void **state)
{
	double each[] = { 1e-3, 3e-4, 2e-5 };
	size_t n[3] = { 0 };
	Timed t[3];
	const Run *of[4] = { NULL };
	Amount a = few;

	for (int k = 0; k < 3; k++) {
		t[k] = timed(scalarrows(20, false), 1, 8);
		of[k] = t[k].run;
	}
	counting = of, takes = each, made = n;
	inturn(&a, 3, (Timed *[]){ &t[0], &t[1], &t[2] });     /* no batch: each once a turn */
	for (int k = 0; k < 3; k++) {
		assert_int_equal(n[k], 1 + 7);
		assert_true(fabs(t[k].seconds - each[k]) < 1e-12);
	}
	/* 10 ms: 10, 34 and 500 runs, the first of which is one to see how long it takes */
	a.batch = 1e-2;
	for (int k = 0; k < 3; k++) n[k] = 0;
	inturn(&a, 3, (Timed *[]){ &t[0], &t[1], &t[2] });
	assert_int_equal(n[0], 1 + 7 * 10);
	assert_int_equal(n[1], 1 + 7 * 34);
	assert_int_equal(n[2], 1 + 7 * 500);
	for (int k = 0; k < 3; k++) assert_true(fabs(t[k].seconds - each[k]) < 1e-12);
	/* a turn is 30.2 ms: until 0.5 s are over; then as many as there is room for */
	a.enough = 0.5;
	n[0] = 0;
	inturn(&a, 3, (Timed *[]){ &t[0], &t[1], &t[2] });
	assert_int_equal(n[0], 1 + 17 * 10);
	a.enough = 1e9;
	n[0] = 0;
	inturn(&a, 1, (Timed *[]){ &t[0] });
	assert_int_equal(n[0], 1 + 41 * 10);
	counting = NULL;
	for (int k = 0; k < 3; k++) freetimed(&t[k]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_turn),
	};

	return cmocka_run_group_tests_name("turns", tests, NULL, NULL);
}
