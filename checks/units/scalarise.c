/* scalarise.c -- unit tests of run/scalarise.c: the same numbers without arrays, and no more
 * operations than it takes. */
#include "engines/wengert.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const Prim add_prim, mul_prim, sin_prim;

static double drawn(void)
{
	static uint64_t r = 88172645463325252u;        /* Marsaglia's xorshift */

	r ^= r << 13, r ^= r >> 7, r ^= r << 17;
	return (double)(r >> 11) * 0x1p-53 - 0.3;
}

static double *valuesat(const List *l, const double *x)
{
	Run *r = newrun(l, &f64);
	double *y = alloc(ny(l), sizeof *y);
	void *to = y;
	const void *from = x;

	for (size_t k = 0; k < l->nin; k++) from = put(r, k, from);
	run(r);
	for (size_t o = 0; o < l->nout; o++) to = get(r, o, to);
	freerun(r);
	return y;
}

/* scalars only, an input and an output for each element, the same bits; gives the scalar list,
 * frees l */
static List *apart(List *l)
{
	List *s = scalarise(l);
	double *x = alloc(nx(l) + 1, sizeof *x), *y, *z;

	verify(s);
	for (size_t i = 0; i < s->n; i++) assert_int_equal(shapeat(s, i)->rank, 0);
	assert_int_equal(s->nin, nx(l));
	assert_int_equal(s->nout, ny(l));
	for (size_t i = 0; i < nx(l); i++) x[i] = drawn();
	y = valuesat(l, x), z = valuesat(s, x);
	assert_memory_equal(y, z, ny(l) * sizeof *y);
	release(x), release(y), release(z);
	freelist(l);
	return s;
}

static size_t many(const List *l, const Prim *p)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) n += l->ins[i].prim == p;
	return n;
}

/* the lanes of a sum and their order are part of the number type: a sum written out has its bits,
 * at every length */
static void sums(void **state)
{
	for (size_t n = 1; n <= 130; n++) {
		List *l = newlist(), *s;

		Output(Sum(Input(l, "x", vector(n)), ALL));
		s = apart(l);
		assert_int_equal(many(s, &add_prim), n - 1);
		freelist(s);
	}
}

/* c[i,j] = sum_k a[i,k] b[k,j] takes m p n products and m n (p - 1) sums */
static void products(void **state)
{
	static const bool flags[][2] = {
		{ false, false }, { true, false }, { false, true }, { true, true }
	};

	for (int f = 0; f < 4; f++)
		for (size_t m = 1; m < 4; m++)
			for (size_t p = 1; p < 5; p++) {
				List *l = newlist(), *s;
				V a = Input(l, "a", flags[f][0] ? matrix(p, m) : matrix(m, p)),
				  b = Input(l, "b", flags[f][1] ? matrix(2, p) : matrix(p, 2));

				Output(Matmul(a, b, flags[f][0], flags[f][1]));
				s = scalarise(l);
				assert_int_equal(many(s, &mul_prim), m * p * 2);
				assert_int_equal(many(s, &add_prim), m * 2 * (p - 1));
				freelist(s);
				freelist(l);
			}
}

/* what moves elements about records nothing */
static void moves(void **state)
{
	List *l = newlist(), *s;
	V x = Input(l, "x", matrix(2, 3)), y = Transpose(x, NULL);

	Output(Concat(2,
		      (V[]){ Reshape(y, vector(6)), Slice(Reshape(x, vector(6)), (size_t[]){ 1 },
							  (size_t[]){ 3 }, (size_t[]){ 2 }) },
		      0));
	Output(Broadcast(Reshape(y, (Shape){ 3, { 3, 1, 2 } }), (Shape){ 3, { 3, 2, 2 } }));
	Output(Gather(x, Data(l, vector(3), (const double[]){ 1, 0, 1 })));
	s = dead(apart(l));
	assert_int_equal(s->n, 6);
	freelist(s);
}

static void doubled(const V *x, V *y, const void *what)
{
	y[0] = Sin(Mul(x[0], x[1])), y[1] = Sub(y[0], x[0]);
}
static void plain(const V *x, V *y, const void *what)   { y[0] = Cos(x[0]), y[1] = x[1]; }

/* every step of a loop is there; of a cond both branches, and a choice */
static void regions(void **state)
{
	List *l = newlist(), *s;
	V x[2] = { Input(l, "x", vector(3)), Input(l, "k", vector(3)) }, y[2], z[2];

	Scan(5, false, 1, 0, 2, x, 2, doubled, NULL, y);
	Output(y[0]), Output(y[1]);
	s = apart(l);
	assert_int_equal(many(s, &sin_prim), 15);
	freelist(s);
	l = newlist();
	x[0] = Input(l, "x", scalar()), x[1] = Input(l, "k", scalar());
	Cond(Gt(x[0], x[1]), 2, x, 2, doubled, plain, NULL, z);
	Output(z[0]), Output(z[1]);
	s = apart(l);
	assert_int_equal(many(s, &sin_prim), 1);
	freelist(s);
}

/* one list may be taken apart while another is: each records where it belongs */
static void twice(void **state)
{
	List *l = newlist(), *a, *b;

	Output(Exp(Input(l, "x", vector(2))));
	a = scalarise(l), b = scalarise(l);
	assert_int_equal(a->n, 4);
	assert_int_equal(b->n, 4);
	freelist(a), freelist(b), freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums),    cmocka_unit_test(products), cmocka_unit_test(moves),
		cmocka_unit_test(regions), cmocka_unit_test(twice),
	};

	return cmocka_run_group_tests_name("scalarise", tests, NULL, NULL);
}
