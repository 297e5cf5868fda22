/* compiled.c -- lists as C: the bits of the run that is planned, whatever the shapes, pieces, loops
 * and numbers; affine indices beside all elements of a nest.
 */
#include "engines/compiled/index.h"
#include "engines/compiled/program.h"
#include "engines/prims/recorders.h"
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- indices ------------------------------------------------------------------------------- */

static long valueat(const Nest *n, Index a, const long *x)
{
	long v = a.c;

	for (int k = 0; k < n->n; k++) v += a.k[k] * x[k];
	return v;
}

/* the next of a nest; false: there is none */
static bool next(const Nest *n, long *x)
{
	for (int k = n->n - 1; k >= 0; x[k] = n->lo[k], k--)
		if (++x[k] < n->hi[k]) return true;
	return false;
}

static void divisions(void **state)
{
	static const Nest nests[] = { { 1, { 0 }, { 24 } }, { 1, { 5 }, { 6 } },
		{ 2, { 0, 0 }, { 4, 6 } }, { 2, { 1, 2 }, { 3, 5 } },
		{ 3, { 0, 0, 0 }, { 2, 3, 4 } } };
	static const Index tried[] = { { 0, { 1 } }, { 3, { 1 } }, { -2, { 1 } }, { 0, { 6, 1 } },
		{ 7, { 6, 1 } }, { 1, { 2, -1 } }, { 0, { 12, 4, 1 } }, { -5, { 12, 4, 2 } },
		{ 4, { 0 } }, { 23, { -1 } } };
	size_t yes = 0, no = 0;

	for (size_t m = 0; m < sizeof nests / sizeof *nests; m++)
		for (size_t k = 0; k < sizeof tried / sizeof *tried; k++)
			for (long d = 1; d <= 12; d++) {
				const Nest *n = &nests[m];
				long x[VARS];
				Index q, r, a = tried[k];

				for (int v = n->n; v < VARS; v++) a.k[v] = 0;
				memcpy(x, n->lo, sizeof x);
				if (!divided(n, a, d, &q, &r)) {
					no++;
					continue;
				}
				yes++;
				do {
					assert_int_equal(valueat(n, a, x),
						valueat(n, q, x) * d + valueat(n, r, x));
					assert_in_range(valueat(n, r, x) + 1000, 1000,
						1000 + d - 1);
				} while (next(n, x));
			}
	assert_true(yes > 150 && no > 50);
}

static void extents(void **state)
{
	Nest n = { 2, { 1, -2 }, { 4, 3 } };
	Index a = { 10, { 3, -5 } };
	long least, most, x[VARS] = { 1, -2 }, lo = LONG_MAX, hi = LONG_MIN;

	extremes(&n, a, &least, &most);
	do {
		long v = valueat(&n, a, x);

		if (v < lo) lo = v;
		if (v > hi) hi = v;
	} while (next(&n, x));
	assert_int_equal(least, lo);
	assert_int_equal(most, hi);
	assert_int_equal(steppedby(&n, (Index){ 4, { 0, 1 } }), 1);
	assert_int_equal(steppedby(&n, (Index){ 4, { 1, 1 } }), -1);
	assert_int_equal(steppedby(&n, (Index){ 4, { 2, 0 } }), -1);
	assert_int_equal(steppedby(&n, (Index){ 4 }), -1);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static double drawn(size_t k)
{
	static const double special[] = { 0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 5e-324, -1e-310,
		1e308, 1e-40, 3e38, 0.5, 2 };
	uint64_t h = (k + 1) * 0x9e3779b97f4a7c15u;

	h ^= h >> 31;
	return h % 3 == 0 ? special[h / 3 % (sizeof special / sizeof *special)]
			  : (double)(int64_t)(h * 0xbf58476d1ce4e5b9u) / 0x1p61;
}

static bool samebits(const Num *T, const void *a, const void *b)
{
	double x, y;

	T->get(1, &x, a);
	T->get(1, &y, b);
	return (x != x && y != y) || !memcmp(a, b, T->size);
}

/* the outputs of l, run and compiled, at three sets of inputs */
static void alike(List *l, const Num *T)
{
	List *e = expand(l, runs, T);
	char why[WHY];
	Program *p = compiled(e, T, why);
	Run *r = newrun(e, T);
	void **x = alloc(e->nin, sizeof *x), **y = alloc(e->nout, sizeof *y);

	if (!p) fail_msg("%s", why);
	for (size_t k = 0; k < e->nin; k++) x[k] = array(T, count(shapeat(e, e->in[k])));
	for (size_t k = 0; k < e->nout; k++) y[k] = array(T, count(shapeat(e, e->out[k])));
	for (size_t set = 0; set < 3; set++) {
		for (size_t k = 0; k < e->nin; k++) {
			for (size_t j = 0; j < count(shapeat(e, e->in[k])); j++)
				T->fill(1, elem(T, x[k], j), drawn(set * 9973 + k * 1009 + j));
			put(r, k, x[k]);
		}
		run(r);
		execute(p, (const void *const *)x, y);
		for (size_t k = 0; k < e->nout; k++) {
			size_t n;
			const void *want = output(r, k, &n);

			for (size_t j = 0; j < n; j++)
				if (!samebits(T, elem(T, y[k], j), elem(T, want, j))) {
					double is, was;

					T->get(1, &is, elem(T, y[k], j));
					T->get(1, &was, elem(T, want, j));
					fail_msg("%s: output %zu, element %zu: %a compiled, %a run",
						T->name, k, j, is, was);
				}
		}
	}
	for (size_t k = 0; k < e->nin; k++) freearray(T, 0, x[k]);
	for (size_t k = 0; k < e->nout; k++) freearray(T, 0, y[k]);
	release(x), release(y);
	freeprogram(p);
	freerun(r);
	freelist(e);
	freelist(l);
}

/* each operator of C, in a loop and of a scalar; kernels in chains of three */
static List *operators(void)
{
	static V (*const one[])(
		V) = { Neg, Sqr, Recip, Abs, Sign, Relu, Sqrt, Exp, Sigmoid, Floor };
	static V (*const two[])(V, V) = { Add, Sub, Mul, Div, Strongmul, Strongdiv, Max, Min, Lt,
		Le, Gt, Ge, Eq, Pow, Atan2 };
	List *l = newlist();

	for (int scalars = 0; scalars < 2; scalars++) {
		Shape s = scalars ? scalar() : vector(1031);
		V a = Input(l, NULL, s), b = Input(l, NULL, s), c;

		for (size_t k = 0; k < sizeof one / sizeof *one; k++) Output(one[k](a));
		for (size_t k = 0; k < sizeof two / sizeof *two; k++) Output(two[k](a, b));
		c = Where(Lt(a, b), a, Mul(b, Const(b, -0.1)));
		Output(c);
		Output(Mul(Sin(Add(Exp(Mul(a, b)), c)), Add(Tanh(c), Sin(Exp(Mul(a, b))))));
		Output(Add(Const(a, NAN), a));
		Output(Mul(Const(a, -INFINITY), Const(a, 0x1.8p-3)));
		Output(Mul(Pi(l), Sum(a, ALL)));
	}
	return l;
}

static V part(V x, size_t i, size_t j, size_t m, size_t n, size_t step)
{
	return Slice(x, (size_t[]){ i, j }, (size_t[]){ m, n }, (size_t[]){ 1, step });
}

/* views, pieces and zeros, in each other, of matrices and vectors */
static List *views(void)
{
	List *l = newlist();
	V a = Input(l, NULL, matrix(7, 9)), b = Input(l, NULL, matrix(9, 7)),
	  v = Input(l, NULL, vector(63)), u = Input(l, NULL, vector(9)), t, w, many[9];

	t = Transpose(b, (int[]){ 1, 0 });
	Output(Mul(a, t));
	Output(Transpose(Mul(a, t), (int[]){ 1, 0 }));
	Output(Add(Reshape(v, matrix(7, 9)), Mul(Broadcast(u, matrix(7, 9)), a)));
	Output(Sqr(part(a, 1, 1, 5, 4, 2)));
	Output(Unslice(Sqr(part(a, 1, 1, 5, 4, 2)), matrix(7, 9), (size_t[]){ 1, 1 },
		(size_t[]){ 1, 2 }));
	Output(Add(Unslice(Neg(part(a, 0, 2, 7, 5, 1)), matrix(7, 9), (size_t[]){ 0, 3 }, NULL),
		t));
	Output(Concat(3, (V[]){ Sqr(a), Neg(t), Mul(a, t) }, 0));
	Output(Concat(3, (V[]){ Sqr(a), Neg(t), Mul(a, t) }, 1));
	w = Flatten(3, (V[]){ Sqr(a), u, Neg(b) });
	Output(Mul(w, w));
	Output(Sum(w, ALL));
	for (size_t k = 0; k < 9; k++)
		many[k] = Mul(part(a, 0, k, 7, 1, 1), part(t, 0, 8 - k, 7, 1, 1));
	Output(Concat(9, many, 1));
	Output(Matmul(Add(a, t), Sqr(b), false, false));
	Output(Add(Scattersegment(Sqr(Segment(v, 3, vector(40))), 11, 63), v));
	Output(Add(Scattersegment(Segment(v, 1, vector(62)), 0, 63),
		Scattersegment(Segment(v, 0, vector(62)), 1, 63)));
	/* read again by a later loop over the same elements, of what a function gave and of what is
	 * cheap; said in one loop, then needed in memory */
	w = Tanh(u);
	Output(Mul(w, Broadcast(Sum(u, ALL), vector(9))));
	w = Sqr(a);
	Output(Add(w, Transpose(b, (int[]){ 1, 0 })));
	Output(Unslice(w, matrix(13, 9), (size_t[]){ 0, 0 }, (size_t[]){ 2, 1 }));
	Output(a); /* an input, twice, a view of one, a constant */
	Output(a);
	Output(Reshape(v, matrix(9, 7)));
	Output(Segment(v, 5, vector(9)));
	Output(Const(u, 2.5));
	Output(Data(l, vector(3), (const double[]){ 1, -0.0, 0.1 }));
	Output(Broadcast(Sum(Mul(u, u), ALL), vector(5)));
	Output(Reshape(Mul(Segment(v, 62, vector(1)), Segment(u, 0, vector(1))), scalar()));
	return l;
}

/* longer than a block, and than what is summed as a whole */
static List *lengths(void)
{
	List *l = newlist();
	V x = Input(l, NULL, vector(5000)), y = Input(l, NULL, vector(4999)), d, e;

	d = Sub(Slice(x, (size_t[]){ 1 }, (size_t[]){ 4999 }, NULL), Sqr(y));
	e = Tanh(Mul(d, y));
	Output(Sum(Mul(e, d), ALL));
	Output(Add(Scattersegment(Mul(d, e), 1, 5000), Scattersegment(Neg(e), 0, 5000)));
	Output(Sum(Exp(Sub(x, Broadcast(Reducemax(x, ALL), vector(5000)))), ALL));
	Output(Sum(Sigmoid(Add(x, Exp(Neg(Abs(x))))), ALL));
	return l;
}

static void step(const V *x, V *y, const void *what)
{
	y[0] = Tanh(Add(Mul(x[0], x[2]), x[3])); /* carries, an item, a constant */
	y[1] = x[0];
	y[2] = Mul(x[1], y[0]);
	y[3] = Sum(y[0], ALL);
	y[4] = y[0];
	y[5] = x[3];
}

static void outer(const V *x, V *y, const void *what)
{
	V z[6];

	Scan(3, true, 2, 1, 4, (V[]){ x[0], x[1], x[2], x[3] }, 6, step, NULL, z);
	y[0] = z[0];
	y[1] = Add(z[1], Broadcast(Sum(z[3], ALL), vector(6)));
	y[2] = z[4];
}

/* carries exchanged and kept, results twice, no step, both ways, in each other */
static List *scans(void)
{
	List *l = newlist();
	V c = Input(l, NULL, vector(6)), d = Input(l, NULL, vector(6)),
	  items = Input(l, NULL, matrix(3, 6)), k = Input(l, NULL, vector(6)), y[6];

	for (int back = 0; back < 2; back++) {
		Scan(3, back, 2, 1, 4, (V[]){ Sqr(c), d, items, k }, 6, step, NULL, y);
		for (int j = 0; j < 6; j++) Output(y[j]);
		Output(Add(Reshape(y[2], vector(18)), Reshape(items, vector(18))));
	}
	Scan(4, false, 2, 0, 4, (V[]){ c, d, items, Neg(k) }, 3, outer, NULL, y);
	for (int j = 0; j < 3; j++) Output(y[j]);
	return l;
}

/* more scalars than a function has */
static List *scalars(void)
{
	List *l = newlist();
	V x = Input(l, NULL, vector(40)), s[40], t;

	for (size_t k = 0; k < 40; k++) s[k] = Reshape(Segment(x, k, vector(1)), scalar());
	for (size_t k = 0; k < 1500; k++) {
		t = Add(Mul(s[k % 40], s[(k * 7 + 3) % 40]), s[(k * 11 + 5) % 40]);
		s[(k * 13) % 40] = k % 50 ? t : Exp(Neg(Abs(t)));
	}
	Output(Flatten(40, s));
	Output(s[7]);
	return l;
}

static void likeruns(void **state)
{
	List *(*const of[])(void) = { operators, views, lengths, scans, scalars };

	for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
		alike(of[k](), &f64);
		alike(of[k](), &f32);
	}
}

/* what is read when it says so */
static void written(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(3));
	char *c;

	Output(Mul(x, Const(x, 0.5)));
	c = emitted(l, &f64);
	assert_non_null(strstr(c, "typedef double real;"));
	assert_non_null(strstr(c,
		"for (long i = 0; i < 3; i++) {\n\t\tconst real v0 = p1[i]*0x1p-1;\n"
		"\t\tp0[i] = v0;\n\t}\n"));
	assert_non_null(strstr(c, "g0(h, out[0] + 0, in[0] + 0);    /* v2 of \"[3]\" */"));
	free(c);
	c = emitted(l, &f32);
	assert_non_null(strstr(c, "typedef float real;"));
	assert_non_null(strstr(c, "p1[i]*0x1p-1f;"));
	free(c);
	freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(divisions),
		cmocka_unit_test(extents),
		cmocka_unit_test(written),
		cmocka_unit_test(likeruns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
