/* reference.c -- unit tests of the reference's classes, one of each. */
#include "engines/prims/recorders.h"
#include "engines/reference/reference.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void the_reference_classes(void **state)
{
	static const struct {
		const char *text;
		double x;
		Class class;
		double d, left, right;
	} cases[] = {
		{ "x^3", 2, SMOOTH, 12, 0, 0 },
		{ "abs(x)", 0, KINK, 0, -1, 1 },
		{ "max(x, 2*x)", 0, KINK, 0, 1, 2 },
		{ "cos(x)", 0, ZERO, 0, 0, 0 },
		{ "sqrt(x)", 0, ONESIDED, 0, 0, 0 },
		{ "cbrt(x)", 0, VERTICAL, 0, 0, 0 },
		{ "where(x<1, 0, x)", 1, JUMP, 0, 0, 0 },
		{ "log(x)", -1, NOWHERE, 0, 0, 0 },
		{ "x - x", 1.5, ZERO, 0, 0, 0 },
		{ "tanh(x)", 300, SMOOTH, 1.0601586212017243e-260, 0, 0 },
		{ "floor(x)", 1e160, JUMP, 0, 0, 0 },
		{ "sinpi(x)", 1e160, SMOOTH, 3.141592653589793, 0, 0 },
	};
	double one = 1;

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		List *l = formula(cases[k].text, cases[k].text, "x");
		Fn fn = listfn(cases[k].text, l);
		char why[WHY];
		Reference *r = newreference(&fn, 53, why);
		Truth *t = newtruths(1);

		along(r, &cases[k].x, &one, t);
		if (t->class != cases[k].class &&
			!(t->class == VERTICAL && cases[k].class == ONESIDED))
			fail_msg("%s at %g is %s, not %s", cases[k].text, cases[k].x,
				classname[t->class], classname[cases[k].class]);
		if (t->class == SMOOTH) assert_true(mpfr_get_d(t->d, MPFR_RNDN) == cases[k].d);
		if (t->class == KINK)
			assert_true(mpfr_cmp_d(t->left, cases[k].left) == 0 &&
				mpfr_cmp_d(t->right, cases[k].right) == 0);
		freetruths(1, t);
		freereference(r);
		freelist(l);
	}
}

/* C's own branch, and a value of more bits than are tried: neither proved nor computed */
static void branching(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(truth(Gt(x, Const(x, 2))) ? Sin(Exp(Exp(Mul(x, Const(x, 5))))) : x);
}

static void open_values(void **state)
{
	static const Fn fn = { .name = "branching", .record = branching };
	static const struct { double x, y; } at[] = { { 1, 1 }, { 3, NAN } };
	char why[WHY];
	mpfr_t y;

	mpfr_init2(y, 53);
	for (int k = 0; k < 2; k++) {
		Reference *r = newreference(&fn, 53, why);

		primal(r, &at[k].x, &y);
		if (isnan(at[k].y)) assert_true(mpfr_nan_p(y));
		else                assert_true(mpfr_cmp_d(y, at[k].y) == 0);
		freereference(r);
	}
	mpfr_clear(y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reference_classes),
		cmocka_unit_test(open_values),
	};

	return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
