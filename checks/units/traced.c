/* traced.c -- unit tests of the cache of traces: one recording for each shape, whatever the
 * numbers. */
#include "engines/run/traced.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* |W x|^2; what counts its recordings */
static void energy(const V *x, V *y, const void *what)
{
	++**(size_t *const *)what;
	y[0] = Sum(Sqr(Matmul(x[0], x[1], false, false)), ALL);
}

static void branches(const V *x, V *y, const void *what)
{
	y[0] = truth(Gt(x[0], Const(x[0], 2))) ? Exp(x[0]) : x[0];
}

static void asks(const V *x, V *y, const void *what)
{
	y[0] = *(double *)value(x[0]) > 2 ? Exp(x[0]) : x[0];
}

/* value and gradient by x of energy at W = 1 2 ... and x = v v ... */
static void ran(Traced *t, size_t m, size_t n, double v, double *y, double *gx)
{
	char why[WHY];
	Run *r = traced(t, (Shape[]){ matrix(m, n), matrix(n, 1) }, true, why);
	double *W = alloc(m * n, sizeof *W), *x = alloc(n, sizeof *x), one = 1;

	assert_non_null(r);
	for (size_t k = 0; k < m * n; k++) W[k] = (double)k + 1;
	for (size_t k = 0; k < n; k++) x[k] = v;
	put(r, 0, W);
	put(r, 1, x);
	put(r, 2, &one);
	run(r);
	get(r, 0, y);
	get(r, 2, gx);
	release(W);
	release(x);
}

static void counted(Traced *t, size_t howmany, size_t hits, size_t retraces)
{
	Traces c = traces(t);

	assert_int_equal(c.traces, howmany);
	assert_int_equal(c.hits, hits);
	assert_int_equal(c.retraces, retraces);
}

static void shapes_are_the_key(void **state)
{
	size_t recordings = 0, *p = &recordings;
	Traced *t = newtraced(2, 1, energy, &p, &f64);
	double y, gx[3];

	counted(t, 0, 0, 0);
	ran(t, 1, 2, 1, &y, gx);                /* (1 + 2)^2, 2 (1 + 2) (1, 2) */
	assert_true(y == 9 && gx[0] == 6 && gx[1] == 12);
	counted(t, 1, 0, 0);
	ran(t, 1, 2, 2, &y, gx);
	assert_true(y == 36 && gx[0] == 12 && gx[1] == 24);
	counted(t, 1, 1, 0);
	ran(t, 1, 3, 1, &y, gx);                /* a shape it has not seen */
	assert_true(y == 36 && gx[2] == 36);
	counted(t, 2, 1, 1);
	ran(t, 1, 2, 1, &y, gx);                /* one it has */
	assert_true(y == 9);
	counted(t, 2, 2, 1);
	assert_int_equal(recordings, 2);
	freetraced(t);
}

static void values_and_gradients_share_a_trace(void **state)
{
	size_t recordings = 0, *p = &recordings;
	Traced *t = newtraced(2, 1, energy, &p, &f64);
	Shape s[] = { matrix(1, 1), matrix(1, 1) };
	char why[WHY];
	Run *r = traced(t, s, false, why), *g = traced(t, s, true, why);

	assert_true(r && g && r != g);
	assert_ptr_equal(r, traced(t, s, false, why));
	counted(t, 1, 2, 0);
	assert_int_equal(recordings, 1);
	freetraced(t);
}

/* an abstract value has no number; the sentence names what asked and what to write instead */
static void a_number_is_refused(void **state)
{
	static const struct { Body *body; const char *says[2]; } wrong[] = {
		{ branches, { "branches on the comparison `v0 > 2`", "use cond or where" } },
		{ asks,     { "asks for the number of instruction v0 (input)",
		              "use cond or where" } },
	};
	Shape s = scalar();

	for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
		Traced *t = newtraced(1, 1, wrong[k].body, NULL, &f64);
		char why[WHY];

		assert_null(traced(t, &s, false, why));
		for (int j = 0; j < 2; j++)
			if (!strstr(why, wrong[k].says[j])) fail_msg("%s", why);
		counted(t, 0, 0, 0);
		freetraced(t);
	}
}

static void misfits_are_refused(void **state)
{
	size_t recordings = 0, *p = &recordings;
	Traced *t = newtraced(2, 1, energy, &p, &f64);
	char why[WHY];

	assert_null(traced(t, (Shape[]){ matrix(1, 2), matrix(3, 1) }, false, why));
	assert_non_null(strstr(why, "matmul"));
	counted(t, 0, 0, 0);
	assert_non_null(traced(t, (Shape[]){ matrix(1, 2), matrix(2, 1) }, false, why));
	counted(t, 1, 0, 0);
	freetraced(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes_are_the_key),
		cmocka_unit_test(values_and_gradients_share_a_trace),
		cmocka_unit_test(a_number_is_refused),
		cmocka_unit_test(misfits_are_refused),
	};

	return cmocka_run_group_tests_name("traced", tests, NULL, NULL);
}
