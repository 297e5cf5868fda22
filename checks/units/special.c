/* special.c -- unit tests of numbers/special.c: functional equations, and the values of MPFR's own
 * functions, within one ulp. */
#include "engines/wengert.h"
#include "engines/numbers/kernels.h"
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { BITS = 300, POINTS = 3000 };

static double drawn(double lo, double hi)
{
	static uint64_t r = 88172645463325252u;        /* Marsaglia's xorshift */

	r ^= r << 13, r ^= r >> 7, r ^= r << 17;
	return lo + (hi - lo) * ((double)(r >> 11) * 0x1p-53);
}

/* |y - t| in ulps of the binary64 next to t */
static double ulps(double y, mpfr_srcptr t)
{
	double near = mpfr_get_d(t, MPFR_RNDN), ulp, d;
	mpfr_t e;

	if (isnan(near) || isnan(y)) return isnan(near) && isnan(y) ? 0 : INFINITY;
	if (isinf(near) || isinf(y)) return near == y ? 0 : INFINITY;
	ulp = nextafter(fabs(near), INFINITY) - fabs(near);
	mpfr_init2(e, BITS);
	mpfr_d_sub(e, y, t, MPFR_RNDN);
	d = fabs(mpfr_get_d(e, MPFR_RNDN)) / ulp;
	mpfr_clear(e);
	return d;
}

static void within(const char *name, double x, double y, mpfr_srcptr t)
{
	if (!(ulps(y, t) <= 1))
		fail_msg("%s(%.17g) is %.17g, not %.17g: %g ulps", name, x, y,
			 mpfr_get_d(t, MPFR_RNDN), ulps(y, t));
}

/* ---- against MPFR's own ------------------------------------------------------------ */

typedef int Theirs(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

static void against_mpfr(void **state)
{
	static const struct {
		const char *name;
		double (*ours)(double);
		Theirs *theirs;
		double lo, hi;
	} f[] = {
		{ "digamma", k_digamma, mpfr_digamma, 0.01, 40 },
		{ "digamma", k_digamma, mpfr_digamma, -30, 0 },
		{ "digamma", k_digamma, mpfr_digamma, 1.4, 1.5 }, /* its root is 1.4616 */
		{ "j0", k_j0, mpfr_j0, -40, 40 },
		{ "j1", k_j1, mpfr_j1, -40, 40 },
		{ "y0", k_y0, mpfr_y0, 0, 40 },
		{ "y1", k_y1, mpfr_y1, 0, 40 },
		{ "j0", k_j0, mpfr_j0, 2.404, 2.406 },
		{ "y0", k_y0, mpfr_y0, 0.893, 0.894 },
	};
	mpfr_t x, t;

	mpfr_inits2(BITS, x, t, (mpfr_ptr)NULL);
	for (size_t k = 0; k < sizeof f / sizeof *f; k++)
		for (int p = 0; p < POINTS / 10; p++) {
			double at = drawn(f[k].lo, f[k].hi);

			mpfr_set_d(x, at, MPFR_RNDN);
			f[k].theirs(t, x, MPFR_RNDN);
			within(f[k].name, at, f[k].ours(at), t);
		}
	for (int n = -5; n < 30; n++)
		for (int p = 0; p < 20; p++) {
			double at = drawn(0.1, 30);

			mpfr_set_d(x, at, MPFR_RNDN);
			mpfr_jn(t, n, x, MPFR_RNDN);
			within("jn", at, k_jn(n, at), t);
			mpfr_yn(t, n, x, MPFR_RNDN);
			within("yn", at, k_yn(n, at), t);
		}
	mpfr_clears(x, t, (mpfr_ptr)NULL);
}

/* sin(pi x) of the exact product, to 300 bits; x up to 2^20: pi x has 73 bits before the rounding
 */
static void turns(void **state)
{
	mpfr_t x, s, c;

	mpfr_inits2(BITS, x, s, c, (mpfr_ptr)NULL);
	for (int p = 0; p < POINTS; p++) {
		double at = drawn(-1, 1) * ldexp(1, p % 21);

		mpfr_const_pi(x, MPFR_RNDN);
		mpfr_mul_d(x, x, at, MPFR_RNDN);
		mpfr_sin_cos(s, c, x, MPFR_RNDN);
		within("sinpi", at, k_sinpi(at), s);
		within("cospi", at, k_cospi(at), c);
		mpfr_div(s, s, x, MPFR_RNDN);
		within("sinc", at, k_sinc(at), s);
		mpfr_sub(c, c, s, MPFR_RNDN);          /* (cos(pi x) - sinc x)/x */
		mpfr_div_d(c, c, at, MPFR_RNDN);
		within("dsinc", at, k_dsinc(at), c);
	}
	mpfr_clears(x, s, c, (mpfr_ptr)NULL);
}

/* exact where they are rational: at multiples of 1/2, however large */
static void whole_turns(void **state)
{
	for (double n = 0; n < 1e15; n = 3 * n + 1) {
		bool odd = fmod(n, 2) == 1;

		assert_true(k_sinpi(n) == 0);
		assert_true(k_cospi(n) == (odd ? -1 : 1));
		if (n < 0x1p51)
			assert_true(k_cospi(n + 0.5) == 0 && k_sinpi(n + 0.5) == (odd ? -1 : 1));
		assert_true(k_sinpi(-n - 0.25) == -k_sinpi(n + 0.25));
	}
	assert_true(k_sinc(0) == 1 && k_dsinc(0) == 0 && k_sinc(INFINITY) == 0 &&
		    k_dsinc(-INFINITY) == 0);
	assert_true(isnan(k_sinpi(INFINITY)) && isnan(k_cospi(NAN)));
	assert_true(k_dsinc(-0.3) == -k_dsinc(0.3));
}

/* d/da a^b = b a^(b-1) */
static void powers(void **state)
{
	mpfr_t a, t;

	mpfr_inits2(BITS, a, t, (mpfr_ptr)NULL);
	for (int p = 0; p < POINTS; p++) {
		double x = drawn(0.01, 50), b = drawn(-30, 30), less = b;

		mpfr_set_d(t, less, MPFR_RNDN);
		mpfr_sub_ui(t, t, 1, MPFR_RNDN);
		mpfr_set_d(a, x, MPFR_RNDN);
		mpfr_pow(t, a, t, MPFR_RNDN);
		mpfr_mul_d(t, t, b, MPFR_RNDN);
		within("dpow", x, k_dpow(x, b), t);
	}
	mpfr_clears(a, t, (mpfr_ptr)NULL);
	assert_true(k_dpow(0, 0) == 0 && k_dpow(0, 1) == 1 && k_dpow(0, 2) == 0 &&
		    k_dpow(-2, 3) == 12 && k_dpow(-2, 2) == -4 && k_dpow(-3, 1) == 1);
	assert_true(isnan(k_dpow(-2, 0.5)) && k_dpow(5, 0) == 0 && isinf(k_dpow(0, 0.5)));
}

/* ---- functional equations, for what MPFR has not ------------------------------------ */

static bool near(double a, double b, double scale) { return fabs(a - b) <= 4 * 0x1p-53 * scale; }

/* psi^(n)(x+1) = psi^(n)(x) + (-1)^n n! x^-(n+1), DLMF 5.15.5 */
static void recurrence(void **state)
{
	for (int n = 0; n < 12; n++)
		for (int p = 0; p < 200; p++) {
			double x = ldexp(floor(drawn(1, 64 * 30)), -6),
			       d = tgamma(n + 1) * pow(x, -n - 1) *
				   (n % 2 ? -1 : 1); /* x + 1 is exact */
			double a = k_polygamma(n, x + 1), b = k_polygamma(n, x);

			if (!near(a, b + d, fabs(a) + fabs(b) + fabs(d)))
				fail_msg("polygamma(%d, %g + 1) is %.17g, not %.17g", n, x, a,
					 b + d);
		}
}

/* psi^(n)(1-x) + (-1)^(n+1) psi^(n)(x) = (-1)^n pi (d/dx)^n cot(pi x), DLMF 5.15.6; n = 0, 1, 2 */
static void reflection(void **state)
{
	for (int p = 0; p < 500; p++) {
		double x = ldexp(floor(drawn(1, 1023)), -10);
		long double s = k_sinpil(x), cot = k_cospil(x) / s,
			    pi = 3.14159265358979323846264338327950288L;

		assert_true(near(k_digamma(1 - x) - k_digamma(x), (double)(pi * cot),
				 fabs(k_digamma(x)) + fabs(k_digamma(1 - x))));
		assert_true(near(k_trigamma(1 - x) + k_trigamma(x), (double)(pi * pi / (s * s)),
				 k_trigamma(x) + k_trigamma(1 - x)));
		assert_true(near(k_polygamma(2, 1 - x) - k_polygamma(2, x),
				 (double)(2 * pi * pi * pi * cot / (s * s)),
				 fabs(k_polygamma(2, x)) + fabs(k_polygamma(2, 1 - x))));
		assert_true(near(k_trigamma(x - 3),
				 k_trigamma(x) + 1 / ((x - 1) * (x - 1)) + 1 / ((x - 2) * (x - 2)) +
					 1 / ((x - 3) * (x - 3)),
				 k_trigamma(x - 3)));
	}
}

/* psi(1) = -gamma, psi'(1) = pi^2/6, psi^(n)(1) = (-1)^(n+1) n! zeta(n+1); poles */
static void known_values(void **state)
{
	assert_true(near(k_digamma(1), -0.57721566490153286, 1));
	assert_true(near(k_trigamma(1), M_PI * M_PI / 6, 2));
	assert_true(near(k_polygamma(2, 1), -2 * 1.2020569031595942, 3));
	assert_true(near(k_polygamma(3, 1), pow(M_PI, 4) / 15, 7));
	assert_true(near(k_trigamma(0.5), M_PI * M_PI / 2, 5));
	assert_true(k_digamma(0) == -HUGE_VAL && k_digamma(-0.0) == HUGE_VAL);
	assert_true(isnan(k_digamma(-3)) && isinf(k_trigamma(-3)) && isnan(k_polygamma(2, -3)));
	assert_true(isnan(k_polygamma(0.5, 1)) && isnan(k_polygamma(-1, 1)) &&
		    k_polygamma(3, INFINITY) == 0);
}

/* J1 Y0 - J0 Y1 = 2/(pi x); J(n-1) + J(n+1) = 2n J(n)/x; J1' = (J0 - J2)/2, and the same of Y */
static void bessel(void **state)
{
	for (int p = 0; p < 1000; p++) {
		double x = drawn(0.05, 60), w = 2 / (M_PI * x);

		assert_true(near(k_j1(x) * k_y0(x) - k_j0(x) * k_y1(x), w,
				 w + fabs(k_j1(x) * k_y0(x)) + fabs(k_j0(x) * k_y1(x))));
		assert_true(near(k_dj1(x), (k_j0(x) - k_jn(2, x)) / 2, 1));
		assert_true(near(k_dy1(x), (k_y0(x) - k_yn(2, x)) / 2,
				 fabs(k_y0(x)) + fabs(k_yn(2, x))));
		for (int n = 1; n < 9; n++)
			assert_true(near(k_yn(n - 1, x) + k_yn(n + 1, x), 2 * n * k_yn(n, x) / x,
					 fabs(k_yn(n - 1, x)) + fabs(k_yn(n + 1, x)) +
						 fabs(2 * n * k_yn(n, x) / x)));
	}
	assert_true(k_dj1(0) == 0.5 && isinf(k_dy1(0)) && isnan(k_jn(0.5, 1)) &&
		    k_jn(-3, 2) == -k_jn(3, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_mpfr), cmocka_unit_test(turns),
		cmocka_unit_test(whole_turns),  cmocka_unit_test(powers),
		cmocka_unit_test(recurrence),   cmocka_unit_test(reflection),
		cmocka_unit_test(known_values), cmocka_unit_test(bessel),
	};

	return cmocka_run_group_tests_name("special", tests, NULL, NULL);
}
