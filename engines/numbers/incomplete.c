/* incomplete.c -- the incomplete gamma function in complex balls, by a series whose terms do not
 * cancel
 *
 *	P(a, x) = x^a exp(-x)/Gamma(a + 1) (1 + x/(a + 1) + x^2/((a + 1)(a + 2)) + ...)
 *
 * (DLMF 8.7.1, 8.5.1), within the rest of the sum, which a geometric series bounds; and far to the
 * right Arb's own Q = 1 - P.  Arb's P takes seconds where x is about a = 1e5.
 */
#include "engines/numbers/balls.h"
#include <math.h>

enum { MOSTTERMS = 1 << 20, RIGHT = 100 };

/* The ratios of the terms fall below 1 from |x| - |a| on; about k beyond, the terms have fallen as
 * exp(-k^2/(2a)), or, left of a, exp(-k (a - x)/a): more than MOSTTERMS would be for nothing. */
static slong termsof(const acb_t a, const acb_t x, slong p)
{
	double s = arf_get_d(arb_midref(acb_realref(a)), ARF_RND_NEAR),
	       d = arf_get_d(arb_midref(acb_realref(x)), ARF_RND_NEAR) - s,
	       k = sqrt(2 * s * (double)p);

	if (d < 0) k = fmin(k, (double)p * s / -d);
	return d + k < MOSTTERMS ? MOSTTERMS : 0;
}

/* the sum; not finite where MOSTTERMS are too few */
static void sum(acb_t y, const acb_t a, const acb_t x, slong p)
{
	acb_t term, next;
	mag_t m, r, least;
	bool done = false;

	acb_init(term), acb_init(next), mag_init(m), mag_init(r), mag_init(least);
	acb_one(term), acb_one(y);
	acb_set(next, a);
	for (slong k = 1; k < termsof(a, x, p) && !done; k++) {
		acb_add_ui(next, next, 1, p);
		acb_mul(term, term, x, p);
		acb_div(term, term, next, p);
		acb_add(y, y, term, p);
		if (!acb_is_finite(term)) break;
		if (k % 8 || !arb_is_positive(acb_realref(next))) continue;
		/* |a + k| grows: each further ratio is at most r = |x|/|a + k| */
		acb_get_mag(r, x);
		acb_get_mag_lower(least, next);
		mag_div(r, r, least);
		if (mag_cmp_2exp_si(r, 0) >= 0) continue;
		mag_geom_series(m, r, 1);
		acb_get_mag(least, term);
		mag_mul(m, m, least);
		acb_get_mag(least, y);
		mag_mul_2exp_si(least, least, -p);
		done = mag_cmp(m, least) <= 0;
	}
	if (done) acb_add_error_mag(y, m);
	else      acb_indeterminate(y);
	acb_clear(term), acb_clear(next), mag_clear(m), mag_clear(r), mag_clear(least);
}

/* x^a exp(-x)/Gamma(a + more) */
static void front(acb_t y, const acb_t a, const acb_t x, ulong more, slong p)
{
	acb_t t;

	acb_init(t);
	acb_log(y, x, p);
	acb_mul(y, y, a, p);
	acb_sub(y, y, x, p);
	acb_add_ui(t, a, more, p);
	if (arb_is_positive(acb_realref(t))) {
		acb_lgamma(t, t, p);
		acb_sub(y, y, t, p);
		acb_exp(y, y, p);
	} else {
		acb_rgamma(t, t, p);
		acb_exp(y, y, p);
		acb_mul(y, y, t, p);
	}
	acb_clear(t);
}

/* Re x > 2 |a| + RIGHT: Q is small, and Arb has it by its asymptotic series */
static bool rightward(const acb_t a, const acb_t x)
{
	arb_t t;
	mag_t m;
	bool yes;

	arb_init(t), mag_init(m);
	acb_get_mag(m, a);
	arf_set_mag(arb_midref(t), m);
	arb_mul_2exp_si(t, t, 1);
	arb_add_ui(t, t, RIGHT, 64);
	yes = arb_gt(acb_realref(x), t);
	arb_clear(t), mag_clear(m);
	return yes;
}

/* 0 <= Q <= x^a exp(-x)/((x - a + 1) Gamma(a)) of x > a > 1, for the logarithm of what is
 * integrated falls by at least 1 - (a - 1)/x: where Q is below all numbers the sum may be too
 * long */
static void bounded(acb_t y, const acb_t a, const acb_t x, slong p)
{
	acb_t t;
	mag_t m;

	acb_init(t), mag_init(m);
	acb_sub_ui(t, a, 1, p);
	if (arb_gt(acb_realref(x), acb_realref(a)) && arb_is_positive(acb_realref(t))) {
		acb_sub(t, x, t, p);
		front(y, a, x, 0, p);
		acb_div(y, y, t, p);
		acb_get_mag(m, y);
		acb_zero(y);
		arb_add_error_mag(acb_realref(y), m);
	}
	acb_clear(t), mag_clear(m);
}

void gammaratio(acb_t y, const acb_t a, const acb_t x, bool upper, slong p)
{
	acb_t s, t;

	acb_init(s), acb_init(t);
	if (rightward(a, x)) {
		acb_hypgeom_gamma_upper(s, a, x, 1, p);
		if (!upper) acb_sub_ui(s, s, 1, p), acb_neg(s, s);
	} else {
		sum(s, a, x, p);
		front(t, a, x, 1, p);
		acb_mul(s, s, t, p);
		if (upper) acb_sub_ui(s, s, 1, p), acb_neg(s, s);
		if (upper && !acb_is_finite(s) && acb_is_real(a) && acb_is_real(x))
			bounded(s, a, x, p);
	}
	acb_swap(y, s);
	acb_clear(s), acb_clear(t);
}

void gammadensity(acb_t y, const acb_t a, const acb_t x, slong p)
{
	acb_t t;

	acb_init(t);
	front(t, a, x, 0, p);
	acb_div(y, t, x, p);
	acb_clear(t);
}
