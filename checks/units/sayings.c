/* sayings.c -- equal instructions recorded once, and what is not equal twice. */
#include "checks/suite/functions.h"
#include "engines/list/sayings.h"
#include "engines/prims/recorders.h"
#include <math.h>
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

static void unruledlist(List *l, const Fn *f)
{
	Output(Gammainc(Input(l, "a", scalar()), Input(l, "b", scalar())));
}

/* a list that is refused is given back */
static void refused(void **state)
{
	Fn fn = { .name = "f", .record = unruledlist };
	char why[WHY] = "";

	assert_null(traceable(&fn, &f64, why));
	assert_non_null(strstr(why, "gammainc"));
}

/* ---- sweeps of such a list: through lowerings, of rows that were there before ------------ */

static void called(const V *x, V *y, const void *what)
{
	y[0] = Tanh(Mul(Sin(x[0]), x[1]));
	y[1] = Mul(y[0], Sin(x[0]));
}

/* equal calls, rows that say what their bodies say, and products whose rule has a lowering */
static void calls(List *l, const Fn *f)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar());
	V x[] = { a, b }, y[2], z[2], w[2];

	y[0] = Mul(Sin(a), Sin(b));
	Subroutine(2, x, 2, called, NULL, z);
	Subroutine(2, x, 2, called, NULL, w);
	Output(Add(Mul(z[0], w[1]), Mul(y[0], Tanh(Mul(Sin(a), b)))));
}

static void called2(const V *x, V *y, const void *what)
{
	Subroutine(2, x, 2, called, NULL, y);
	y[1] = Mul(y[1], Sin(y[0]));
}

static void nested(List *l, const Fn *f)
{
	V x[] = { Input(l, "a", scalar()), Input(l, "b", scalar()) }, y[2], z[2];

	Subroutine(2, x, 2, called2, NULL, y);
	Subroutine(2, x, 2, called, NULL, z);
	Output(Add(Mul(y[0], y[1]), Mul(z[0], z[1])));
}

static void products(List *l, const Fn *f)
{
	V x = Flatten(2, (V[]){ Input(l, "a", scalar()), Input(l, "b", scalar()) });
	V m = Mul(x, Sin(x));

	Output(Mul(Prod(m, ALL), Mul(Prod(Sin(x), ALL), Prod(x, ALL))));
}

/* what the lowering of the layer says is said again after it */
static void layers(List *l, const Fn *f)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()),
	  x = Flatten(3, (V[]){ a, b, Number(l, 0.25) });
	V y = Layernorm(x, x, Sin(x), 1e-5), c = Sub(x, Along(Mean(x, 0), 0, x));

	Output(Mul(Sum(Mul(y, c), ALL), Sum(Mul(Layernorm(x, Sin(x), x, 1e-5), Sqr(c)), ALL)));
}

/* Hessians of gradients recorded once where they say the same, and of a tape that shares nothing */
static void sweptonce(void **state)
{
	static void (*const record[])(List *, const Fn *) = { calls, nested, products, layers };
	static const double x[] = { 0.5, -1.25 };

	for (size_t k = 0; k < sizeof record / sizeof *record; k++) {
		Fn fn = { .name = "f", .record = record[k] }, grad = gradientfn(&fn);
		Jacobian H = jacobian(&static_engine, &grad, &f64, x),
			 want = jacobian(&forward_engine, &grad, &f64, x);
		const double *h = H.J, *w = want.J;

		assert_int_equal(H.nx * H.ny, 4);
		for (size_t j = 0; j < 4; j++)
			if (!(w[j] != 0 && fabs(h[j] - w[j]) <= 1e-12 * (1 + fabs(w[j]))))
				fail_msg("function %zu: entry %zu is %g, not %g", k, j, h[j], w[j]);
		freejacobian(&H);
		freejacobian(&want);
	}
}

/* the derivative by a of what fn gives at x, by tangents on a list that shares or does not */
static double pushed(void (*record)(List *, const Fn *), const double *x, bool shares)
{
	List *l = newlist(), *written;
	size_t n;
	double got;
	V *d;
	Run *r;

	if (shares) shareequal(l);
	record(l, NULL);
	n = l->n;
	d = alloc(n, sizeof *d);
	d[l->in[0]] = Number(l, 1);
	tangents(l, n, d);
	l->out[0] = d[l->out[0]].id;
	written = expand(l, runs, &f64);
	r = newrun(written, &f64);
	for (size_t k = 0; k < 2; k++) put(r, k, &x[k]);
	run(r);
	get(r, 0, &got);
	freerun(r);
	freelist(written);
	freelist(l);
	release(d);
	return got;
}

static void pushedonce(void **state)
{
	static void (*const record[])(List *, const Fn *) = { calls, nested, products, layers };
	static const double x[] = { 0.5, -1.25 };

	for (size_t k = 0; k < sizeof record / sizeof *record; k++) {
		double want = pushed(record[k], x, false);

		assert_true(want != 0);
		assert_float_equal(pushed(record[k], x, true), want, 1e-13 * fabs(want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared),
		cmocka_unit_test(unshared),
		cmocka_unit_test(inputs),
		cmocka_unit_test(many),
		cmocka_unit_test(minors),
		cmocka_unit_test(refused),
		cmocka_unit_test(sweptonce),
		cmocka_unit_test(pushedonce),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
