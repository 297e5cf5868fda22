/* series.c -- functions whose derivatives of every order come from their power series, as
 * psi^(n) does. */
#include "engines/numbers/balls.h"

/* ---- erfc far to the right, where Arb's own is 0 +- little --------------------------------- */

/* 8 p < |z|^2, and a disc of radius |z|/4 around z lies within 45 degrees of the axis */
static bool far(const acb_t z, slong p)
{
	arb_t t;
	mag_t m, n;
	bool yes;

	arb_init(t), mag_init(m), mag_init(n);
	arb_abs(t, acb_imagref(z));
	arb_mul_2exp_si(t, t, 1);
	acb_get_mag_lower(m, z);
	mag_mul_lower(m, m, m);
	mag_set_ui(n, 8 * (ulong)p);
	yes = arb_gt(acb_realref(z), t) && mag_cmp(m, n) > 0;
	arb_clear(t), mag_clear(m), mag_clear(n);
	return yes;
}

/* each coefficient k of y within m/r^k, r |slope| = |z|/4 */
static void within(acb_poly_t y, const mag_t m, const acb_t z, const acb_t slope, slong len)
{
	mag_t e, r, s;

	mag_init(e), mag_init(r), mag_init(s);
	acb_get_mag_lower(r, z);
	acb_get_mag(s, slope);
	mag_div(r, s, r);
	mag_mul_2exp_si(r, r, 2);
	mag_set(e, m);
	acb_poly_fit_length(y, len);
	for (slong k = y->length; k < len; k++) acb_zero(y->coeffs + k);
	for (slong k = 0; k < len; k++, mag_mul(e, e, r)) acb_add_error_mag(y->coeffs + k, e);
	_acb_poly_set_length(y, len);
	mag_clear(e), mag_clear(r), mag_clear(s);
}

/* sqrt(pi) x exp(x^2) erfc(x) = 1 - 1/(2 x^2) + 3/(2 x^2)^2 - ..., within the first term left out
 * (DLMF 7.12.1), of x = z + slope t; on the disc |x| >= 3/4 |z| */
static void tail(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	acb_poly_t step, term;
	acb_t z, slope;
	mag_t m, least;

	acb_poly_init(step), acb_poly_init(term), acb_init(z), acb_init(slope);
	mag_init(m), mag_init(least);
	acb_poly_get_coeff_acb(z, x, 0);
	acb_poly_get_coeff_acb(slope, x, 1);
	acb_get_mag_lower(least, z);
	mag_mul_lower(least, least, least);
	mag_mul_ui_lower(least, least, 9);
	mag_mul_2exp_si(least, least, -3);     /* 2 (3/4 |z|)^2 */
	acb_poly_mullow(step, x, x, len, p);
	acb_poly_scalar_mul_2exp_si(step, step, 1);
	acb_poly_inv_series(step, step, len, p);
	acb_poly_one(term), acb_poly_one(y);
	mag_one(m);
	for (slong k = 1; k < p && mag_cmp_2exp_si(m, -p) > 0; k++) {
		mag_mul_ui(m, m, 2 * (ulong)k - 1);
		mag_div(m, m, least);
		acb_poly_mullow(term, term, step, len, p);
		acb_set_si(z, 1 - 2 * k);
		acb_poly_scalar_mul(term, term, z, p);
		if (mag_cmp_2exp_si(m, -p) > 0) acb_poly_add(y, y, term, p);
	}
	acb_poly_get_coeff_acb(z, x, 0);
	within(y, m, z, slope, len);
	acb_poly_clear(step), acb_poly_clear(term), acb_clear(z), acb_clear(slope);
	mag_clear(m), mag_clear(least);
}

/* exp(x^2) erfc(x) there */
static void farerfcx(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	acb_poly_t s;
	acb_t c;

	acb_poly_init(s), acb_init(c);
	tail(s, x, len, p);
	acb_poly_div_series(y, s, x, len, p);
	acb_const_pi(c, p);
	acb_rsqrt(c, c, p);
	acb_poly_scalar_mul(y, y, c, p);
	acb_poly_clear(s), acb_clear(c);
}

static bool isfar(const acb_poly_t x, slong p)
{
	acb_t z;
	bool yes;

	acb_init(z);
	acb_poly_get_coeff_acb(z, x, 0);
	yes = far(z, p);
	acb_clear(z);
	return yes;
}

/* exp(x^2) erfc(x) */
void erfcxseries(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	acb_poly_t t;

	acb_poly_init(t);
	if (isfar(x, p)) {
		farerfcx(t, x, len, p);
		acb_poly_swap(y, t);
	} else {
		acb_poly_mullow(t, x, x, len, p);
		acb_poly_exp_series(t, t, len, p);
		acb_hypgeom_erfc_series(y, x, len, p);
		acb_poly_mullow(y, y, t, len, p);
	}
	acb_poly_clear(t);
}

static void turned(acb_t u, const acb_t x, slong p)
{
	acb_t c;

	acb_init(c);
	acb_set_d(c, 0.5);
	acb_sqrt(c, c, p);
	acb_mul(u, x, c, p);
	acb_neg(u, u);
	acb_clear(c);
}

bool leftward(const acb_t x, slong p)
{
	acb_t u;
	arb_t t;
	bool yes;

	acb_init(u), arb_init(t);
	turned(u, x, p);
	arb_abs(t, acb_imagref(u));
	yes = arb_gt(acb_realref(u), t);
	acb_clear(u), arb_clear(t);
	return yes;
}

/* log(erfc(u)/2), u = -x/sqrt(2); to the left log(erfcx(u)/2) - u^2, where erfcx(u) =
 * u/pi int exp(-t^2)/(u^2 + t^2) has a real part above 0 */
void logndtrseries(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	acb_poly_t u;
	acb_t z;
	bool left;

	acb_poly_init(u), acb_init(z);
	acb_poly_get_coeff_acb(z, x, 0);
	left = leftward(z, p);
	turned(z, z, p);
	acb_poly_set_coeff_acb(u, 0, z);
	acb_poly_get_coeff_acb(z, x, 1);
	turned(z, z, p);
	acb_poly_set_coeff_acb(u, 1, z);
	if (left) erfcxseries(y, u, len, p);
	else      acb_hypgeom_erfc_series(y, u, len, p);
	acb_poly_scalar_mul_2exp_si(y, y, -1);
	acb_poly_log_series(y, y, len, p);
	if (left) {
		acb_poly_mullow(u, u, u, len, p);
		acb_poly_sub(y, y, u, p);
	} else {                           /* far to the right of 0 what is missing to 1 is tiny */
		acb_poly_get_coeff_acb(z, u, 0);
		acb_neg(z, z);
		acb_hypgeom_erfc(z, z, p);
		acb_mul_2exp_si(z, z, -1);
		acb_neg(z, z);
		acb_log1p(z, z, p);
		acb_poly_set_coeff_acb(y, 0, z);
	}
	acb_poly_clear(u), acb_clear(z);
}

/* ---- the others ---------------------------------------------------------------------------- */

void lambertwseries(acb_poly_t y, const acb_poly_t x, slong len, slong p)
{
	fmpz_t branch;

	fmpz_init(branch);
	acb_poly_lambertw_series(y, x, branch, 0, len, p);
	fmpz_clear(branch);
}

void nthderivative(acb_t y, Series *series, slong n, const acb_t z, slong p)
{
	acb_poly_t t;
	fmpz_t f;

	acb_poly_init(t), fmpz_init(f);
	acb_poly_set_coeff_acb(t, 0, z);
	acb_poly_set_coeff_si(t, 1, 1);
	series(t, t, n + 1, p);
	acb_poly_get_coeff_acb(y, t, n);
	fmpz_fac_ui(f, (ulong)n);
	acb_mul_fmpz(y, y, f, p);
	acb_poly_clear(t), fmpz_clear(f);
}
