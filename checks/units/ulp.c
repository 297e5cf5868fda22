/* ulp.c -- unit tests of reference/ulp.c: how far a number is from a derivative of each class. */
#include "engines/reference/reference.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double from(double y, Class class, const char *d, const char *left, const char *right,
	const Num *T)
{
	Truth *t = newtruths(1);
	mpfr_t at;
	double u;

	mpfr_init2(at, 53);
	mpfr_set_d(at, y, MPFR_RNDN);
	t->class = class;
	mpfr_set_prec(t->d, 200), mpfr_set_prec(t->left, 200), mpfr_set_prec(t->right, 200);
	mpfr_set_str(t->d, d, 0, MPFR_RNDN);
	mpfr_set_str(t->left, left, 0, MPFR_RNDN);
	mpfr_set_str(t->right, right, 0, MPFR_RNDN);
	u = ulps(at, t, T);
	mpfr_clear(at);
	freetruths(1, t);
	return u;
}
static double smooth(double y, const char *d, const Num *T)
{
	return from(y, SMOOTH, d, "nan", "nan", T);
}

static void units_of_the_truth(void **state)
{
	assert_true(smooth(1, "1", &f64) == 0);
	assert_true(smooth(1 + 0x1p-52, "1", &f64) == 1);
	/* its unit is that of the truth, not of itself */
	assert_true(smooth(1 - 0x1p-53, "1", &f64) == 0.5);
	assert_true(smooth(1, "0x0.fffffffffffff8p0", &f64) == 1);
	assert_true(smooth(1 + 0x1p-23, "1", &f32) == 1);
	assert_true(smooth(1 + 0x1p-10, "1", &f16) == 1);
	assert_true(smooth(1 + 0x1p-7, "1", &bf16) == 1);
	assert_true(smooth(-3, "3", &f64) == 6 * 0x1p51);
	assert_true(smooth(1.5, "0x1.8000000000000p0", &f64) == 0);
	assert_true(smooth(1, "0x1.00000000000004p0", &f64) == 0.25);
}

static void subnormals_and_zero(void **state)
{
	assert_true(smooth(0x1p-1074, "0", &f64) == 1);
	assert_true(smooth(0, "0x1p-1074", &f64) == 1);
	assert_true(smooth(0, "0x1p-1080", &f64) == 0x1p-6);
	assert_true(smooth(3 * 0x1p-149, "0x1p-149", &f32) == 2);
	assert_true(smooth(0, "0x1p-24", &f16) == 1);
	assert_true(from(0, ZERO, "0", "nan", "nan", &f64) == 0);
}

/* from the middle of the largest number and 2^emax on, infinity is the truth rounded */
static void infinities(void **state)
{
	static const struct { const Num *T; const char *below, *above, *finite; } of[] = {
		{ &f64, "0x0.fffffffffffffbp1024", "0x0.fffffffffffffcp1024", "0x1p1000" },
		{ &f32, "0x0.ffffff7fp128", "0x0.ffffff8p128", "0x1p100" },
		{ &f16, "0x0.ffep16", "0x0.fffp16", "0x1p10" },
		{ &bf16, "0x0.ff7p128", "0x0.ff8p128", "0x1p100" },
	};

	for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
		assert_true(smooth(INFINITY, of[k].above, of[k].T) == 0);
		assert_true(smooth(INFINITY, of[k].below, of[k].T) == INFINITY);
		assert_true(smooth(INFINITY, of[k].finite, of[k].T) == INFINITY);
		assert_true(smooth(-INFINITY, of[k].above, of[k].T) == INFINITY);
	}
	assert_true(smooth(INFINITY, "inf", &f64) == 0);
	assert_true(smooth(-INFINITY, "inf", &f64) == INFINITY);
	assert_true(smooth(1, "inf", &f64) == INFINITY);
	assert_true(smooth(NAN, "1", &f64) == INFINITY);
}

static void classes(void **state)
{
	assert_true(from(0.5, KINK, "nan", "-1", "1", &f64) == 0);
	assert_true(from(1, KINK, "nan", "-1", "1", &f64) == 0);
	assert_true(from(-1, KINK, "nan", "1", "-1", &f64) == 0);
	assert_true(from(1 + 0x1p-52, KINK, "nan", "-1", "1", &f64) == 1);
	assert_true(from(-1 - 0x1p-51, KINK, "nan", "-1", "1", &f64) == 2);
	assert_true(from(NAN, KINK, "nan", "-1", "1", &f64) == INFINITY);
	assert_true(from(INFINITY, VERTICAL, "inf", "nan", "nan", &f64) == 0);
	assert_true(from(-INFINITY, VERTICAL, "inf", "nan", "nan", &f64) == 0);
	assert_true(from(NAN, VERTICAL, "inf", "nan", "nan", &f64) == INFINITY);
	assert_true(isnan(from(7, VERTICAL, "inf", "nan", "nan", &f64)));
	assert_true(from(NAN, ONESIDED, "nan", "nan", "2", &f64) == 0);
	assert_true(from(2 + 0x1p-51, ONESIDED, "nan", "nan", "2", &f64) == 1);
	assert_true(from(2 + 0x1p-51, ONESIDED, "nan", "2", "nan", &f64) == 1);
	assert_true(from(NAN, NOWHERE, "nan", "nan", "nan", &f64) == 0);
	assert_true(isnan(from(1, NOWHERE, "nan", "nan", "nan", &f64)));
	assert_true(isnan(from(1, JUMP, "nan", "nan", "nan", &f64)));
	assert_true(isnan(from(1, UNDECIDED, "nan", "nan", "nan", &f64)));
	assert_true(from(1 + 0x1p-52, JOIN, "1", "nan", "nan", &f64) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_of_the_truth), cmocka_unit_test(subnormals_and_zero),
		cmocka_unit_test(infinities), cmocka_unit_test(classes),
	};

	return cmocka_run_group_tests_name("ulp", tests, NULL, NULL);
}
