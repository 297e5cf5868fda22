/* list.c -- unit tests of the list: recorded, checked, printed, parsed, transformed, run. */
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include "engines/wengert.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static List *of(const char *text, size_t n, const char *const *names)
{
	List *l = newlist();
	V x[8];

	for (size_t k = 0; k < n; k++) x[k] = Input(l, names[k], scalar());
	Output(recordformula(l, text, n, names, x));
	return l;
}

static double runat(const List *l, const double *x)
{
	List *said = expand(l, runs, &f64);
	Run *r = newrun(said, &f64);
	const void *p = x;
	double y;

	for (size_t k = 0; k < l->nin; k++) p = put(r, k, p);
	run(r);
	get(r, 0, &y);
	freerun(r);
	freelist(said);
	return y;
}

/* a random list of n rows over every elementwise primitive and some arrays */
static List *any(size_t n, unsigned long seed)
{
	List *l = newlist();
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t np = 0;

	gsl_rng_set(g, seed);
	while (prims[np]) np++;
	Input(l, "x", scalar());
	Input(l, "w", matrix(2, 3));
	Number(l, 0.1 + gsl_rng_uniform(g));
	while (l->n < n) {
		const Prim *p = prims[gsl_rng_uniform_int(g, np)];
		V x[2];

		if (!p->nargs)
			continue;
		for (int k = 0; k < p->nargs; k++)
			x[k] = instruction(l, gsl_rng_uniform_int(g, l->n));
		record(l, p, (size_t)p->nargs, x, NULL, NULL);
	}
	Output(Sum(instruction(l, l->n - 1), ALL));
	Output(Reshape(Transpose(instruction(l, 1), NULL), vector(6)));
	Output(Slice(instruction(l, 1), (const size_t[]){ 1, 0 }, (const size_t[]){ 1, 2 },
		(const size_t[]){ 1, 2 }));
	Output(Data(l, vector(3), (const double[]){ 0.1, -0.0, INFINITY }));
	gsl_rng_free(g);
	return l;
}

static char *printed(const List *l)
{
	char *s = NULL;
	size_t n;
	FILE *f = open_memstream(&s, &n);

	print(l, f);
	fclose(f);
	return s;
}

static void prints_and_parses_back(void **state)
{
	for (unsigned long seed = 1; seed <= 50; seed++) {
		List *l = any(60, seed), *m;
		char *s = printed(l), *t;

		verify(l);
		m = parse(s, NULL, NULL);
		t = printed(m);
		assert_string_equal(s, t);
		assert_int_equal(l->nwords, m->nwords);
		assert_memory_equal(l->words, m->words, l->nwords * sizeof *l->words);
		free(s);
		free(t);
		freelist(l);
		freelist(m);
	}
}

typedef struct { jmp_buf out; char why[WHY]; } Caught;

static void caught(void *c, const char *why)
{
	snprintf(((Caught *)c)->why, WHY, "%s", why);
	longjmp(((Caught *)c)->out, 1);
}

static void refuses_bad_text(void **state)
{
	static const struct { const char *text, *says; } bad[] = {
#define T(text, says) { text, says },
#include "checks/units/texts.def"
	};

	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		Caught c = { .why = "" };

		if (!setjmp(c.out)) {
			freelist(parse(bad[k].text, caught, &c));
			fail_msg("accepted: %s", bad[k].text);
		}
		assert_string_equal(c.why, bad[k].says);
	}
}

static void broadcasts_as_numpy(void **state)
{
	static const struct { Shape a, b, y; bool fits; } cases[] = {
		{ { 0 },              { 2, { 2, 3 } },    { 2, { 2, 3 } },    true },
		{ { 1, { 3 } },       { 2, { 2, 3 } },    { 2, { 2, 3 } },    true },
		{ { 2, { 2, 1 } },    { 1, { 3 } },       { 2, { 2, 3 } },    true },
		{ { 3, { 4, 1, 3 } }, { 2, { 2, 1 } },    { 3, { 4, 2, 3 } }, true },
		{ { 1, { 2 } },       { 2, { 2, 3 } },    { 0 },              false },
	};

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		Shape y;

		assert_int_equal(meet(&cases[k].a, &cases[k].b, &y), cases[k].fits);
		if (cases[k].fits) assert_true(same(&y, &cases[k].y));
	}
}

static void eager_and_planned_agree(void **state)
{
	for (unsigned long seed = 1; seed <= 20; seed++) {
		List *l = any(80, seed), *said = expand(l, runs, &f64);
		Fn fn = listfn("any", l);
		double x[7] = { 0.3, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 }, y[64], z[64];
		const void *p = x;
		void *to = y;
		char why[WHY];
		List *e = trace(&fn, &f64, x, why);
		Run *r = newrun(said, &f64);
		size_t n = 0;

		for (size_t k = 0; k < l->nin; k++) p = put(r, k, p);
		run(r);
		for (size_t k = 0; k < l->nout; k++) to = get(r, k, to);
		for (size_t k = 0; k < e->nout; k++) {
			size_t m = count(shapeat(e, e->out[k]));

			memcpy(z + n, value(instruction(e, e->out[k])), m * sizeof *z);
			n += m;
		}
		for (size_t k = 0; k < n; k++)
			assert_true(y[k] == z[k] || (isnan(y[k]) && isnan(z[k])));
		freerun(r);
		freelist(said);
		freelist(e);
		freelist(l);
	}
}

static void simplify_keeps_every_bit(void **state)
{
	for (unsigned long seed = 1; seed <= 20; seed++) {
		List *l = any(80, seed), *s = simplify(copylist(l), &f64);
		double x[7] = { 0.3, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6 }, a = runat(l, x),
		       b = runat(s, x);

		verify(s);
		assert_true(s->n <= l->n);
		assert_true(a == b || (isnan(a) && isnan(b)));
		freelist(l);
		freelist(s);
	}
}

static void storage_is_reused(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", vector(1000));
	Run *r;

	for (int k = 0; k < 100; k++) x = Sin(x);
	Output(x);
	r = newrun(l, &f64);
	assert_true(runbytes(r) <= 2 * 1000 * sizeof(double));
	freerun(r);
	freelist(l);
}

static void ten_million_rows_fit(void **state)
{
	size_t before = bytes().live;
	List *l = newlist();
	V x = Input(l, "x", scalar());

	resetpeak();
	for (int k = 0; k < 10000000; k++) x = Neg(x);
	Output(x);
	assert_true(bytes().peak - before <= (size_t)1 << 30);
	freelist(l);
	assert_int_equal(bytes().live, before);
}

static void eager_rows_fit(void **state)
{
	size_t before = bytes().live;
	double one = 1;
	List *l;
	V x;

	resetpeak();
	l = neweager(&f64, &one);
	x = Input(l, "x", scalar());
	for (int k = 0; k < 9999999; k++) x = Neg(x);
	assert_true(*(double *)value(x) == -1);
	assert_true(bytes().peak - before <= (size_t)1 << 30);
	freelist(l);
	assert_int_equal(bytes().live, before);
}

static void derivatives_compose(void **state)
{
	/* d^4/dx^4 x^5 = 120 x, by four pushforwards and by pullbacks of pullbacks */
	static const char *const names[] = { "x" };
	double x = 1.5, y = 0;

	for (int way = 0; way < 2; way++) {
		List *l = of("x*x*x*x*x", 1, names);

		for (int k = 0; k < 4; k++) {
			List *d = way ? pullback(l) : pushforward(l, 1), *m = newlist();
			V in[2] = { Input(m, "x", scalar()), Number(m, 1) };

			verify(d);
			splice(m, d, in);
			m->out[0] = m->out[1];         /* the derivative alone */
			m->nout = 1;
			freelist(l);
			freelist(d);
			l = simplify(m, &f64);
		}
		y = runat(l, &x);
		assert_true(y == 120 * x);
		freelist(l);
	}
}

static void zero_adjoints_do_not_leak(void **state)
{
	static const char *const names[] = { "x" };
	List *l = of("where(x > 0, sqrt(x), 2*x)", 1, names), *d = pullback(l);
	double in[2] = { 0, 1 };
	const void *p = in;
	Run *r = newrun(d, &f64);
	double g;

	for (size_t k = 0; k < 2; k++) p = put(r, k, p);
	run(r);
	get(r, 1, &g);
	assert_true(g == 2);                   /* not 0 * inf */
	freerun(r);
	freelist(d);
	freelist(l);
}

/* CLAIMS P3 to P5: a*b + c*a, then a/b - c, on one tape */
static void gradients_add_up_until_zeroed(void **state)
{
	double x[3] = { 25, 4, -5 }, one = 1;
	static const double want[3][3] = { { -1, 25, 25 }, { -0.75, 23.4375, 24 },
		{ 0.25, -1.5625, -1 } };
	List *l = neweager(&f64, x);
	V in[3], y, z;

	for (int k = 0; k < 3; k++) in[k] = Input(l, NULL, scalar());
	y = Add(Mul(in[0], in[1]), Mul(in[2], in[0]));
	z = Sub(Div(in[0], in[1]), in[2]);
	for (int turn = 0; turn < 3; turn++) {
		if (turn == 2) zerogradients(l);
		backward(1, turn ? &z : &y, &one);
		for (int k = 0; k < 3; k++)
			assert_true(*(double *)gradient(in[k]) == want[turn][k]);
	}
	freelist(l);
}

static void branch(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(truth(Gt(x, Const(x, 2))) ? Sqr(x) : Neg(x));
}

static void abstract_values_are_refused(void **state)
{
	Fn fn = { .name = "branch", .record = branch };
	double x = 3;
	char why[WHY];
	List *l = trace(&fn, NULL, NULL, why);

	assert_null(l);
	assert_non_null(strstr(why, "x > 2"));
	assert_non_null(strstr(why, "where"));
	l = trace(&fn, &f64, &x, why);
	assert_non_null(l);
	assert_true(*(double *)value(instruction(l, l->out[0])) == 9);
	freelist(l);
}

/* a row with bodies has its fields, their number, and them */
static void bodies_stand_behind_their_number(void **state)
{
	static const struct { const char *formula, *prim; size_t bodies; } cases[] = {
		{ "cond(x < y, x*y, 81) + x", "cond", 2 },
		{ "cond(x < y, 5, 81) + x*y", "cond", 2 },
		{ "while(u = x, u < 9, u*y)", "while", 2 },
		{ "iterate(3, u = x, u*y)", "scan", 1 },
		{ "checkpoint(x*y)", "checkpoint", 1 },
	};

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		List *l = formula(cases[k].formula, "bodies", "x,y");
		size_t i = 0, fixed = 0;
		const Ins *in;

		while (i < l->n && strcmp(l->ins[i].prim->name, cases[k].prim)) i++;
		assert_true(i < l->n);
		in = &l->ins[i];
		for (const Field *f = in->prim->fields; f && f->name; f++) fixed += (size_t)f->n;
		assert_int_equal(bodies(in->prim, attr(l, in)).n, cases[k].bodies);
		assert_int_equal(attrwords(in->prim, attr(l, in), shapeat(l, i)),
			fixed + 1 + cases[k].bodies);
		freelist(l);
	}
}

static void nothing_is_left(void **state)
{
	mpfr_free_cache();
	/* the parsed rules of the table stay; a list left behind would be more */
	assert_true(bytes().live < 4 << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_and_parses_back),
		cmocka_unit_test(refuses_bad_text),
		cmocka_unit_test(broadcasts_as_numpy),
		cmocka_unit_test(eager_and_planned_agree),
		cmocka_unit_test(simplify_keeps_every_bit),
		cmocka_unit_test(storage_is_reused),
		cmocka_unit_test(ten_million_rows_fit),
		cmocka_unit_test(eager_rows_fit),
		cmocka_unit_test(derivatives_compose),
		cmocka_unit_test(zero_adjoints_do_not_leak),
		cmocka_unit_test(gradients_add_up_until_zeroed),
		cmocka_unit_test(abstract_values_are_refused),
		cmocka_unit_test(bodies_stand_behind_their_number),
		cmocka_unit_test(nothing_is_left),
	};

	countmpfr();
	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
