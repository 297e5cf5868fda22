/* loops.c -- unit tests of loops made smaller: carries, constants and stacks that nobody reads. */
#include "checks/units/agree.h"
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

extern const Prim scan_prim, while_prim, sin_prim;

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
		cmocka_unit_test(loops_shrink),
		cmocka_unit_test(whiles_shrink),
		cmocka_unit_test(minors_share),
	};

	return cmocka_run_group_tests_name("loops", tests, NULL, NULL);
}
