/* sparse.c -- unit tests of patterns, colours and compressed matrices, against dense ones. */
#include "checks/suite/functions.h"
#include "engines/prims/traits.h"
#include "engines/sparse/colour.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

/* ---- functions -------------------------------------------------------------------- */

static V piece(V x, size_t start, size_t n) { return Slice(x, &start, &n, NULL); }

/* y[i] = x[i-1] x[i] - exp x[i+1], the ends without what is not there */
static void band(List *l, const Fn *f)
{
	size_t n = (size_t)f->width;
	V x = Input(l, "x", vector(n)), zero = Data(l, vector(1), (double[]){ 0 });
	V left = Concat(2, (V[]){ zero, piece(x, 0, n - 1) }, 0),
	  right = Concat(2, (V[]){ piece(x, 1, n - 1), zero }, 0);

	Output(Sub(Mul(left, x), Exp(right)));
}

/* 4 u - its neighbours + exp u on a square, nothing beyond its edge */
static void stencil(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, at[4][2] = { { 0, 1 }, { 2, 1 }, { 1, 0 }, { 1, 2 } };
	V u = Input(l, "u", matrix(n, n)),
	  wide = Unslice(u, matrix(n + 2, n + 2), (size_t[]){ 1, 1 }, NULL), y;

	y = Add(Mul(Number(l, 4), u), Exp(u));
	for (int k = 0; k < 4; k++)
		y = Sub(y, Slice(wide, at[k], (size_t[]){ n, n }, NULL));
	Output(y);
}

/* x[0] against all: sum x[0] x[i]^2 */
static void arrow(List *l, const Fn *f)
{
	V x = Input(l, "x", vector((size_t)f->width)), head = piece(x, 0, 1),
	  rest = piece(x, 1, (size_t)f->width - 1);

	Output(Sum(Mul(head, Sqr(rest)), ALL));
}

/* sin of each index[k]-th x, its neighbours summed again where they came from */
static void gathered(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(6)), index = Data(l, vector(4), (double[]){ 5, 0, 2, 2 });

	Output(Sin(Gather(x, index)));
	Output(Scatter(Mul(Sqr(Gather(x, index)), Pi(l)), index, 6));
}

/* a gather by numbers of the input: any x may be meant */
static void anywhere(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(4));

	Output(Gather(x, Floor(piece(x, 0, 2))));
}

/* 0 where a constant is 0; sums, a product of matrices, softmax by rows */
static void matrices(List *l, const Fn *f)
{
	V x = Input(l, "x", matrix(3, 4)),
	  a = Data(l, matrix(2, 3), (double[]){ 1, 0, 2, 0, 3, 0 });

	Output(Matmul(a, x, false, false));
	Output(Softmax(x, 1));
	Output(Logsumexp(x, 1));
	Output(Sum(x, 0));
	Output(Mean(x, 1));
	Output(Norm(x, 1));
	Output(Cumsum(piece(Reshape(Transpose(x, NULL), vector(12)), 3, 5), 0, false));
	Output(Floor(x));
}

/* a sum over more inputs than a small set holds */
static void everywhere(List *l, const Fn *f)
{
	V x = Input(l, "x", vector((size_t)f->width));

	Output(Mul(x, Sum(Sqr(x), ALL)));
	Output(Prod(x, ALL));
}

/* the list's length depends on its numbers */
static void branches(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y = Input(l, "y", scalar());

	Output(truth(Gt(x, y)) ? Sqr(x) : Mul(x, y));
	Output(Sin(y));
}

/* a scan knows its steps: each item depends on what came before it; a while and a cond ask for
 * numbers, so all depends on all */
static void runningsum(const V *x, V *y, const void *what) { y[0] = y[1] = Add(x[0], Sqr(x[1])); }
static void big(const V *x, V *y, const void *what)
{
	y[0] = Gt(Sum(x[0], ALL), Number(x[0].list, 1));
}
static void halved(const V *x, V *y, const void *what)     { y[0] = Mul(Const(x[0], 0.5), x[0]); }
static void as_it_is(const V *x, V *y, const void *what)   { y[0] = Sin(x[0]); }

static void scanned(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(5)), y[2];

	Scan(5, false, 1, 1, 2, (V[]){ Number(l, 0), x }, 2, runningsum, NULL, y);
	Output(y[1]);
}

static void looped(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(3)), y, z;

	While(1, 1, &x, big, halved, NULL, &y);
	Cond(Gt(Sum(x, ALL), Number(l, 1)), 1, &y, 1, halved, as_it_is, NULL, &z);
	Output(y), Output(z);
}

static Fn function(void (*record)(List *, const Fn *), int width)
{
	return (Fn){ .name = "f", .record = record, .width = width };
}

/* ---- against dense ---------------------------------------------------------------------- */

static double *point(size_t n)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = 0.3 + fmod(0.618 * (double)(i + 1), 1);
	return x;
}

static void equals(const Sparse *s, const Jacobian *j)
{
	double *d = alloc(s->ny * s->nx, sizeof *d);

	assert_int_equal(s->status, OK);
	assert_int_equal(s->ny, j->ny);
	assert_int_equal(s->nx, j->nx);
	for (size_t k = 0; k < s->nnz; k++)
		d[s->row[k] * s->nx + s->col[k]] = ((double *)s->value)[k];
	for (size_t k = 0; k < s->ny * s->nx; k++) {
		double want = ((double *)j->J)[k];

		if (!(fabs(d[k] - want) <= 8 * 0x1p-53 * fabs(want)))
			fail_msg("entry %zu,%zu is %.17g, dense %.17g", k / s->nx, k % s->nx, d[k],
				want);
	}
	for (size_t k = 0; k < s->ny; k++) assert_true(((double *)s->y)[k] == ((double *)j->y)[k]);
	release(d);
}

/* NULL: the seeds in the list */
static const Engine *const three[] = { &forward_engine, &static_engine, &reverse_engine, NULL };

/* nnz, and colours at most; 0: not looked at */
static void jacobians(void (*record)(List *, const Fn *), int width, size_t nnz, size_t colours)
{
	Fn f = function(record, width);
	size_t n = inputsof(&f);
	double *x = point(n);
	Jacobian j = jacobian(&forward_engine, &f, &f64, x);

	for (int e = 0; e < 4; e++) {
		Sparse s = sparsejacobian(three[e], &f, &f64, x);

		if (s.status == UNABLE && (e == 1 || e == 3) && record == branches)
			continue;
		equals(&s, &j);
		if (nnz) assert_int_equal(s.nnz, nnz);
		if (e == 0 && colours && s.colours > colours)
			fail_msg("%zu colours, %zu are enough", s.colours, colours);
		freesparse(&s);
	}
	freejacobian(&j);
	release(x);
}

static void jacobians_are_the_dense_ones(void **state)
{
	jacobians(band, 20, 57, 3);           /* 0 x[0] in the first row is no entry */
	jacobians(stencil, 8, 5 * 64 - 4 * 8, 7);
	jacobians(gathered, 0, 4 + 3, 1);
	jacobians(anywhere, 0, 8, 4);
	jacobians(matrices, 0, 8 + 4 + 48 + 12 + 12 + 12 + 12 + 15, 0);
	jacobians(everywhere, 150, 150 * 150 + 150, 150);
	jacobians(branches, 0, 2, 1);
	jacobians(scanned, 0, 15, 5);
	jacobians(looped, 0, 18, 3);
}

static void every_function_under_test(void **state)
{
	for (const Function *const *p = functions; *p; p++) {
		Fn f = fnof(*p, 0, 0);
		size_t n = inputsof(&f);
		double *x = alloc(n, sizeof *x);
		Jacobian j;
		Sparse s;

		for (size_t i = 0; i < n; i++)
			x[i] = (*p)->lo + ((*p)->hi - (*p)->lo) * fmod(0.618 * (double)(i + 1), 1);
		j = jacobian(&forward_engine, &f, &f64, x);
		s = sparsejacobian(&forward_engine, &f, &f64, x);
		equals(&s, &j);
		freesparse(&s);
		freejacobian(&j);
		release(x);
	}
}

static void hessians(const Fn *f, const double *x, size_t nnz, size_t colours)
{
	Fn g = gradientfn(f);
	Jacobian j = jacobian(&forward_engine, &g, &f64, x);

	for (int e = 0; e < 4; e++) {
		Sparse s = sparsehessian(three[e], f, &f64, x);

		equals(&s, &j);
		if (nnz) assert_int_equal(s.nnz, nnz);
		if (colours && s.colours > colours)
			fail_msg("%zu colours, %zu are enough", s.colours, colours);
		freesparse(&s);
	}
	freejacobian(&j);
}

static void hessians_are_the_dense_ones(void **state)
{
	Fn f = fnof(&rosenbrock_function, 0, 12), g = function(arrow, 40),
	   h = fnof(&speelpenning_function, 0, 5);
	double *x = point(40);

	hessians(&f, x, 12 + 2 * 11, 3);       /* tridiagonal */
	/* all columns meet in the first row: 40 without symmetry */
	hessians(&g, x, 39 + 2 * 39, 2);
	hessians(&h, x, 20, 5);                /* no x twice: an empty diagonal */
	release(x);
}

enum { FIRST = 5, ROWS = 24 };

/* a random list of elementwise rows over pieces of one input, some of them constants.  The values
 * are counted here: a list may say what is said twice by one instruction */
static void anything(List *l, const Fn *f)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	V x = Input(l, "x", vector(12)), v[FIRST + ROWS];
	size_t np = 0, n = 0;

	gsl_rng_set(g, (unsigned long)f->depth);
	while (prims[np]) np++;
	while (n < FIRST - 1) v[n] = piece(x, 3 * n, 3), n++;
	v[n++] = Data(l, vector(3), (double[]){ 0, 1, 0.5 });
	while (n < FIRST + ROWS) {
		const Prim *p = prims[gsl_rng_uniform_int(g, np)];
		V a[2];

		if (!p->nargs || isthe(p, UNRULED0))   /* which engines refuse */
			continue;
		for (int k = 0; k < p->nargs; k++) a[k] = v[gsl_rng_uniform_int(g, n)];
		v[n++] = record(l, p, (size_t)p->nargs, a, NULL, NULL);
	}
	for (size_t i = n - 8; i < n; i++) Output(v[i]);
	gsl_rng_free(g);
}

/* no derivative that is not zero lies outside */
static void patterns_miss_nothing(void **state)
{
	size_t inside = 0, outside = 0;
	double *x = point(12);

	for (int seed = 1; seed <= 60; seed++) {
		Fn f = { .name = "any", .record = anything, .depth = seed };
		char why[WHY];
		List *l = trace(&f, NULL, NULL, why);
		Pattern p = patternof(l);
		Jacobian j = jacobian(&static_engine, &f, &f64, x);
		bool *in = alloc(p.ny * p.nx, sizeof *in);

		for (size_t i = 0; i < p.ny; i++)
			for (size_t k = p.start[i]; k < p.start[i + 1]; k++)
				in[i * p.nx + p.col[k]] = true;
		for (size_t k = 0; k < p.ny * p.nx; k++) {
			double d = ((double *)j.J)[k];

			if (d != 0 && !isnan(d) && !in[k])
				fail_msg("seed %d: entry %zu,%zu is %g", seed, k / p.nx, k % p.nx,
					d);
			inside += in[k], outside += !in[k];
		}
		release(in);
		freejacobian(&j);
		freepattern(&p);
		freelist(l);
	}
	/* each row takes its own place from each piece */
	assert_true(inside > 1000 && outside >= 2 * inside);
	release(x);
}

static void chosen(List *l, const Fn *f)
{
	V x = Input(l, "x", vector(6)), c = Data(l, vector(3), (double[]){ 0, 1, NAN });

	Output(Where(c, piece(x, 0, 3), piece(x, 3, 3)));
}

/* of a condition that is known, what it chooses; of NaN, both */
static void known_choices(void **state)
{
	Fn f = { .name = "chosen", .record = chosen };
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why);
	Pattern p = patternof(l);

	assert_int_equal(p.start[1], 1);
	assert_int_equal(p.col[0], 3);
	assert_int_equal(p.start[2], 2);
	assert_int_equal(p.col[1], 1);
	assert_int_equal(p.start[3], 4);
	assert_int_equal(p.col[2], 2);
	assert_int_equal(p.col[3], 5);
	freepattern(&p);
	freelist(l);
}

/* ---- colourings, whatever they compute ------------------------------------------------------- */

static void colours_are_proper(void **state)
{
	Fn f = function(stencil, 12);
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why);
	Pattern p = patternof(l), s = symmetric(&p);
	size_t n, m;
	uint32_t *c = columncolours(&p, &n), *t = starcolours(&s, &m);

	for (size_t i = 0; i < p.ny; i++)
		for (size_t a = p.start[i]; a < p.start[i + 1]; a++)
			for (size_t b = p.start[i]; b < a; b++)
				assert_true(c[p.col[a]] != c[p.col[b]]);
	for (size_t w = 0; w < s.ny; w++)          /* paths v w x y */
		for (size_t a = s.start[w]; a < s.start[w + 1]; a++)
			for (size_t b = s.start[w]; b < s.start[w + 1]; b++)
				for (size_t v = s.col[a], x = s.col[b], k = s.start[x];
					k < s.start[x + 1]; k++) {
					size_t y = s.col[k];

					if (x != w) assert_true(t[x] != t[w]);
					if (v != w && v != x && x != w && y != x && y != w &&
						y != v)
						assert_false(t[v] == t[x] && t[w] == t[y]);
				}
	release(c);
	release(t);
	freepattern(&p);
	freepattern(&s);
	freelist(l);
}

static void other_numbers(void **state)
{
	Fn f = fnof(&rosenbrock_function, 0, 12);
	double *x = point(12);
	Sparse a = sparsehessian(&static_engine, &f, &f32, x), b, c;

	precision(200);
	assert_int_equal(sparsejacobian(NULL, &f, &mpfr, x).status, UNABLE);
	b = sparsehessian(&forward_engine, &f, &mpfr, x);
	c = sparsejacobian(&central_engine, &f, &f64, x);
	for (size_t k = 0; k < a.nnz; k++) {
		double d;

		mpfr.get(1, &d, elem(&mpfr, b.value, k));
		assert_true(fabs(((float *)a.value)[k] - d) <= 1e-5 * fabs(d));
	}
	assert_int_equal(c.nnz, 12);
	freesparse(&a);
	freesparse(&b);
	freesparse(&c);
	release(x);
}

static void a_hessian_needs_a_scalar(void **state)
{
	Fn f = function(band, 5);
	double x[5] = { 0 };
	Sparse s = sparsehessian(&static_engine, &f, &f64, x);

	assert_int_equal(s.status, UNABLE);
	assert_true(s.why[0]);
}

static void nothing_is_left(void **state) { assert_true(bytes().live < 1 << 20); }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jacobians_are_the_dense_ones),
		cmocka_unit_test(every_function_under_test),
		cmocka_unit_test(hessians_are_the_dense_ones),
		cmocka_unit_test(patterns_miss_nothing),
		cmocka_unit_test(known_choices),
		cmocka_unit_test(colours_are_proper),
		cmocka_unit_test(other_numbers),
		cmocka_unit_test(a_hessian_needs_a_scalar),
		cmocka_unit_test(nothing_is_left),
	};

	return cmocka_run_group_tests_name("sparse", tests, NULL, NULL);
}
