/* edges.c -- unit tests of the special functions of one, two and three arguments where no series is
 * asked: at the ends of their domains and out of them, in binary64 and in MPFR. */
#include <mpfr.h>
#include "engines/wengert.h"
#include "engines/numbers/kernels.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define N NAN
#define P HUGE_VAL
enum { BITS = 100 };

typedef double One(double);
typedef int OneMpfr(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
typedef double Two(double, double);
typedef int TwoMpfr(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
typedef double Three(double, double, double);
typedef int ThreeMpfr(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

static const struct { const char *name; Two *f; TwoMpfr *g; double a, b, y; } two[] = {
#define F(name, a, b, y) { #name, k_##name, NULL, a, b, y },
	F(beta, 0, 1, P) F(beta, 1, 0, P) F(beta, P, 1, 0) F(beta, 1, P, 0) F(beta, P, P, 0)
	F(beta, 0, P, P) F(beta, 0, 0, N) F(beta, P, -1, N) F(beta, -1, P, N) F(beta, P, 0, P)
	F(beta, -P, 1, N) F(beta, 1, -P, N) F(beta, -1, 2, N) F(beta, 2, -1, N)
	F(beta, -0.5, -0.5, N) F(beta, 0, -1.5, N) F(beta, -1.5, 0, N) F(beta, N, 1, N)
	F(beta, 1, N, N) F(beta, 0.5, 0.5, 3.14159265358979324) F(beta, 2, 3, 1 / 12.)
	F(beta, -0.5, 2, -4)
	F(lbeta, 1, 1, 0) F(lbeta, 1, 0, P) F(lbeta, 0, 1, P) F(lbeta, P, 1, -P)
	F(lbeta, -1, 2, N) F(lbeta, 2, 3, -2.48490664978800031)
	F(lbeta, 1, 2, -0.693147180559945309)
	F(lbeta, 2, 1, -0.693147180559945309)
	F(jn, 0.5, 1, N) F(jn, 1e6, 1, N) F(jn, N, 1, N) F(jn, 2, 1, 0.114903484931900481)
	F(yn, 0.5, 1, N) F(yn, -1e6, 1, N) F(yn, 1, 1, -0.781212821300288716)
#undef F
#define F(name, a, b, y) { #name, k_##name, mpfr_##name, a, b, y },
	F(gammapdf, 0, 1, N) F(gammapdf, -1, 1, N) F(gammapdf, P, 1, N) F(gammapdf, 2, -1, N)
	F(gammapdf, N, 1, N) F(gammapdf, 1, N, N) F(gammapdf, 2, P, 0) F(gammapdf, 0.5, P, 0)
	F(gammapdf, 2, 0, 0) F(gammapdf, 1, 0, 1) F(gammapdf, 0.5, 0, P)
	F(gammapdf, 1, 2, 0.135335283236612692) F(gammapdf, 3, 2, 0.270670566473225384)
	F(gammainc, 0, 1, N) F(gammainc, -1, 1, N) F(gammainc, 1, -1, N) F(gammainc, P, P, N)
	F(gammainc, 2, 0, 0) F(gammainc, P, 3, 0) F(gammainc, P, 0, 0) F(gammainc, 2, P, 1)
	F(gammainc, N, 1, N) F(gammainc, 1, 2, 0.864664716763387308) F(gammainc, -1, 0, N)
	F(gammaincc, 0, 1, N) F(gammaincc, 1, -1, N) F(gammaincc, 2, 0, 1) F(gammaincc, P, 3, 1)
	F(gammaincc, 2, P, 0) F(gammaincc, P, P, N) F(gammaincc, 1, 2, 0.135335283236612692)
	F(besseli, 0.5, 1, N) F(besseli, 0, 0, 1) F(besseli, 1, 0, 0) F(besseli, 2, 0, 0)
	F(besseli, 0, P, P) F(besseli, 1, -P, -P) F(besseli, 2, -P, P) F(besseli, 1, P, P)
	F(besseli, 0, 1, 1.26606587775200834) F(besseli, 1, -1, -0.565159103992485027)
	F(besselk, 0.5, 1, N) F(besselk, 0, -1, N) F(besselk, 0, 0, P) F(besselk, 1, 0, P)
	F(besselk, 1, P, 0) F(besselk, 0, 1, 0.421024438240708333) F(besselk, N, 1, N)
	F(besselk, 1, 1, 0.601907230197234575) F(besselk, 0, -P, N)
	F(ive, 0.5, 1, N) F(ive, 0, 0, 1) F(ive, 1, 0, 0) F(ive, 1, P, 0) F(ive, 0, -P, 0)
	F(ive, 0, -1, 0.465759607593640436) F(kve, 0.5, 1, N) F(kve, 0, -1, N) F(kve, 0, 0, P)
	F(kve, 2, P, 0) F(kve, 0, 1, 1.14446307980689)
	F(expint, 0.5, 1, N) F(expint, 1, -1, N) F(expint, 1, P, 0) F(expint, 0, P, 0)
	F(expint, 0, 0, P) F(expint, 1, 0, P) F(expint, 2, 0, 1) F(expint, 3, 0, 0.5)
	F(expint, 0, 1, 0.367879441171442322) F(expint, 1, 1, 0.219383934395520274)
	F(expint, 2, 1, 0.148495506775922048) F(expint, 1, -P, N)
#undef F
};

static const struct { const char *name; Three *f; ThreeMpfr *g; double a, b, x, y; } three[] = {
#define F(name, a, b, x, y) { #name, k_##name, mpfr_##name, a, b, x, y },
	F(psidiff, -1, 2, 1, N) F(psidiff, 0.5, 2, 1, N) F(psidiff, 1e9, 2, 1, N)
	F(psidiff, 0, 2, 0, 0) F(psidiff, 0, -1.5, 0, 0) F(psidiff, 0, -1, 0, N)
	F(psidiff, 0, P, 0, 0) F(psidiff, 1, P, 1, 0) F(psidiff, 0, P, P, N)
	F(psidiff, 0, 1, P, -P) F(psidiff, 1, 1, P, N) F(psidiff, 0, -1.5, P, N)
	F(psidiff, 0, 1, -P, N) F(psidiff, 0, -P, 1, N) F(psidiff, 0, -2, 1, N)
	F(psidiff, 0, -1.5, -0.5, N) F(psidiff, 0, N, 1, N) F(psidiff, 0, 1, N, N)
	F(psidiff, N, 1, 1, N) F(psidiff, 0, 1, 1, -1) F(psidiff, 1, 1, 1, 1)
	F(psidiff, 0, 2, -1, 1) F(psidiff, 2, 1, 1, -2) F(psidiff, 0, 1, 2, -1.5)
	F(betainc, 0, 1, 0.5, N) F(betainc, 1, 0, 0.5, N) F(betainc, -1, 1, 0.5, N)
	F(betainc, 1, 1, -0.1, N) F(betainc, 1, 1, 1.1, N) F(betainc, P, 1, 0.5, N)
	F(betainc, 1, P, 0.5, N) F(betainc, 2, 3, 0, 0) F(betainc, 2, 3, 1, 1)
	F(betainc, N, 1, 0, N) F(betainc, 1, N, 0, N) F(betainc, 1, 1, N, N)
	F(betainc, 1, 1, 0.25, 0.25) F(betainc, 2, 1, 0.5, 0.25) F(betainc, 1, 2, 0.5, 0.75)
	F(betapdf, 0, 1, 0.5, N) F(betapdf, 1, 0, 0.5, N) F(betapdf, 1, 1, -0.1, N)
	F(betapdf, 1, 1, 1.1, N) F(betapdf, P, 1, 0.5, N) F(betapdf, 1, P, 0.5, N)
	F(betapdf, 0.5, 2, 0, P) F(betapdf, 2, 0.5, 1, P) F(betapdf, 2, 0.5, 0, 0)
	F(betapdf, 0.5, 2, 1, 0) F(betapdf, 2, 2, 0, 0) F(betapdf, 2, 2, 1, 0)
	F(betapdf, 1, 1, 0, 1) F(betapdf, 1, 3, 0, 3) F(betapdf, 3, 1, 1, 3)
	F(betapdf, 1, 1, 1, 1) F(betapdf, 2, 2, 0.5, 1.5) F(betapdf, 2, 1, 0.25, 0.5)
	F(betapdf, 1, 2, 0.25, 1.5) F(betapdf, 1, 1, N, N)
	F(dive, -1, 1, 1, N) F(dive, 0.5, 1, 1, N) F(dive, 1e9, 1, 1, N) F(dive, 1, 0.5, 1, N)
	F(dive, 1, 1, 0, N) F(dive, 1, 1, P, 0) F(dive, 0, 1, -P, 0) F(dive, N, 1, 1, N)
	F(dive, 0, 0, 1, 0.465759607593640436)
	F(dkve, -1, 1, 1, N) F(dkve, 0.5, 1, 1, N) F(dkve, 1e9, 1, 1, N) F(dkve, 1, 0.5, 1, N)
	F(dkve, 1, 1, -1, N) F(dkve, 0, 1, 0, P) F(dkve, 1, 1, 0, -P) F(dkve, 2, 1, 0, P)
	F(dkve, 1, 1, P, 0) F(dkve, 1, 1, -P, N) F(dkve, 0, 0, 1, 1.14446307980689)
#undef F
};

static const struct { const char *name; One *f; OneMpfr *g; double x, y; } one[] = {
#define F(name, x, y) { #name, k_##name, mpfr_##name, x, y },
	F(ei, 0, -P) F(ei, P, P) F(ei, -P, 0) F(ei, N, N) F(ei, 1, 1.89511781635593676)
	F(ei, -1, -0.219383934395520274) F(e1, -1, N) F(e1, -P, N) F(e1, 0, P) F(e1, P, 0)
	F(e1, N, N) F(e1, 1, 0.219383934395520274) F(erfi, 0, 0) F(erfi, P, P) F(erfi, -P, -P)
	F(erfi, N, N) F(erfi, 1, 1.65042575879754288) F(airyai, P, 0) F(airyai, -P, 0)
	F(airyai, 0, 0.355028053887817239) F(airyaip, P, 0) F(airyaip, -P, N)
	F(airyaip, 0, -0.258819403792806798) F(airybi, P, P) F(airybi, -P, 0)
	F(airybi, 0, 0.614926627446000736) F(airybip, P, P) F(airybip, -P, N)
	F(airybip, 0, 0.448288357353826359)
#undef F
};

static void is(const char *name, double a, double b, double x, double y, double want)
{
	if (!(isnan(want) ? isnan(y) : isinf(want) || want == 0 ? y == want
		: fabs(y - want) <= 1e-14 * fabs(want)))
		fail_msg("%s of %g, %g, %g is %.17g, not %.17g", name, a, b, x, y, want);
}

static void ends_of_domains(void **state)
{
	mpfr_t a, b, x, y;

	mpfr_inits2(BITS, a, b, x, y, (mpfr_ptr)NULL);
	for (size_t k = 0; k < sizeof one / sizeof *one; k++) {
		is(one[k].name, 0, 0, one[k].x, one[k].f(one[k].x), one[k].y);
		mpfr_set_d(x, one[k].x, MPFR_RNDN);
		one[k].g(y, x, MPFR_RNDN);
		is(one[k].name, 0, 0, one[k].x, mpfr_get_d(y, MPFR_RNDN), one[k].y);
	}
	for (size_t k = 0; k < sizeof two / sizeof *two; k++) {
		double p = two[k].a, q = two[k].b;

		is(two[k].name, p, q, 0, two[k].f(p, q), two[k].y);
		if (!two[k].g) continue;
		mpfr_set_d(a, p, MPFR_RNDN), mpfr_set_d(b, q, MPFR_RNDN);
		two[k].g(y, a, b, MPFR_RNDN);
		is(two[k].name, p, q, 0, mpfr_get_d(y, MPFR_RNDN), two[k].y);
	}
	for (size_t k = 0; k < sizeof three / sizeof *three; k++) {
		double p = three[k].a, q = three[k].b, r = three[k].x;

		is(three[k].name, p, q, r, three[k].f(p, q, r), three[k].y);
		mpfr_set_d(a, p, MPFR_RNDN), mpfr_set_d(b, q, MPFR_RNDN);
		mpfr_set_d(x, r, MPFR_RNDN);
		three[k].g(y, a, b, x, MPFR_RNDN);
		is(three[k].name, p, q, r, mpfr_get_d(y, MPFR_RNDN), three[k].y);
	}
	mpfr_clears(a, b, x, y, (mpfr_ptr)NULL);
}

/* what binary64 has no number for is still on its side of 0 and 1 */
static void beyond_binary64(void **state)
{
	mpfr_t one, above, below, tiny, y;

	mpfr_inits2(BITS, one, above, below, tiny, y, (mpfr_ptr)NULL);
	mpfr_set_ui(one, 1, MPFR_RNDN);
	mpfr_set_ui_2exp(tiny, 1, -3000, MPFR_RNDN);
	mpfr_set(above, one, MPFR_RNDN), mpfr_nextabove(above);
	mpfr_set(below, one, MPFR_RNDN), mpfr_nextbelow(below);
	mpfr_gammainc(y, one, tiny, MPFR_RNDN);                /* 1 - e^-x */
	assert_int_equal(mpfr_get_exp(y), -2999 - (mpfr_cmp(y, tiny) < 0));
	mpfr_gammapdf(y, one, tiny, MPFR_RNDN);
	assert_true(fabs(mpfr_get_d(y, MPFR_RNDN) - 1) < 1e-15);
	mpfr_neg(tiny, tiny, MPFR_RNDN);
	mpfr_gammapdf(y, one, tiny, MPFR_RNDN);
	assert_true(mpfr_nan_p(y));
	mpfr_set_zero(tiny, 1);
	mpfr_gammapdf(y, above, tiny, MPFR_RNDN);
	assert_true(mpfr_zero_p(y));
	mpfr_gammapdf(y, below, tiny, MPFR_RNDN);
	assert_true(mpfr_inf_p(y));
	mpfr_betapdf(y, above, above, tiny, MPFR_RNDN);
	assert_true(mpfr_zero_p(y));
	mpfr_betapdf(y, below, above, tiny, MPFR_RNDN);
	assert_true(mpfr_inf_p(y));
	mpfr_betainc(y, one, one, above, MPFR_RNDN);
	assert_true(mpfr_nan_p(y));
	mpfr_betainc(y, one, one, below, MPFR_RNDN);
	assert_true(mpfr_cmp(y, one) <= 0 && mpfr_cmp_d(y, 0.999999) > 0);
	mpfr_clears(one, above, below, tiny, y, (mpfr_ptr)NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends_of_domains),
		cmocka_unit_test(beyond_binary64),
	};

	return cmocka_run_group_tests_name("edges", tests, NULL, NULL);
}
