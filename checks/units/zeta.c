/* zeta.c -- unit tests of numbers/zeta.c: what it says outside the strip shares its numbers with
 * Arb's own series at more bits, and holds where Arb does not come to an end. */
#include "engines/numbers/balls.h"
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

enum { FEW = 128, MANY = 3000, ORDERS = 4 };

static void coefficient(acb_t c, Series *series, double re, double im, slong p, slong k)
{
	acb_poly_t x;

	acb_poly_init(x);
	acb_set_d_d(c, re, im);
	acb_poly_set_coeff_acb(x, 0, c);
	acb_poly_set_coeff_si(x, 1, 1);
	series(x, x, ORDERS, p);
	acb_poly_get_coeff_acb(c, x, k);
	acb_poly_clear(x);
}

static void arbs(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	acb_t one;

	acb_init(one);
	acb_one(one);
	acb_poly_zeta_series(y, x, one, 0, len, p);
	acb_clear(one);
}

static void outside_as_arb_with_more_bits(void **state)
{
	static const double at[][2] = { { 193.5, 0 }, { 260, 3 }, { 400.25, -40 }, { -192.5, 0 },
		{ -240, 0 }, { -301.75, 2 }, { -333, 0 },
		{ -0.5, 0 }, { -20, 0 }, { -3.25, 7 }, { -0.001, 0 } };
	acb_t a, b;

	acb_init(a), acb_init(b);
	for (size_t n = 0; n < sizeof at / sizeof *at; n++)
		for (slong k = 0; k < ORDERS; k++) {
			coefficient(a, zetaseries, at[n][0], at[n][1], FEW, k);
			coefficient(b, arbs, at[n][0], at[n][1], MANY, k);
			assert_true(acb_is_finite(a) && acb_overlaps(a, b));
			/* no wider than 2^-190 beside 1, or than 2^-80 of what it is */
			if (at[n][0] > 0)
				assert_true(mag_cmp_2exp_si(arb_radref(acb_realref(a)), -190) < 0);
			else
				assert_true(acb_contains_zero(a) || acb_rel_accuracy_bits(a) > 80);
		}
	acb_clear(a), acb_clear(b);
}

static void comes_to_an_end(void **state)
{
	static const double one[] = { 1e6, 1e160, 1.7e308 }, zero[] = { -1e160, -0x1p60 };
	acb_t a;

	acb_init(a);
	for (int k = 0; k < 3; k++) {
		coefficient(a, zetaseries, one[k], 0, FEW, 0);
		assert_true(acb_contains_int(a) && acb_rel_accuracy_bits(a) > 100);
		coefficient(a, zetaseries, one[k], 0, FEW, 1);
		assert_true(acb_contains_zero(a));
	}
	/* even whole numbers, as all so large are */
	for (int k = 0; k < 2; k++) {
		coefficient(a, zetaseries, zero[k], 0, FEW, 0);
		assert_true(acb_contains_zero(a));
	}
	acb_clear(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outside_as_arb_with_more_bits),
		cmocka_unit_test(comes_to_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
