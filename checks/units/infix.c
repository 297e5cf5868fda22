/* infix.c -- unit tests of formula/infix.c: what it writes means the same when it is read again, in
 * as few brackets as it takes. */
#include "engines/formula/formula.h"
#include "engines/formula/infix.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const names[] = { "x", "y" };

static List *of(const char *text)
{
	List *l = newlist();
	V x[2];

	for (int k = 0; k < 2; k++) x[k] = Input(l, names[k], scalar());
	Output(recordformula(l, text, 2, names, x));
	return l;
}

static char *again(const List *l) { return infix(l, l->out[0], 10000); }

/* formulas that have exactly the brackets they need come back as they are */
static void as_a_person_would(void **state)
{
	static const char *const asis[] = {
		"x + y", "x - y", "x - (y - x)", "x - y - x", "(x + y)*x", "x*y + x",
		"x*(y + x)", "x/(y*x)", "x/y/x", "x/y*x", "x*(y*x)", "-x", "-(x + y)", "-(x*y)",
		"-x*y", "x - -y", "(x + y)^2.5", "x^(y + x)", "(x^y)^x", "x^y^x", "(-x)^y",
		"-x^y", "sin(x + y)", "sin(x)*cos(y)", "atan2(x, y + x)", "(x < y) + x",
		"x < y + x", "x*(x < y)", "(x < y) < x", "x == (y == x)", "max(x, max(y, x))",
		"1/x", "0.1*x", "1e+300*x", "x^3.5",
	};

	for (size_t k = 0; k < sizeof asis / sizeof *asis; k++) {
		List *l = of(asis[k]);
		char *s = again(l);

		assert_string_equal(s, asis[k]);
		release(s);
		freelist(l);
	}
}

static void without_what_is_not_needed(void **state)
{
	static const char *const pairs[][2] = {
		{ "((x)) + (y)", "x + y" },
		{ "(x*y) + (x/y)", "x*y + x/y" },
		{ "(x + y) - x", "x + y - x" },
		{ "x + (y*x)", "x + y*x" },
		{ "sqr(x)", "x^2" },
		{ "sqr(x + y)", "(x + y)^2" },
		{ "(sin(x))", "sin(x)" },
		{ "x^(y^x)", "x^y^x" },
		{ "(x)*(y)", "x*y" },
		{ "2.50*x", "2.5*x" },
	};

	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		List *l = of(pairs[k][0]);
		char *s = again(l);

		assert_string_equal(s, pairs[k][1]);
		release(s);
		freelist(l);
	}
}

static V grown(List *l, gsl_rng *g, int depth)
{
	V a, b;

	if (!depth || !gsl_rng_uniform_int(g, 5))
		return gsl_rng_uniform_int(g, 3) ? instruction(l, gsl_rng_uniform_int(g, 2))
						 : Number(l, gsl_rng_uniform(g) * 3 - 1);
	a = grown(l, g, depth - 1), b = grown(l, g, depth - 1);
	switch (gsl_rng_uniform_int(g, 11)) {
	case 0:  return Add(a, b);
	case 1:  return Sub(a, b);
	case 2:  return Mul(a, b);
	case 3:  return Div(a, b);
	case 4:  return Pow(a, b);
	case 5:  return Neg(a);
	case 6:  return Sqr(a);
	case 7:  return Lt(a, b);
	case 8:  return Max(a, b);
	case 9:  return Hypot(a, b);
	default: return Sin(a);
	}
}

static double valueat(const List *l, double x, double y)
{
	Run *r = newrun(l, &f64);
	double z;

	put(r, 0, &x), put(r, 1, &y);
	run(r);
	get(r, 0, &z);
	freerun(r);
	return z;
}

/* a tree read back has the same value, to the last bit: no association and no sign has changed */
static void reads_back(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (int t = 0; t < 3000; t++) {
		List *l = newlist(), *m;
		char *s;

		for (int k = 0; k < 2; k++) Input(l, names[k], scalar());
		Output(grown(l, g, 5));
		s = again(l);
		m = of(s);
		for (int k = 0; k < 5; k++) {
			double x = 4 * gsl_rng_uniform(g) - 2, y = 4 * gsl_rng_uniform(g) - 2,
			       a = valueat(l, x, y), b = valueat(m, x, y);

			if (!(a == b || (a != a && b != b)))
				fail_msg("%s: %.17g, read back %.17g at x = %.17g, y = %.17g", s, a,
					 b, x, y);
		}
		release(s);
		freelist(l);
		freelist(m);
	}
	gsl_rng_free(g);
}

/* the shortest decimal that reads back */
static void numbers(void **state)
{
	static const double c[] = { 0.1,    1.0 / 3,   1e22,
				    1e23,   0x1p-1074, 0x1.fffffffffffffp1023,
				    5e-324, 123456789, 0.30000000000000004 };

	for (size_t k = 0; k < sizeof c / sizeof *c; k++) {
		List *l = newlist();
		char *s;

		Output(Number(l, c[k]));
		s = again(l);
		assert_true(strtod(s, NULL) == c[k]);
		assert_true(k || !strcmp(s, "0.1"));
		release(s);
		freelist(l);
	}
}

/* a list that shares writes a tree of 2^60 nodes: it stops at the most that is wanted */
static void no_more_than_wanted(void **state)
{
	List *l = newlist();
	V x = Input(l, "x", scalar());
	char *s;

	for (int k = 0; k < 60; k++) x = Add(x, x);
	Output(x);
	s = infix(l, x.id, 60);
	assert_string_equal(s, "(an expression of more than 60 characters)");
	release(s);
	freelist(l);
	l = newlist();
	x = Input(l, "x", scalar());
	for (int k = 0; k < 5000; k++) x = Sin(x);
	s = infix(l, x.id, 1 << 20);
	assert_non_null(strstr(s, "more than"));
	release(s);
	s = infix(l, 3, 18);
	assert_string_equal(s, "sin(sin(sin(x)))");
	release(s);
	freelist(l);
}

/* exactly as long as is wanted, and one more */
static void to_the_last_character(void **state)
{
	List *l = of("x + y");
	char *s = infix(l, l->out[0], 5);

	assert_string_equal(s, "x + y");
	release(s);
	s = infix(l, l->out[0], 4);
	assert_string_equal(s, "(an expression of more than 4 characters)");
	release(s);
	freelist(l);
}

/* products of adjoints read as products, quotients as quotients, products of matrices as they do:
 * each inside each other operator, left and right */
static void what_only_rules_record(void **state)
{
	static const struct { V (*outer)(V, V), (*inner)(V, V); const char *left, *right; } is[] = {
		{ Strongmul, Add, "(x + y)*x", "x*(x + y)" },
		{ Add, Strongmul, "x*y + x", "x + x*y" },
		{ Strongmul, Strongdiv, "x/y*x", "x*(x/y)" },
		{ Strongdiv, Strongmul, "x*y/x", "x/(x*y)" },
		{ Strongdiv, Sub, "(x - y)/x", "x/(x - y)" },
		{ Sub, Strongdiv, "x/y - x", "x - x/y" },
		{ Strongmul, Mul, "x*y*x", "x*(x*y)" },
		{ Mul, Strongmul, "x*y*x", "x*(x*y)" },
		{ Strongmul, Pow, "x^y*x", "x*x^y" },
		{ Pow, Strongmul, "(x*y)^x", "x^(x*y)" },
		{ Strongdiv, Div, "x/y/x", "x/(x/y)" },
		{ Div, Strongdiv, "x/y/x", "x/(x/y)" },
		{ Strongmul, Lt, "(x < y)*x", "x*(x < y)" },
		{ Lt, Strongdiv, "x/y < x", "x < x/y" },
		{ Gt, Le, "(x <= y) > x", "x > (x <= y)" },
		{ Ge, Eq, "(x == y) >= x", "x >= (x == y)" },
	};

	for (size_t k = 0; k < sizeof is / sizeof *is; k++)
		for (int side = 0; side < 2; side++) {
			List *l = newlist();
			V x = Input(l, "x", scalar()), y = Input(l, "y", scalar()),
			  in = is[k].inner(x, y);
			char *s;

			Output(side ? is[k].outer(x, in) : is[k].outer(in, x));
			s = again(l);
			assert_string_equal(s, side ? is[k].right : is[k].left);
			release(s);
			freelist(l);
		}
}

static void matrices(void **state)
{
	static const struct { const char *text, *is; } known[] = {
		{ "A @ B @ A", "A @ B @ A" },
		{ "A @ (B @ A)", "A @ (B @ A)" },
		{ "(A + B) @ A", "(A + B) @ A" },
		{ "A @ B + A", "A @ B + A" },
		{ "A*B @ A", "A*B @ A" },
		{ "A @ (B*A)", "A @ (B*A)" },
		{ "-A @ B", "-A @ B" },
		{ "A @ -B", "A @ -B" },
	};
	static const char *const named[] = { "A", "B" };

	for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
		List *l = newlist();
		V x[2];
		char *s;

		for (int i = 0; i < 2; i++) x[i] = Input(l, named[i], (Shape){ 2, { 2, 2 } });
		Output(recordformula(l, known[k].text, 2, named, x));
		s = again(l);
		assert_string_equal(s, known[k].is);
		release(s);
		freelist(l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_a_person_would),   cmocka_unit_test(without_what_is_not_needed),
		cmocka_unit_test(reads_back),          cmocka_unit_test(numbers),
		cmocka_unit_test(no_more_than_wanted), cmocka_unit_test(to_the_last_character),
		cmocka_unit_test(what_only_rules_record), cmocka_unit_test(matrices),
	};

	return cmocka_run_group_tests_name("infix", tests, NULL, NULL);
}
