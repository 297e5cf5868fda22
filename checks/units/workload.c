/* workload.c -- unit tests of the bench: a workload without a derivative is refused, a wrong engine
 * is told, others are timed. */
#include "bench/bench.h"
#include "bench/workload.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static Measured measured(const Fn *f, const Engine *e, Primal *primal, double lo, double hi)
{
	const Options o = { .rng = 1 };
	const Extent plan = { .quick = true, .out = "." };
	Bench *b = newbench(&o, &plan, 0, NULL);
	Case c = { .fn = f, .engine = e, .way = PASS, .lo = lo, .hi = hi, .primal = primal };
	Measured m;

	measure(b, &c, &m);
	freebench(b);
	return m;
}

/* 4 steps of 4 stages reach 16 equations, not 17: value and gradient are 0 */
static void no_derivative_no_time(void **state)
{
	Fn sixteen = fnof(&odechain_function, 4, 16), seventeen = fnof(&odechain_function, 4, 17);
	Measured m = measured(&sixteen, &reverse_engine, NULL, 0.9, 1.1);

	assert_string_equal(m.status, "ok");
	assert_true(m.self.n >= 5 && m.error < 1e-9 && m.peak > 0);
	m = measured(&seventeen, &reverse_engine, NULL, 0.9, 1.1);
	assert_string_equal(m.status, "refused");
	assert_non_null(strstr(m.why, "an engine that answers zeros would pass"));
	assert_int_equal(m.self.n, 0);
}

static void tiny(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(3));
	Output(Mul(Sum(x, ALL), Number(l, 1e-12)));
}
static void flat(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(3));
	Output(Sum(Floor(x), ALL));
}

static void nor_below_what_passes_for_zero(void **state)
{
	Fn f = { .name = "tiny", .record = tiny }, g = { .name = "flat", .record = flat };

	assert_string_equal(measured(&f, &forward_engine, NULL, 0.1, 0.9).status, "refused");
	assert_string_equal(measured(&g, &forward_engine, NULL, 0.1, 0.9).status, "refused");
}

static Status twice(void *state, const void *x, const void *g, void *y, void *gx)
{
	Status s = reverse_engine.vjp(state, x, g, y, gx);

	for (int k = 0; k < 5; k++) ((double *)gx)[k] *= 2;
	return s;
}

static void another(const double *x, double *y, int depth, int width) { *y = x[0]; }

static void what_is_wrong_is_not_fast(void **state)
{
	Fn f = fnof(&rosenbrock_function, 0, 0);
	Engine wrong = reverse_engine;

	wrong.vjp = twice;
	assert_string_equal(measured(&f, &wrong, NULL, -2, -0.5).status, "wrong");
	assert_string_equal(measured(&f, &reverse_engine, another, -2, -0.5).status, "wrong");
	assert_string_equal(measured(&f, &reverse_engine, NULL, -2, -0.5).status, "ok");
}

static void branches(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(truth(Gt(x, Number(l, 0))) ? x : Neg(x));
}

static void what_cannot_says_so(void **state)
{
	Fn f = { .name = "branches", .record = branches };

	assert_string_equal(measured(&f, &static_engine, NULL, 0.1, 0.9).status, "unable");
}

static void nothing_is_left(void **state) { assert_true(bytes().live < 1 << 20); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_derivative_no_time),
		cmocka_unit_test(nor_below_what_passes_for_zero),
		cmocka_unit_test(what_is_wrong_is_not_fast),
		cmocka_unit_test(what_cannot_says_so),
		cmocka_unit_test(nothing_is_left),
	};

	return cmocka_run_group_tests_name("workload", tests, NULL, NULL);
}
