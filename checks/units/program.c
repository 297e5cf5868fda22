/* program.c -- unit tests of run/program.c: recorded once where it can be, at each point where it
 * branches on numbers. */
#include "engines/run/program.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static size_t recordings;

static void smooth(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(3)), k = Input(l, "k", scalar());

	recordings++;
	Output(Mul(Sum(Sqr(x), ALL), k));
	Output(Sub(x, Broadcast(k, vector(3))));
}

/* Collatz: as many steps as the number asks for; the results are as many as the steps */
static void branching(List *l, const Fn *f)
{
	V n = Input(l, "n", scalar());

	recordings++;
	while (truth(Gt(n, Number(l, 1)))) {
		V half = Mul(n, Number(l, 0.5));

		n = truth(Eq(half, Floor(half))) ? half : Add(Mul(n, Number(l, 3)), Number(l, 1));
		Output(n);
	}
}

static void special(List *l, const Fn *f)
{
	Output(Polygamma(Number(l, 2), Input(l, "x", scalar())));
}
static void lowered(List *l, const Fn *f)
{
	Output(Logaddexp(Input(l, "a", scalar()), Input(l, "b", scalar())));
}

static void recorded_once(void **state)
{
	const double at[][4] = { { 1, 2, 3, 2 }, { 0.5, -1, 4, -3 } };
	Fn fn = { .name = "smooth", .record = smooth };
	char why[WHY] = "";
	double y[4];
	size_t was;
	Program p;

	assert_true(openprogram(&p, &fn, &f64, runs, why));
	assert_non_null(p.list);
	assert_int_equal(p.nx, 4);
	assert_int_equal(p.ny, 4);
	was = recordings;
	for (int k = 0; k < 2; k++) {
		const double *x = at[k];

		evaluate(&p, x, y);
		assert_true(y[0] == (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) *
					    x[3]); /* small whole numbers and halves: exact */
		for (int i = 0; i < 3; i++) assert_true(y[1 + i] == x[i] - x[3]);
	}
	evaluate(&p, at[0], NULL);
	assert_int_equal(p.calls, 3);
	assert_int_equal(recordings, was);
	closeprogram(&p);
	assert_null(p.run);
}

static void recorded_at_each_point(void **state)
{
	static const struct {
		double n;
		size_t steps;
	} is[] = {
		{ 1, 0 }, { 2, 1 }, { 3, 7 }, { 6, 8 }, { 7, 16 }, { 27, 111 }
	}; /* OEIS A006577 */
	Fn fn = { .name = "branching", .record = branching };
	char why[WHY] = "";
	double y[200];
	Program p;

	assert_true(openprogram(&p, &fn, &f64, runs, why));
	assert_null(p.list);
	assert_null(p.run);
	assert_non_null(strstr(why, "truth is not known while recording"));
	for (size_t k = 0; k < sizeof is / sizeof *is; k++) {
		size_t was = recordings;
		List *l;

		evaluate(&p, &is[k].n, y);
		assert_int_equal(recordings, was + 1);
		assert_int_equal(p.ny, is[k].steps);
		assert_true(!is[k].steps || y[is[k].steps - 1] == 1);
		l = listat(&p, &is[k].n);
		assert_null(l->tape);
		assert_int_equal(l->nout, is[k].steps);
		verify(l);
		freelist(l);
	}
	closeprogram(&p);
}

/* a number type without the kernel: it is named; one that only lacks a lowered primitive runs it */
static void what_a_number_type_lacks(void **state)
{
	Fn no = { .name = "special", .record = special },
	   yes = { .name = "lowered", .record = lowered };
	char why[WHY] = "";
	double x[2] = { 0.25, 1.5 }, y;
	Program p;

	assert_false(openprogram(&p, &no, &c64, runs, why));
	assert_string_equal(why, "there is no polygamma in c64");
	assert_null(newprogram(sizeof p, &no, &c64, why));
	assert_true(openprogram(&p, &no, &f64, runs, why));
	closeprogram(&p);
	assert_true(openprogram(&p, &yes, &f64, runs, why));
	evaluate(&p, x, &y);
	assert_true(fabs(y - log(exp(x[0]) + exp(x[1]))) < 1e-15);
	closeprogram(&p);
}

static void listat_is_a_copy(void **state)
{
	Fn fn = { .name = "smooth", .record = smooth };
	char why[WHY];
	Program *p = newprogram(sizeof *p + 100, &fn, &f32, why);
	List *a = listat(p, NULL), *b = listat(p, NULL);

	assert_ptr_not_equal(a, b);
	assert_int_equal(a->n, p->list->n);
	freelist(a);
	freelist(b);
	closeprogram(p);
	release(p);
}

static void nothing_is_left(void **state)
{
	size_t was = bytes().live;

	recorded_once(state), recorded_at_each_point(state), what_a_number_type_lacks(state),
		listat_is_a_copy(state);
	assert_int_equal(bytes().live, was);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recorded_once),
		cmocka_unit_test(recorded_at_each_point),
		cmocka_unit_test(what_a_number_type_lacks),
		cmocka_unit_test(listat_is_a_copy),
		cmocka_unit_test(nothing_is_left),
	};

	return cmocka_run_group_tests_name("program", tests, NULL, NULL);
}
