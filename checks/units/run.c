/* run.c -- unit tests of the planned run: the bits of the eager one, views, blocks, lent inputs,
 * loops made smaller. */
#include "checks/suite/functions.h"
#include "engines/control/control.h"
#include "engines/numbers/gemm.h"
#include "engines/numbers/simd.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim scan_prim, while_prim, reshape_prim, matmul_prim, sin_prim;

/* every output of l at x, row by row as it is recorded */
static double *eager(const List *l, const Num *T, const void *x)
{
	Fn fn = listfn("any", l);
	char why[WHY];
	List *e = trace(&fn, T, x, why);
	double *y = alloc(ny(l), sizeof *y);

	for (size_t k = 0, n = 0; k < e->nout; n += count(rowshape(e, e->out[k++])))
		T->get(count(rowshape(e, e->out[k])), y + n, value(row(e, e->out[k])));
	freelist(e);
	return y;
}

/* the same by a plan, after a run on zeros that leaves nothing to read; lent: inputs are read where
 * they lie, and moved between the runs */
static double *planned(const List *l, const Num *T, const void *x, bool lent)
{
	List *said = expand(l, runs, T);
	Run *r = newrun(said, T);
	double *y = alloc(ny(l), sizeof *y);

	for (int turn = 0; turn < 2; turn++) {
		void *copy = array(T, nx(l)), *all = array(T, ny(l)), *to = all;
		const void *p = copy;

		if (turn) T->copy(nx(l), copy, 1, x, 1);
		for (size_t k = 0; k < l->nin; k++) {
			if (lent) lend(r, k, p), p = elem(T, p, count(rowshape(l, l->in[k])));
			else      p = put(r, k, p);
		}
		run(r);
		for (size_t k = 0; k < l->nout; k++) to = get(r, k, to);
		T->get(ny(l), y, all);
		freearray(T, ny(l), all);
		freearray(T, nx(l), copy);
	}
	freerun(r);
	freelist(said);
	return y;
}

static bool equal(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static void agree(const List *l, const Num *T, const double *x, const char *who)
{
	void *at = array(T, nx(l));
	double *y[3];

	T->set(nx(l), at, x);
	y[0] = eager(l, T, at), y[1] = planned(l, T, at, false), y[2] = planned(l, T, at, true);
	for (size_t k = 0; k < ny(l); k++)
		for (int w = 1; w < 3; w++)
			if (!equal(y[0][k], y[w][k]))
				fail_msg("%s %s: element %zu of %zu is %a %s, %a eager", who,
					T->name, k, ny(l), y[w][k], w == 2 ? "lent" : "planned",
					y[0][k]);
	for (int w = 0; w < 3; w++) release(y[w]);
	freearray(T, nx(l), at);
}

static double *numbers(size_t n, gsl_rng *g)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = 4 * gsl_rng_uniform(g) - 2;
	return x;
}

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
	default: return Part(Reshape(x, vector(n)), start, matrix(1, m));
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
		V a = row(l, l->n - 1 - gsl_rng_uniform_int(g, l->n < 8 ? l->n : 8)),
		  b = row(l, gsl_rng_uniform_int(g, l->n));

		switch (gsl_rng_uniform_int(g, 8)) {
		case 0:  view(a, g); break;
		case 1:  Sin(a); break;
		case 2:  Exp(Neg(Abs(a))); break;
		case 3:  Tanh(a); break;
		case 4:  Sum(b, ALL); break;
		default: mixed(a, b, g);
		}
	}
	for (int k = 0; k < 4; k++) Output(row(l, l->n - 1 - gsl_rng_uniform_int(g, n / 2)));
	Output(row(l, l->n - 1));
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
		Output(Part(x, 1, vector(n - 1)));
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

	/* a has a place of its own, and dies in the next row */
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

/* put after lend: the caller's array stays as it was */
static void what_is_lent_is_not_written(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(100));
	double a[100], b[100], y[100];
	Run *r;

	Output(Add(Reshape(x, vector(100)), Const(x, 1)));
	r = newrun(l, &f64);
	for (int i = 0; i < 100; i++) a[i] = i, b[i] = -i;
	lend(r, 0, a);
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

/* ---- kernels ------------------------------------------------------------------------------- */

/* an element's value hangs on nothing but its argument */
static void elements_stand_alone(void **state)
{
	static const int which[] = { U_exp, U_log, U_sin, U_cos, U_tanh, U_erf, U_sech2, U_sigmoid,
		U_sqrt, U_abs, U_relu, U_sign, U_recip };
	static const double special[] = { 0.0, -0.0, INFINITY, -INFINITY, NAN, 5e-324, -1e-310,
		1e300, 709.8, -745.2, 372.5, -800, 1, -1, 0.5, 2 };
	enum { N = sizeof special / sizeof *special };
	double x[3 * N + 5], y[3 * N + 5], one;

	for (size_t i = 0; i < 3 * N + 5; i++) x[i] = special[i * 7 % N];
	for (size_t k = 0; k < sizeof which / sizeof *which; k++) {
		f64.unary[which[k]](3 * N + 5, y, x);
		for (size_t i = 0; i < 3 * N + 5; i++) {
			f64.unary[which[k]](1, &one, &x[i]);
			if (!(isnan(one) && isnan(y[i])) && memcmp(&one, &y[i], sizeof one))
				fail_msg("unary %d of %g: %a alone, %a in an array", which[k], x[i],
					one, y[i]);
		}
	}
}

static void close_to_the_scalar_library(void **state)
{
	static const int which[] = { U_exp, U_log, U_sin, U_cos, U_tanh, U_erf, U_sech2,
		U_sigmoid };
	double x[1000], y[1000], z[1000];

	for (size_t k = 0; k < sizeof which / sizeof *which; k++) {
		for (int i = 0; i < 1000; i++)
			x[i] = which[k] == U_log ? 1e-3 * (i + 1) : 0.02 * (i - 500);
		f64.unary[which[k]](1000, y, x);
		scalarlibm = true;
		f64.unary[which[k]](1000, z, x);
		scalarlibm = false;
		for (int i = 0; i < 1000; i++)
			if (!(fabs(y[i] - z[i]) <= 3 * 0x1p-52 * fabs(z[i])))
				fail_msg("unary %d of %a: %a, the C library has %a", which[k], x[i],
					y[i], z[i]);
	}
}

/* every kernel and the BLAS against sums in long double */
static void products(void **state)
{
	static const size_t sizes[] = { 1, 2, 3, 5, 8, 17, 40 };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double *a = numbers(1600, g), *b = numbers(1600, g), *c = alloc(1600, sizeof *c);

	for (size_t t = 0; t < 7 * 7 * 7 * 4; t++) {
		size_t m = sizes[t % 7], p = sizes[t / 7 % 7], n = sizes[t / 49 % 7];
		bool ta = t / 343 & 1, tb = t / 343 & 2;

		gemm(m, p, n, ta, tb, c, a, b);
		for (size_t i = 0; i < m; i++)
			for (size_t j = 0; j < n; j++) {
				long double s = 0;

				for (size_t k = 0; k < p; k++)
					s += (long double)(ta ? a[k * m + i] : a[i * p + k]) *
						(tb ? b[j * p + k] : b[k * n + j]);
				if (!(fabsl(c[i * n + j] - s) <= 1e-14L * (long double)p))
					fail_msg("%zux%zu%s times %zux%zu%s: %zu,%zu is %g, not "
						 "%Lg",
						m, p, ta ? "'" : "", p, n, tb ? "'" : "", i, j,
						c[i * n + j], s);
			}
	}
	release(a), release(b), release(c);
	gsl_rng_free(g);
}

/* the narrower loops of the same processor, where they were built */
#ifdef __x86_64__
extern const Vector vector3 __attribute__((weak));
static const Vector *narrower(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &vector3 : NULL;
}
#else
static const Vector *narrower(void) { return NULL; }
#endif

static void classes_agree(void **state)
{
	const Vector *v = narrower();
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double *a = numbers(50 * 50, g), *b = numbers(50 * 50, g), *y = alloc(50 * 50, sizeof *y),
	       *z = alloc(50 * 50, sizeof *z);
	const double *x = b;

	for (size_t m = 1; v && m < 50; m += 3)
		for (size_t p = 1; p < 50; p++) {
			wide.rows(m, p, 1, &y, a, &x), v->rows(m, p, 1, &z, a, &x);
			assert_memory_equal(y, z, m * sizeof *y);
			wide.columns(m, p, y, a, b), v->columns(m, p, z, a, b);
			assert_memory_equal(y, z, m * sizeof *y);
			wide.outer(m, p, y, a, b), v->outer(m, p, z, a, b);
			assert_memory_equal(y, z, m * p * sizeof *y);
			wide.product(m, p, 50 - p, p & 1, y, a, b),
				v->product(m, p, 50 - p, p & 1, z, a, b);
			assert_memory_equal(y, z, m * (50 - p) * sizeof *y);
		}
	release(a), release(b), release(y), release(z);
	gsl_rng_free(g);
}

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

/* ---- loops made smaller -------------------------------------------------------------------- */

/* sin k and k k' do not change; y[1] is read by nobody, nor is the carry x[1] */
static void idle(const V *x, V *y, const void *what)
{
	y[0] = Add(Mul(x[0], Sin(x[3])), x[2]);
	y[1] = Mul(x[1], x[4]);
	y[2] = Exp(x[1]);
	y[3] = Tanh(Mul(y[0], Sin(x[3])));
}

static List *idler(void)
{
	List *l = newlist();
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), v = Input(l, "x", vector(9)),
	  k = Input(l, "k", scalar());
	V x[5] = { a, b, v, k, Input(l, "m", scalar()) }, y[4];

	Scan(9, false, 2, 1, 5, x, 4, idle, NULL, y);
	Output(y[0]);
	Output(y[3]);
	return l;
}

static const Ins *the(const List *l, const Prim *p)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->ins[i].prim == p) return &l->ins[i];
	fail_msg("there is no %s", p->name);
	return NULL;
}

static void loops_shrink(void **state)
{
	double x[13] = { 0.3, 0.4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0.7, 0.2 };
	List *l = idler(), *s = simplify(copylist(l), &f64);
	const Ins *in = the(s, &scan_prim);
	const List *f = bodies(in->prim, attr(s, in)).list[0];
	double *y, *z;

	verify(s);
	assert_int_equal(f->nout, 2);              /* of 4: one carry, one stack */
	assert_int_equal(f->nin, 3);               /* of 5: the carry, the item, sin k */
	assert_false(has(f, &sin_prim));
	assert_true(has(s, &sin_prim));
	y = planned(l, &f64, x, false), z = planned(s, &f64, x, false);
	assert_memory_equal(y, z, ny(l) * sizeof *y);
	release(y), release(z);
	freelist(l);
	freelist(s);
}

static void below(const V *x, V *y, const void *what)  { y[0] = Lt(x[0], Mul(x[3], x[3])); }
static void onward(const V *x, V *y, const void *what)
{
	y[0] = Add(x[0], Exp(x[3]));
	y[1] = Add(x[1], Cos(x[0]));
	y[2] = Mul(x[2], x[4]);
}

/* the third carry is read by nobody; its constant goes with it */
static void whiles_shrink(void **state)
{
	double x[5] = { 0.1, 0.2, 0.3, 5, 0.9 };
	List *l = newlist(), *s, *d, *e;
	V in[5], y[3];
	double *p, *q;

	for (int k = 0; k < 5; k++) in[k] = Input(l, NULL, scalar());
	While(3, 5, in, below, onward, NULL, y);
	Output(y[0]);
	Output(y[1]);
	s = simplify(copylist(l), &f64);
	verify(s);
	assert_int_equal(bodies(&while_prim, attr(s, the(s, &while_prim))).list[1]->nout, 2);
	/* two carries, k k and exp k */
	assert_int_equal(the(s, &while_prim)->nargs, 4);
	p = planned(l, &f64, x, false), q = planned(s, &f64, x, false);
	assert_memory_equal(p, q, ny(l) * sizeof *p);
	release(p), release(q);
	d = pullback(s);                           /* and can be differentiated still */
	e = simplify(copylist(d), &f64);
	verify(e);
	p = planned(d, &f64, (double[]){ 0.1, 0.2, 0.3, 5, 0.9, 1, 1 }, false);
	q = planned(e, &f64, (double[]){ 0.1, 0.2, 0.3, 5, 0.9, 1, 1 }, false);
	for (size_t k = 0; k < ny(d); k++) assert_true(equal(p[k], q[k]));
	release(p), release(q);
	freelist(l), freelist(s), freelist(d), freelist(e);
}

static void minors_share(void **state)
{
	Fn fn = fnof(functionnamed("minors"), 1, 10);
	char why[WHY];
	List *l = trace(&fn, NULL, NULL, why);

	assert_true(l->n > 2 * 3628800);           /* some e n! */
	l = simplify(l, &f64);
	assert_true(l->n <= 10 * 1024);            /* n 2^n */
	freelist(l);
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
		cmocka_unit_test(elements_stand_alone),
		cmocka_unit_test(close_to_the_scalar_library),
		cmocka_unit_test(products),
		cmocka_unit_test(classes_agree),
		cmocka_unit_test(columns_together),
		cmocka_unit_test(few_blocks_at_a_time),
		cmocka_unit_test(loops_shrink),
		cmocka_unit_test(whiles_shrink),
		cmocka_unit_test(minors_share),
	};

	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
