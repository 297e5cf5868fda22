/* run.c -- unit tests of the planned run: the bits of the eager one, views, blocks, borrowed
 * inputs. */
#include "checks/units/agree.h"
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- random lists of views, broadcasts and long rows --------------------------------------- */

static V view(V x, gsl_rng *g)
{
	Shape s = shapeof(x);
	size_t n = count(&s), m = n > 3 ? n - gsl_rng_uniform_int(g, 3) : n, start = n - m;

	switch (gsl_rng_uniform_int(g, 5)) {
	case 0:  return Reshape(x, vector(n));
	case 1:
		return n % 2 ? Reshape(x, matrix(n, 1))
			     : Transpose(Reshape(x, matrix(2, n / 2)), NULL);
	case 2:  return Slice(Reshape(x, vector(n)), &start, &m, NULL);
	case 3:
		return Unslice(Reshape(x, vector(n)), vector(n + 2),
			(size_t[]){ gsl_rng_uniform_int(g, 3) }, NULL);
	default: return Segment(Reshape(x, vector(n)), start, matrix(1, m));
	}
}

static V mixed(V a, V b, gsl_rng *g)
{
	Shape s = shapeof(a), t = shapeof(b), y;
	size_t m = count(&s), n = count(&t);

	/* as vectors of the shorter's length */
	if (!meet(&s, &t, &y) || count(&y) > 20000) {
		a = Slice(Reshape(a, vector(m)), (size_t[]){ 0 }, (size_t[]){ m < n ? m : n },
			NULL);
		b = Slice(Reshape(b, vector(n)), (size_t[]){ n - (m < n ? m : n) },
			(size_t[]){ m < n ? m : n }, NULL);
	}
	switch (gsl_rng_uniform_int(g, 6)) {
	case 0:  return Add(a, b);
	case 1:  return Mul(a, b);
	case 2:  return Sub(b, a);
	case 3:  return Where(Lt(a, b), a, b);
	case 4:  return Add(Mul(a, b), Const(b, 0.25));
	default: return Sub(a, Broadcast(Sum(b, ALL), shapeof(a)));
	}
}

static List *any(gsl_rng *g, size_t n)
{
	List *l = newlist();
	size_t len = 4000 + gsl_rng_uniform_int(g, 3000);

	Input(l, "x", vector(len));
	Input(l, "a", matrix(len, 1));
	Input(l, "s", scalar());
	Input(l, "m", matrix(3, 1 + len / 4));
	while (l->n < n) {
		V a = instruction(l, l->n - 1 - gsl_rng_uniform_int(g, l->n < 8 ? l->n : 8)),
		  b = instruction(l, gsl_rng_uniform_int(g, l->n));

		switch (gsl_rng_uniform_int(g, 8)) {
		case 0:  view(a, g); break;
		case 1:  Sin(a); break;
		case 2:  Exp(Neg(Abs(a))); break;
		case 3:  Tanh(a); break;
		case 4:  Sum(b, ALL); break;
		default: mixed(a, b, g);
		}
	}
	for (int k = 0; k < 4; k++)
		Output(instruction(l, l->n - 1 - gsl_rng_uniform_int(g, n / 2)));
	Output(instruction(l, l->n - 1));
	return l;
}

static void the_bits_of_the_eager_run(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (unsigned long seed = 1; seed <= 150; seed++) {
		List *l;
		double *x;

		gsl_rng_set(g, seed);
		l = any(g, 20 + seed % 40);
		x = numbers(nx(l), g);
		agree(l, &f64, x, "random list");
		if (seed % 10 == 0)
			agree(l, &f32, x, "random list"), agree(l, &c64, x, "random list");
		release(x);
		freelist(l);
	}
	gsl_rng_free(g);
}

/* their pullbacks too: slices put back into zeros, sums spread out */
static void gradients_agree(void **state)
{
	static const struct { const char *name; int depth, width; } f[] = {
		{ "rosenbrock", 1, 9000 },
		{ "rosenbrock", 1, 4097 },
		{ "rosenbrock", 1, 4609 },
		{ "mlp", 3, 70 },
		{ "lstm", 4, 33 },
		{ "gmm", 2, 5 },
		{ "logsumexp", 1, 5000 },
		{ "speelpenning", 1, 50 },
		{ "layernorm", 1, 4500 },
	};
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t k = 0; k < sizeof f / sizeof *f; k++) {
		Fn fn = fnof(functionnamed(f[k].name), f[k].depth, f[k].width);
		char why[WHY];
		List *l = trace(&fn, NULL, NULL, why), *d = simplify(pullback(l), &f64);
		double *x = numbers(nx(d), g);

		agree(d, &f64, x, f[k].name);
		release(x);
		freelist(l);
		freelist(d);
	}
	gsl_rng_free(g);
}

/* ---- hazards ------------------------------------------------------------------------------- */

/* the base is used no more, the view is: its storage must not go to another row */
static void a_view_outlives_its_base(void **state)
{
	for (size_t n = 10; n <= 10000; n *= 1000) {
		List *l = newlist();
		V x = Input(l, "x", vector(n)), base = Sin(x), v = Reshape(base, matrix(n, 1)),
		  y = Cos(x);
		double *in = alloc(n, sizeof *in);

		for (int k = 0; k < 5; k++) y = Cos(y);
		Output(Add(Reshape(y, matrix(n, 1)), v));
		Output(v);
		Output(Slice(v, (size_t[]){ 1, 0 }, (size_t[]){ n - 1, 1 }, NULL));
		for (size_t i = 0; i < n; i++) in[i] = (double)i / 7;
		agree(l, &f64, in, "view");
		release(in);
		freelist(l);
	}
}

/* a row in the place of an argument that another row reads through a view; an input handed out as
 * it is */
static void in_place_through_a_view(void **state)
{
	for (size_t n = 10; n <= 10000; n *= 1000) {
		List *l = newlist();
		V x = Input(l, "x", vector(n)), a = Sqr(x), late, b;
		double *in = alloc(n, sizeof *in);
		size_t m = n - 1;

		b = Neg(a);                                            /* might take a's storage, */
		/* which is read here */
		late = Mul(Slice(a, (size_t[]){ 1 }, &m, NULL),
			Slice(b, (size_t[]){ 0 }, &m, NULL));
		Output(late);
		Output(Add(b, Unslice(late, vector(n), (size_t[]){ 1 }, NULL)));
		Output(x);
		Output(Segment(x, 1, vector(n - 1)));
		for (size_t i = 0; i < n; i++) in[i] = (double)i / 7;
		agree(l, &f64, in, "in place");
		release(in);
		freelist(l);
	}
}

/* what is put into zeros is read behind the block that is written: nobody may write there yet */
static void read_behind(void **state)
{
	size_t n = 5000, less = n - 60;
	List *l = newlist();
	V x = Input(l, "x", vector(n)), a = Sin(x), z, b;
	double *in = alloc(n, sizeof *in);

	/* a has a place of its own, and dies in the next instruction */
	z = Broadcast(Sum(a, ALL), vector(n));
	Output(Neg(Unslice(a, vector(n + 2), (size_t[]){ 2 }, NULL)));
	Output(Add(z, x));
	b = Cos(Slice(x, (size_t[]){ 0 }, &less, NULL));
	/* further behind than a register keeps */
	Output(Neg(Unslice(b, vector(n + 60), (size_t[]){ 120 }, NULL)));
	Output(Neg(Unslice(Exp(b), vector(n), (size_t[]){ 60 }, NULL)));
	for (size_t i = 0; i < n; i++) in[i] = (double)i / 7;
	agree(l, &f64, in, "behind");
	release(in);
	freelist(l);
}

/* put after borrow: the caller's array stays as it was */
static void what_is_lent_is_not_written(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(100));
	double a[100], b[100], y[100];
	Run *r;

	Output(Add(Reshape(x, vector(100)), Const(x, 1)));
	r = newrun(l, &f64);
	for (int i = 0; i < 100; i++) a[i] = i, b[i] = -i;
	borrow(r, 0, a);
	run(r);
	get(r, 0, y);
	assert_true(y[99] == 100);
	put(r, 0, b);
	run(r);
	get(r, 0, y);
	assert_true(y[99] == -98 && a[99] == 99);
	freerun(r);
	freelist(l);
}

static void streams_start_apart(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(8192));         /* 64 KiB */
	Run *r;
	char *at[41];
	Id in[40];

	for (int k = 0; k < 40; k++) in[k] = Input(l, NULL, vector(8192)).id;
	Output(Sin(x));
	r = newrun(l, &f64);
	for (int k = 0; k < 40; k++) {
		at[k] = slot(r, in[k]);
		for (int j = 0; j < k; j++) assert_true((size_t)(at[k] - at[j]) % (64 << 10) != 0);
	}
	assert_true(runbytes(r) < 42 * (8192 * sizeof(double) + 64 * 42));
	freerun(r);
	freelist(l);
}

static void chains_need_no_arrays(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(100000)), y = x;
	Run *r;

	for (int k = 0; k < 20; k++) y = Mul(Sin(y), Const(y, k));
	Output(Sum(y, ALL));
	r = newrun(l, &f64);
	/* the input, and blocks */
	assert_true(runbytes(r) < 100000 * sizeof(double) + (200 << 10));
	freerun(r);
	freelist(l);
}

/* ---- many at a time ------------------------------------------------------------------------ */

/* many columns and one matrix: each has the bits it has alone, also where one product reads
 * another, and where columns die */
static void columns_together(void **state)
{
	enum { N = 21 };
	static const size_t sizes[] = { 3, 8, 16, 29, 40 };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t t = 0; t < 5 * 5; t++) {
		size_t m = sizes[t % 5], p = sizes[t / 5], n;
		List *l = newlist(), *one = newlist();
		V a = Input(l, "a", matrix(m, p)), b = Input(one, "a", matrix(m, p)), x[N], y[N];
		double *in, *out;
		Run *alone;

		for (int k = 0; k < N; k++) x[k] = Input(l, NULL, matrix(p, 1));
		for (int k = 0; k < N; k++) y[k] = Sin(x[k]);          /* die in their products */
		for (int k = 0; k < N; k++)
			y[k] = Matmul(a, k == 7 && m == p ? y[6] : y[k], false, false);
		for (int k = 0; k < N; k++) Output(y[k]);
		Output(Matmul(b, Sin(Input(one, "x", matrix(p, 1))), false, false));
		in = numbers(nx(l), g);
		agree(l, &f64, in, "columns"), agree(l, &f32, in, "columns");
		out = planned(l, &f64, in, true);
		alone = newrun(one, &f64);
		for (size_t k = 0; k < N; k++) {
			if (k == 7 && m == p)
				continue;
			put(alone, 0, in), put(alone, 1, in + m * p + k * p);
			run(alone);
			assert_memory_equal(out + k * m, output(alone, 0, &n), m * sizeof *out);
		}
		freerun(alone);
		release(in), release(out);
		freelist(l), freelist(one);
	}
	gsl_rng_free(g);
}

/* 8 tangents of sum sin x exp x: each runs on a few blocks, the same ones after the others are done
 * with them */
static void few_blocks_at_a_time(void **state)
{
	enum { N = 10000, TANGENTS = 8, BLOCKS = 10 };
	List *l = newlist(), *d;
	V x = Input(l, "x", vector(N));
	Run *r;

	Output(Sum(Mul(Sin(x), Exp(x)), ALL));
	d = pushforward(l, TANGENTS);
	r = newrun(d, &f64);
	assert_true(
		runbytes(r) < ((1 + TANGENTS) * (N + 64) + (1 + TANGENTS) * LANES + BLOCKS * 512) *
			sizeof(double));
	freerun(r);
	freelist(l), freelist(d);
}

/* outputs of which one is a part of the other, where the caller wants them, from the first or the
 * second on: whoever is written first does not spoil the other */
static void a_part_of_another_output(void **state)
{
	enum { N = 6, PART = 4 };

	for (int k = 0; k < 4; k++) {
		List *l = newlist();
		V y = Exp(Input(l, "x", vector(N))),
		  part = Slice(y, (size_t[]){ PART }, (size_t[]){ 1 }, NULL);
		double x[N] = { 1, 2, 3, 4, 5, 6 }, is[2 * N + 1], *to = is;
		size_t from = k / 2;
		Run *r;

		if (from) Output(y);
		Output(k % 2 ? part : y), Output(k % 2 ? y : part);
		r = writingrun(l, &f64, from);
		borrow(r, 0, x);
		for (size_t o = from; o < l->nout; to += count(shapeat(l, l->out[o++])))
			writeto(r, o, to);
		run(r);
		to = is;
		for (size_t o = from; o < l->nout; o++) to = get(r, o, to);
		for (int i = 0; i < N; i++)
			assert_true(fabs(is[i + k % 2] / exp(x[i]) - 1) < 1e-15);
		assert_true(is[k % 2 ? 0 : N] == is[PART + k % 2]);
		if (from) assert_memory_equal(output(r, 0, &(size_t){ 0 }), is + k % 2, sizeof x);
		freerun(r);
		freelist(l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bits_of_the_eager_run),
		cmocka_unit_test(gradients_agree),
		cmocka_unit_test(a_view_outlives_its_base),
		cmocka_unit_test(in_place_through_a_view),
		cmocka_unit_test(read_behind),
		cmocka_unit_test(what_is_lent_is_not_written),
		cmocka_unit_test(streams_start_apart),
		cmocka_unit_test(chains_need_no_arrays),
		cmocka_unit_test(columns_together),
		cmocka_unit_test(few_blocks_at_a_time),
		cmocka_unit_test(a_part_of_another_output),
	};

	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
