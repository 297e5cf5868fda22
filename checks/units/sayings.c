/* sayings.c -- equal instructions recorded once, and what is not equal twice. */
#include "checks/suite/functions.h"
#include "engines/list/sayings.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static V slice(V x, size_t from, size_t n)
{
	return Slice(x, (size_t[]){ from }, (size_t[]){ n }, NULL);
}

/* rows that differ in one thing each, all twice */
static size_t twice(List *l)
{
	V x = Input(l, "x", vector(4)), y = Input(l, "y", vector(4));
	size_t n = 0;

	for (int k = 0; k < 2; k++) {
		const V row[] = { Sin(x), Cos(x), Sin(y), Sub(x, y), Sub(y, x), Add(x, x),
			slice(x, 1, 2), slice(x, 1, 3), slice(x, 2, 2), slice(y, 1, 2),
			Sum(x, 0), Sum(y, ALL), Const(x, 2), Const(x, -0.0), Const(x, 0),
			Number(l, 2), Reshape(x, matrix(2, 2)), Reshape(x, matrix(4, 1)) };

		for (size_t j = 0; j < sizeof row / sizeof *row; j++) Output(row[j]);
		n = sizeof row / sizeof *row;
	}
	return n;
}

static void shared(void **state)
{
	List *l = newlist();
	size_t n;

	shareequal(l);
	n = twice(l);
	verify(l);
	assert_int_equal(l->n, n + 2);
	for (size_t k = 0; k < n; k++) assert_int_equal(l->out[k], l->out[n + k]);
	for (size_t k = 0; k < n; k++)
		for (size_t j = 0; j < k; j++) assert_int_not_equal(l->out[k], l->out[j]);
	freelist(l);
}

static void unshared(void **state)
{
	List *l = newlist();
	size_t n = twice(l);

	assert_int_equal(l->n, 2 * n + 2);
	freelist(l);
}

/* inputs of one shape are two; data are compared by simplify alone */
static void inputs(void **state)
{
	static double numbers[100];
	List *l = newlist();

	shareequal(l);
	assert_int_not_equal(Input(l, "x", scalar()).id, Input(l, "x", scalar()).id);
	assert_int_not_equal(Data(l, vector(100), numbers).id, Data(l, vector(100), numbers).id);
	freelist(l);
}

/* more than the first table holds, so that it grows with all it has */
static void many(void **state)
{
	enum { MANY = 5000 };
	List *l = newlist();
	V x, *y = alloc(MANY, sizeof *y);

	shareequal(l);
	x = Input(l, "x", scalar());
	for (int k = 0; k < MANY; k++) y[k] = Mul(x, Number(l, k));
	for (int k = 0; k < MANY; k++) assert_int_equal(Mul(x, Number(l, k)).id, y[k].id);
	assert_int_equal(l->n, 2 * MANY + 1);
	release(y);
	freelist(l);
}

/* of minors of order n: n^2 elements, two instructions each, and 2 k C(n, k) or so */
static void minors(void **state)
{
	Fn fn = fnof(functionnamed("minors"), 1, 8);
	char why[WHY];
	List *all = trace(&fn, NULL, NULL, why), *l = traceable(&fn, &f64, why), *kept;
	size_t n = l->n;

	assert_true(all->n > 100000 && n < 2500);
	kept = simplify(l, &f64);
	assert_true(n < kept->n + kept->n / 8);
	all = simplify(all, &f64);
	assert_int_equal(all->n, kept->n);
	for (size_t i = 0; i < all->n; i++) {
		assert_ptr_equal(all->ins[i].prim, kept->ins[i].prim);
		for (size_t k = 0; k < all->ins[i].nargs; k++)
			assert_int_equal(args(all, &all->ins[i])[k], args(kept, &kept->ins[i])[k]);
	}
	freelist(all);
	freelist(kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared),
		cmocka_unit_test(unshared),
		cmocka_unit_test(inputs),
		cmocka_unit_test(many),
		cmocka_unit_test(minors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
