/* zeta.c -- Riemann's zeta in balls, with a power series of any order
 *
 * Far to the right it is 1: zeta(s) - 1 is at most 2^(1 - Re s) for Re s >= 3, for the sum from 2
 * on is below its first term and an integral; on a disc of radius 1 at most 2^(2 - Re s), and so by
 * Cauchy is each coefficient.  Left of 0 it is reflected (DLMF 25.4.1).  Between, Arb does it;
 * FLINT 3.1 does not come to an end far out, and its sine of a series has 51 bits.
 */
#include "engines/numbers/balls.h"

/* a whole number below Re s; where Re s is beyond 2^FARBITS to the right, that */
static slong below(const acb_t s, slong p)
{
	enum { FARBITS = 60 };
	arf_t least;
	slong n;

	arf_init(least);
	arb_get_lbound_arf(least, acb_realref(s), p);
	n = arf_is_nan(least) || arf_cmpabs_2exp_si(least, FARBITS) > 0
		? arf_sgn(least) * ((slong)1 << FARBITS)
		: arf_get_si(least, ARF_RND_FLOOR);
	arf_clear(least);
	return n;
}

/* zeta(s) where Re s >= n >= 4 */
static void nearone(acb_poly_t y, const acb_poly_t s, slong n, slong len, slong p)
{
	acb_poly_t h;
	acb_t c;

	acb_poly_init(h), acb_init(c);
	mag_set_ui_2exp_si(arb_radref(acb_realref(c)), 1, 2 - n);
	mag_set(arb_radref(acb_imagref(c)), arb_radref(acb_realref(c)));
	acb_poly_set(h, s);
	acb_poly_set_coeff_si(h, 0, 0);
	acb_poly_zero(y);
	for (slong k = 0; k < len; k++) acb_poly_set_coeff_acb(y, k, c);
	acb_poly_compose_series(y, y, h, len, p);
	acb_poly_add_si(y, y, 1, p);
	acb_poly_clear(h), acb_clear(c);
}

/* sin(pi z), z a series: sin(pi z0) (e + 1/e)/2 + cos(pi z0) (e - 1/e)/(2i), where
 * e = exp(i pi (z - z0)); exactly 0 where z is a whole number and no series */
static void sinpi(acb_poly_t y, const acb_poly_t z, slong len, slong p)
{
	acb_poly_t e, f, s;
	acb_t at, s0, c0;

	acb_poly_init(e), acb_poly_init(f), acb_poly_init(s);
	acb_init(at), acb_init(s0), acb_init(c0);
	acb_const_pi(at, p);
	acb_mul_onei(at, at);
	acb_poly_scalar_mul(e, z, at, p);
	acb_poly_set_coeff_si(e, 0, 0);
	acb_poly_neg(f, e);
	acb_poly_exp_series(e, e, len, p);
	acb_poly_exp_series(f, f, len, p);
	acb_poly_get_coeff_acb(at, z, 0);
	acb_sin_cos_pi(s0, c0, at, p);
	acb_poly_sub(s, e, f, p);
	acb_poly_add(e, e, f, p);
	acb_poly_scalar_mul(e, e, s0, p);
	acb_div_onei(c0, c0);
	acb_poly_scalar_mul(s, s, c0, p);
	acb_poly_add(y, e, s, p);
	acb_poly_scalar_mul_2exp_si(y, y, -1);
	acb_poly_clear(e), acb_poly_clear(f), acb_poly_clear(s);
	acb_clear(at), acb_clear(s0), acb_clear(c0);
}

/* y <- 2 (2 pi)^(s-1) sin(pi s/2) Gamma(t) y, where t = 1 - s and y = zeta(t) */
static void reflected(acb_poly_t y, const acb_poly_t s, const acb_poly_t t, slong len, slong p)
{
	acb_poly_t u;
	acb_t c;

	acb_poly_init(u), acb_init(c);
	acb_poly_gamma_series(u, t, len, p);
	acb_poly_mullow(y, y, u, len, p);
	acb_poly_scalar_mul_2exp_si(u, s, -1);
	sinpi(u, u, len, p);
	acb_poly_mullow(y, y, u, len, p);
	acb_const_pi(c, p);
	acb_mul_2exp_si(c, c, 1);
	acb_log(c, c, p);
	acb_neg(c, c);
	acb_poly_scalar_mul(u, t, c, p);
	acb_poly_exp_series(u, u, len, p);
	acb_poly_mullow(y, y, u, len, p);
	acb_poly_scalar_mul_2exp_si(y, y, 1);
	acb_poly_clear(u), acb_clear(c);
}

/* zeta(s), s not to be reflected */
static void rightwards(acb_poly_t y, const acb_poly_t s, slong len, slong p)
{
	acb_t c;

	acb_init(c);
	acb_poly_get_coeff_acb(c, s, 0);
	if (below(c, p) > p + 64)
		nearone(y, s, below(c, p), len, p);
	else {
		acb_one(c);
		acb_poly_zeta_series(y, s, c, 0, len, p);
	}
	acb_clear(c);
}

void zetaseries(acb_poly_t y, const acb_poly_t s, slong len, slong p)
{
	enum { NEAR = 20 };                /* bits lost beside 0, where zeta(1 - s) has its pole */
	acb_poly_t z, t;
	acb_t c;

	acb_poly_init(z), acb_poly_init(t), acb_init(c);
	acb_poly_get_coeff_acb(c, s, 0);
	acb_mul_2exp_si(c, c, NEAR);
	acb_add_si(c, c, 1, p);
	if (arb_is_negative(acb_realref(c))) {
		acb_poly_neg(t, s);
		acb_poly_add_si(t, t, 1, p);
		rightwards(z, t, len, p);
		reflected(z, s, t, len, p);
	} else
		rightwards(z, s, len, p);
	acb_poly_swap(y, z);
	acb_poly_clear(z), acb_poly_clear(t), acb_clear(c);
}
