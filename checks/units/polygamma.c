/* polygamma.c -- unit tests of numbers/polygamma.c: psi^(n) in MPFR satisfies its equations at any
 * precision. */
#include "engines/wengert.h"
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

int mpfr_polygamma(mpfr_ptr, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t);
int mpfr_trigamma(mpfr_ptr, mpfr_srcptr x, mpfr_rnd_t);

#define R MPFR_RNDN

static const mpfr_prec_t bits[] = { 24, 53, 113, 300, 1000 };
enum {
	PRECISIONS = sizeof bits / sizeof *bits,
	MORE = 128
}; /* MORE: bits of what it is compared with, beyond its own */

/* |y - t| in units of the last place of y; by: what t was computed from may have been larger */
static double units(mpfr_srcptr y, mpfr_srcptr t)
{
	mpfr_t d;
	double u;

	mpfr_init2(d, 64);
	mpfr_sub(d, y, t, R);
	mpfr_abs(d, d, R);
	mpfr_mul_2si(d, d, mpfr_get_prec(y) - mpfr_get_exp(t), R);
	u = mpfr_get_d(d, R);
	mpfr_clear(d);
	return u;
}

static void psi(mpfr_ptr y, unsigned long n, mpfr_srcptr x)
{
	mpfr_t m;

	mpfr_init2(m, 64);
	mpfr_set_ui(m, n, R);
	mpfr_polygamma(y, m, x, R);
	mpfr_clear(m);
}

/* y: psi^(n)(x) with few bits; must be t, with more, but for one unit */
static void is(unsigned long n, double x, mpfr_srcptr y, mpfr_srcptr t)
{
	if (!(units(y, t) <= 1))
		fail_msg("polygamma(%lu, %g) of %ld bits is off by %g units", n, x,
			 (long)mpfr_get_prec(y), units(y, t));
}

/* psi^(n)(1) = (-1)^(n+1) n! zeta(n+1), psi^(n)(1/2) = (2^(n+1) - 1) times that; MPFR's zeta */
static void by_zeta(void **state)
{
	for (int p = 0; p < PRECISIONS; p++)
		for (unsigned long n = 1; n < 40; n += 3) {
			mpfr_t y, x, t, f;

			mpfr_init2(y, bits[p]);
			mpfr_inits2(bits[p] + MORE, x, t, f, (mpfr_ptr)NULL);
			mpfr_zeta_ui(t, n + 1, R);
			mpfr_fac_ui(f, n, R);
			mpfr_mul(t, t, f, R);
			if (n % 2 == 0) mpfr_neg(t, t, R);
			mpfr_set_ui(x, 1, R);
			psi(y, n, x);
			is(n, 1, y, t);
			mpfr_ui_pow_ui(f, 2, n + 1, R);
			mpfr_sub_ui(f, f, 1, R);
			mpfr_mul(t, t, f, R);
			mpfr_set_d(x, 0.5, R);
			psi(y, n, x);
			is(n, 0.5, y, t);
			mpfr_clears(y, x, t, f, (mpfr_ptr)NULL);
		}
}

/* psi^(n)(x+1) - psi^(n)(x) = (-1)^n n! x^-(n+1): the smaller bits by the larger */
static void recurrence(void **state)
{
	static const double at[] = {
		0.015625, 0.75, 1, 3.5, 17.25, 1000.125, -0.75, -2.5, -10.0625
	};

	for (int p = 0; p < PRECISIONS; p++)
		for (size_t k = 0; k < sizeof at / sizeof *at; k++)
			for (unsigned long n = 1; n < 8; n++) {
				mpfr_t y, x, t, d;

				mpfr_init2(y, bits[p]);
				mpfr_inits2(bits[p] + MORE, x, t, d, (mpfr_ptr)NULL);
				mpfr_set_d(x, at[k], R);
				psi(y, n, x);
				mpfr_pow_si(d, x, -(long)n - 1, R);
				mpfr_fac_ui(t, n, R);
				mpfr_mul(d, d, t, R);
				mpfr_add_ui(x, x, 1, R);
				psi(t, n, x);
				(n % 2 ? mpfr_add : mpfr_sub)(t, t, d, R);
				is(n, at[k], y, t);
				mpfr_clears(y, x, t, d, (mpfr_ptr)NULL);
			}
}

/* psi'(1-x) + psi'(x) = pi^2/sin^2(pi x), on both sides of 0 */
static void reflection(void **state)
{
	static const double at[] = { 0.25, 0.4375, -0.125, -7.0625, -100.5, 0.0009765625 };

	for (int p = 0; p < PRECISIONS; p++)
		for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
			mpfr_t y, x, t, s;

			mpfr_init2(y, bits[p]);
			mpfr_inits2(bits[p] + MORE, x, t, s, (mpfr_ptr)NULL);
			mpfr_set_d(x, at[k], R);
			mpfr_trigamma(y, x, R);
			mpfr_const_pi(t, R);
			mpfr_mul(s, t, x, R);
			mpfr_sin(s, s, R);
			mpfr_div(t, t, s, R);
			mpfr_sqr(t, t, R);
			mpfr_ui_sub(x, 1, x, R);
			mpfr_trigamma(s, x, R);
			mpfr_sub(t, t, s, R);
			is(1, at[k], y, t);
			mpfr_clears(y, x, t, s, (mpfr_ptr)NULL);
		}
}

/* psi^(n) is the derivative of psi^(n-1): (f(x+h) - f(x-h))/2h, h = 2^-200, in 700 bits; n = 1 from
 * MPFR's own digamma */
static void derivative_of_the_one_before(void **state)
{
	for (unsigned long n = 1; n < 6; n++)
		for (double at = -3.3; at < 6; at += 0.7) {
			mpfr_t y, x, h, a, b;

			mpfr_init2(y, 53);
			mpfr_inits2(700, x, h, a, b, (mpfr_ptr)NULL);
			mpfr_set_d(x, at, R);
			psi(y, n, x);
			mpfr_set_ui_2exp(h, 1, -200, R);
			mpfr_add(x, x, h, R);
			psi(a, n - 1, x);
			mpfr_mul_2ui(h, h, 1, R);
			mpfr_sub(x, x, h, R);
			psi(b, n - 1, x);
			mpfr_sub(a, a, b, R);
			mpfr_div(a, a, h, R);
			is(n, at, y, a);
			mpfr_clears(y, x, h, a, b, (mpfr_ptr)NULL);
		}
}

/* even poles of odd orders are +infinity from both sides, those of even orders have no sign */
static void poles(void **state)
{
	mpfr_t x, y;

	mpfr_inits2(100, x, y, (mpfr_ptr)NULL);
	for (long k = 0; k > -4; k--) {
		mpfr_set_si(x, k, R);
		psi(y, 3, x);
		assert_true(mpfr_inf_p(y) && mpfr_sgn(y) > 0);
		psi(y, 2, x);
		assert_true(mpfr_nan_p(y));
	}
	mpfr_set_inf(x, 1);
	psi(y, 5, x);
	assert_true(mpfr_zero_p(y));
	mpfr_set_inf(x, -1);
	psi(y, 5, x);
	assert_true(mpfr_nan_p(y));
	mpfr_set_d(x, 0.5, R);
	mpfr_polygamma(y, x, x, R);            /* no whole number of times */
	assert_true(mpfr_nan_p(y));
	mpfr_clears(x, y, (mpfr_ptr)NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_zeta),    cmocka_unit_test(recurrence),
		cmocka_unit_test(reflection), cmocka_unit_test(derivative_of_the_one_before),
		cmocka_unit_test(poles),
	};

	return cmocka_run_group_tests_name("polygamma", tests, NULL, NULL);
}
