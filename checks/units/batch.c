/* batch.c -- unit tests of many points in one run: each gets the bits it gets alone. */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { POINTS = 7 };

static size_t inputsize(const List *l, size_t k)  { return count(shapeat(l, l->in[k])); }
static size_t outputsize(const List *l, size_t o) { return count(shapeat(l, l->out[o])); }

/* y of POINTS points, one after the other, by one run or by POINTS */
static void together(const List *many, const double *const *x, double *const *y)
{
	List *l = expand(many, runs, &f64);
	Run *r = newrun(l, &f64);

	verify(many);
	for (size_t k = 0; k < l->nin; k++) put(r, k, x[k]);
	run(r);
	for (size_t o = 0; o < l->nout; o++) get(r, o, y[o]);
	freerun(r);
	freelist(l);
}

static void alone(const List *one, const double *const *x, double *const *y)
{
	List *l = expand(one, runs, &f64);
	Run *r = newrun(l, &f64);

	for (size_t p = 0; p < POINTS; p++) {
		for (size_t k = 0; k < l->nin; k++) put(r, k, x[k] + p * inputsize(l, k));
		run(r);
		for (size_t o = 0; o < l->nout; o++) get(r, o, y[o] + p * outputsize(l, o));
	}
	freerun(r);
	freelist(l);
}

static double **columns(const List *l, bool out)
{
	size_t n = out ? l->nout : l->nin;
	double **x = alloc(n, sizeof *x);

	for (size_t k = 0; k < n; k++)
		x[k] = alloc(POINTS * (out ? outputsize(l, k) : inputsize(l, k)), sizeof **x);
	return x;
}

static void freecolumns(double **x, size_t n)
{
	for (size_t k = 0; k < n; k++) release(x[k]);
	release(x);
}

/* false: it does not batch, and says why */
static bool agrees(const char *name, const List *l, double lo, double hi, char why[WHY])
{
	List *many = batch(l, POINTS, why);
	double **x = columns(l, false), **y = columns(l, true), **z = columns(l, true);
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t k = 0; k < l->nin; k++)
		for (size_t i = 0; i < POINTS * inputsize(l, k); i++)
			x[k][i] = lo + (hi - lo) * gsl_rng_uniform(g);
	if (many) {
		together(many, (const double *const *)x, y);
		alone(l, (const double *const *)x, z);
	}
	for (size_t o = 0; many && o < l->nout; o++)
		if (memcmp(y[o], z[o], POINTS * outputsize(l, o) * sizeof **y))
			fail_msg("%s: output %zu differs", name, o);
	gsl_rng_free(g);
	freecolumns(x, l->nin), freecolumns(y, l->nout), freecolumns(z, l->nout);
	freelist(many);
	return many;
}

/* values, and gradients as reverse mode records them */
static void every_function_under_test(void **state)
{
	char why[WHY] = "";

	for (const Function *const *p = functions; *p; p++) {
		Fn f = fnof(*p, 0, 0);
		List *l = trace(&f, NULL, NULL, why), *d;

		if (!l)
			continue;                  /* branches on numbers */
		d = simplify(pullback(l), &f64);
		if (!agrees((*p)->name, l, (*p)->lo, (*p)->hi, why) ||
			!agrees((*p)->name, d, (*p)->lo, (*p)->hi, why))
			fail_msg("%s: %s", (*p)->name, why);
		freelist(d);
		freelist(l);
	}
}

/* ---- every array primitive, with and without the axis on each argument ----------------------- */

static void arrays(List *l, const Fn *f)
{
	V x = Input(l, "x", matrix(3, 4)),
	  c = Data(l, matrix(3, 4), (double[]){ 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3 }),
	  s = Input(l, "s", scalar());
	V v = Reshape(Slice(x, (size_t[]){ 1, 0 }, (size_t[]){ 1, 4 }, NULL), vector(4)),
	  index = Data(l, vector(5), (double[]){ 2, 0, 1, 2, 9 });

	for (int axis = ALL; axis < 2; axis++) {
		Output(Sum(x, axis)), Output(Mean(x, axis)), Output(Prod(x, axis)),
			Output(Reducemax(x, axis)), Output(Reducemin(x, axis));
		Output(Norm(x, axis)), Output(Logsumexp(x, axis)), Output(Softmax(x, axis)),
			Output(Leaveoneout(x, axis));
		if (axis != ALL)
			Output(Cumsum(x, axis, axis)), Output(Concat(3, (V[]){ x, c, x }, axis));
	}
	Output(Sum(s, ALL)), Output(Matmul(x, c, true, false)), Output(Matmul(c, x, false, true)),
		Output(Matmul(x, x, false, true));
	Output(Dot(v, v)), Output(Dot(v, Const(v, 3))), Output(Transpose(x, NULL)),
		Output(Broadcast(v, (Shape){ 3, { 2, 3, 4 } }));
	Output(Slice(x, (size_t[]){ 0, 1 }, (size_t[]){ 2, 2 }, (size_t[]){ 2, 2 })),
		Output(Unslice(v, vector(9), (size_t[]){ 1 }, (size_t[]){ 2 }));
	Output(Gather(x, index)), Output(Gather(c, Round(v))),
		Output(Scatter(Gather(x, index), index, 4));
	Output(Layernorm(x, v, Const(v, 1), 1e-5)),
		Output(Layernorm(x, Const(v, 2), Const(v, 1), 1e-5));
	Output(Where(Gt(x, Const(x, 1)), x, c)), Output(Mul(s, c)), Output(c),
		Output(Logaddexp(x, s)), Output(Add(x, Broadcast(s, matrix(3, 4))));
}

static void both_indexed(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(4));

	Output(Gather(x, Round(x)));
}

static void runningsum(const V *x, V *y, const void *what) { y[0] = y[1] = Add(x[0], Sqr(x[1])); }
static void halved(const V *x, V *y, const void *what)     { y[0] = Mul(Const(x[0], 0.5), x[0]); }
static void as_it_is(const V *x, V *y, const void *what)   { y[0] = Sin(x[0]); }
static void big(const V *x, V *y, const void *what)
{
	y[0] = Gt(Sum(x[0], ALL), Number(x[0].list, 1));
}

static void scanned(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(5)), y[2], z;

	Scan(5, false, 1, 1, 2, (V[]){ Number(l, 0), x }, 2, runningsum, NULL, y);
	Cond(Gt(y[0], Number(l, 3)), 1, y, 1, halved, as_it_is, NULL, &z);
	Output(y[1]), Output(z), Output(Flatten(2, (V[]){ z, x })),
		Output(Scattersegment(Segment(x, 1, vector(3)), 2, 7));
}

static void looped(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(3)), y;

	While(1, 1, &x, big, halved, NULL, &y);
	Output(y);
}

static void highest(List *l, const Fn *f)
{
	Output(Sin(Input(l, "x", (Shape){ RANK, { 1, 1, 1, 1, 1, 1, 1, 2 } })));
}

static void every_page(void **state)
{
	Fn f = { .name = "pages", .record = arrays };
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why), *twice;

	if (!agrees("pages", l, 0.5, 2.5, why)) fail_msg("%s", why);
	twice = batch(l, 2, why);              /* a batch of batches */
	if (!agrees("pages twice", twice, 0.5, 2.5, why)) fail_msg("%s", why);
	freelist(twice);
	freelist(l);
	f.record = scanned;
	l = trace(&f, NULL, NULL, why);
	if (!agrees("scan and cond", l, 0, 2, why)) fail_msg("%s", why);
	freelist(l);
}

static void what_cannot_says_so(void **state)
{
	static const struct {
		void (*record)(List *, const Fn *);
		const char *says;
	} cases[] = { { both_indexed, "gather" }, { highest, "8 axes" }, { looped, "while" } };

	for (int k = 0; k < 3; k++) {
		Fn f = { .name = "f", .record = cases[k].record };
		char why[WHY];
		List *l = trace(&f, NULL, NULL, why);

		assert_null(batch(l, POINTS, why));
		assert_non_null(strstr(why, cases[k].says));
		freelist(l);
	}
}

static void nothing_is_left(void **state) { assert_true(bytes().live < 1 << 20); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_function_under_test),
		cmocka_unit_test(every_page),
		cmocka_unit_test(what_cannot_says_so),
		cmocka_unit_test(nothing_is_left),
	};

	return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
