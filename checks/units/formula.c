/* formula.c -- unit tests of formulas: their names, and how they bind. */
#include "checks/units/agree.h"
#include "engines/formula/formula.h"

static void names_sort_by_their_number(void **state)
{
	static const char *const texts[] = { "x10*y + x2 - m", "m2 = x2; m2 + z + x1 + pi" };
	static const char *const want[] = { "x1", "y", "x2", "m", "z", "x10" };
	char **name;
	size_t n = freenames(2, texts, &name);

	assert_int_equal(n, 6);
	for (size_t k = 0; k < n; k++) {
		assert_string_equal(name[k], want[k]);
		release(name[k]);
	}
	release(name);
}

static void formulas_bind_as_promised(void **state)
{
	static const struct { const char *text; double y; } cases[] = {
		{ "-x^2", -9 },
		{ "2^3^2", 512 },
		{ "2^-x", 0.125 },
		{ "-2^2", -4 },
		{ "1 - 2 - x", -4 },
		{ "8/4/2", 1 },
		{ "m = max(x, 1); m + log(exp(x - m))", 3 },
		{ "where(x >= 3, 1, 0)", 1 },
		{ "where(x == 3, 1, 0)", 1 },
		{ "0x1.8p1 - x", 0 },
		{ "1e-3*1000", 1 },
		{ "ln(exp(x))", 3 },
		{ "e = 2; e*x", 6 },
		{ "[1,2,x][2]", 3 },
		{ "sum([[1,2],[x,4]] @ [1,1])", 10 },
		{ "dot([1,2],[3,x])", 9 },
		{ "([[1,2],[3,4]]')[0,1]", 3 },
		{ "norm([x,4])", 5 },
		{ "max([1,x,2])", 3 },
		{ "hypot(x, 4)", 5 },
		{ "sum([1,2,3,4][1:3])", 5 },
		{ "mod(-5.5, 2.25)", 1.25 },
		{ "fmod(-5.5, 2.25)", -1 },
		{ "cospi(1)*x", -3 },
		{ "x;", 3 },
		/* as it is written elsewhere */
		{ "-x**2**0.5 + x^2^0.5", 0 },
		{ "2**-x", 0.125 },
		{ "x != 3 ? 1 : 2", 2 },
		{ "x > 2 and x < 4", 1 },
		{ "x > 2 && not x < 4", 0 },
		{ "x < 2 or x > 2.5 and x < 4", 1 },
		{ "(x < 2 or x > 2.5) && x > 4", 0 },
		{ "x || 0", 1 },
		{ "not (x - 3)", 1 },
		{ "!x", 0 },
		{ "x if x > 4 else 2*x if x > 2 else 5", 6 },
		{ "x > 4 ? x : x > 2 ? 2*x : 5", 6 },
		{ "|x - 5|*|-2| + ||x| - 4|", 5 },
		{ "a = 2*x # twice\nb = a + 1\nnot b - 7", 1 },
		{ "x +\n 1\n", 4 },
		{ "(x\n+ 1)", 4 },
		{ "x # nothing else", 3 },
		{ "\xcf\x80*x - pi*x", 0 },
		{ "[1,2,x][-1]", 3 },
		{ "sum([1,x,9,27][:-1]) + [1,x][-2]", 14 },
		{ "sum([1,x,9,27][1:])", 39 },
		{ "sum([1,x,9,27,81][0:5:2])", 91 },
		{ "sum([1,x,9,27,81][1::3])", 84 },
		{ "sum([[1,2],[x,4]].T[0] - [1,x])", 0 },
		{ "sum([1,2;x,4][:,0])", 4 },
		{ "sum([1;2;x])", 6 },
		{ "sum(max([[1,5],[x,4]], axis=0))", 8 },
		{ "sum(max([[1,5],[x,4]], axis = 1)*[1,10])", 45 },
		{ "sum([[1,5],[x,4]], axis=-1)[1]", 7 },
		{ "cumsum([[1,2],[x,4]], axis=1)[1,1]", 7 },
		{ "concat(x, [1,2])[0] + concat([[1],[2]], [[x],[4]], axis=1)[0,1]", 6 },
	};
	double x = 3;

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		List *l = formula(cases[k].text, cases[k].text, "x");
		double *y = planned(l, &f64, &x, false);

		if (*y != cases[k].y)
			fail_msg("%s is %.17g, not %.17g", cases[k].text, *y, cases[k].y);
		release(y);
		freelist(l);
	}
}

/* what only looks like an input: a word, a name that a line or an argument sets, a comment */
static void what_is_no_input(void **state)
{
	static const char *const texts[] = { "a = x # and y\nb = a*z\nb if a > z or not b else w.T",
		"sum(v, axis=0) + axis" };
	static const char *const want[] = { "x", "z", "w", "v", "axis" };
	char **name;
	size_t n = freenames(2, texts, &name);

	assert_int_equal(n, 5);
	for (size_t k = 0; k < n; k++) {
		assert_string_equal(name[k], want[k]);
		release(name[k]);
	}
	release(name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_sort_by_their_number),
		cmocka_unit_test(formulas_bind_as_promised),
		cmocka_unit_test(what_is_no_input),
	};

	return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
