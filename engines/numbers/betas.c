/* betas.c -- kernels of beta, of its logarithm and its derivatives, of the incomplete gamma and
 * beta functions and their densities
 *
 * In binary64 an error of at most 0.501 ulps, as in balls.c.
 */
#include "engines/numbers/balls.h"
#include "engines/wengert.h"
#include <mpfr.h>
#include "engines/numbers/kernels.h"
#include "engines/numbers/edged.h"

/* log|Gamma(x)| */
static void logabsgamma(arb_t y, const arb_t x, slong p)
{
	arb_t s;

	if (arb_is_positive(x)) {
		arb_lgamma(y, x, p);
		return;
	}
	arb_init(s);
	arb_sin_pi(s, x, p);
	arb_abs(s, s);
	arb_const_pi(y, p);
	arb_div(s, y, s, p);
	arb_log(s, s, p);
	arb_sub_ui(y, x, 1, p);
	arb_neg(y, y);
	arb_lgamma(y, y, p);
	arb_sub(y, s, y, p);
	arb_clear(s);
}

static void b_lbeta(arb_t y, const arb_t a, const arb_t b, slong p)
{
	arb_t s, t;

	arb_init(s), arb_init(t);
	arb_add(t, a, b, p);
	logabsgamma(s, t, p);
	logabsgamma(t, a, p);
	arb_sub(s, t, s, p);
	logabsgamma(t, b, p);
	arb_add(y, s, t, p);
	arb_clear(s), arb_clear(t);
}

static void b_beta(arb_t y, const arb_t a, const arb_t b, slong p)
{
	arb_t s;

	if (arb_is_positive(a) && arb_is_positive(b)) {
		b_lbeta(y, a, b, p);
		arb_exp(y, y, p);
		return;
	}
	arb_init(s);
	arb_add(y, a, b, p);
	arb_rgamma(y, y, p);
	arb_gamma(s, a, p);
	arb_mul(y, y, s, p);
	arb_gamma(s, b, p);
	arb_mul(y, y, s, p);
	arb_clear(s);
}

/* psi^(n)(a): of real coefficients, which takes a third of the time of complex ones */
static void psi(arb_t y, slong n, const arb_t a, slong p)
{
	arb_poly_t t;

	if (!n) {
		arb_digamma(y, a, p);
		return;
	}
	arb_poly_init(t);
	arb_poly_set_coeff_arb(t, 0, a);
	arb_poly_set_coeff_si(t, 1, 1);
	arb_poly_digamma_series(t, t, n + 1, p);
	arb_poly_get_coeff_arb(y, t, n);
	for (slong k = 2; k <= n; k++) arb_mul_si(y, y, k, p);
	arb_poly_clear(t);
}

/* psi^(n)(a) - psi^(n)(a + b) */
static void psis(arb_t y, slong n, const arb_t a, const arb_t b, slong p)
{
	arb_t t;

	arb_init(t);
	arb_add(t, a, b, p);
	psi(t, n, t, p);
	psi(y, n, a, p);
	arb_sub(y, y, t, p);
	arb_clear(t);
}

static void b_psidiff(arb_t y, const arb_t n, const arb_t a, const arb_t b, slong p)
{
	psis(y, arf_get_si(arb_midref(n), ARF_RND_DOWN), a, b, p);
}

static void b_gammapdf(arb_t y, const arb_t a, const arb_t x, slong p)
{
	acb_t s, t;

	acb_init(s), acb_init(t);
	arb_set(acb_realref(s), a), arb_set(acb_realref(t), x);
	gammadensity(s, s, t, p);
	arb_set(y, acb_realref(s));
	acb_clear(s), acb_clear(t);
}

static void ratio(arb_t y, const arb_t a, const arb_t x, bool upper, slong p)
{
	acb_t s, t;

	acb_init(s), acb_init(t);
	arb_set(acb_realref(s), a), arb_set(acb_realref(t), x);
	gammaratio(s, s, t, upper, p);
	arb_set(y, acb_realref(s));
	acb_clear(s), acb_clear(t);
}

static void b_gammainc(arb_t y, const arb_t a, const arb_t x, slong p)
{
	ratio(y, a, x, false, p);
}

static void b_gammaincc(arb_t y, const arb_t a, const arb_t x, slong p)
{
	ratio(y, a, x, true, p);
}

static void b_betainc(arb_t y, const arb_t a, const arb_t b, const arb_t x, slong p)
{
	arb_hypgeom_beta_lower(y, a, b, x, 1, p);
}

/* c log(x), and nothing where c is 0 */
static void plusxlogy(arb_t y, const arb_t c, const arb_t log, slong p)
{
	if (!arb_is_zero(c)) arb_addmul(y, c, log, p);
}

static void b_betapdf(arb_t y, const arb_t a, const arb_t b, const arb_t x, slong p)
{
	arb_t c, t;

	arb_init(c), arb_init(t);
	b_lbeta(y, a, b, p);
	arb_neg(y, y);
	arb_sub_ui(c, a, 1, p);
	arb_log(t, x, p);
	plusxlogy(y, c, t, p);
	arb_sub_ui(c, b, 1, p);
	arb_neg(t, x);
	arb_log1p(t, t, p);
	plusxlogy(y, c, t, p);
	arb_exp(y, y, p);
	arb_clear(c), arb_clear(t);
}

static bool pole(double x) { return x <= 0 && x == rint(x); }

static bool e_beta(double a, double b, double *y)
{
	return edge((a == 0 && b > 0) || (b == 0 && a > 0), HUGE_VAL, y) ||
		edge((a == HUGE_VAL && b > 0) || (b == HUGE_VAL && a > 0), 0, y) ||
		edge(isinf(a) || isinf(b) || pole(a) || pole(b) || pole(a + b), NAN, y);
}
static bool e_lbeta(double a, double b, double *y)
{
	return edge(a == 1 && b == 1, 0, y) || (e_beta(a, b, y) && (*y = log(*y), true));
}
static bool e_psidiff(double n, double a, double b, double *y)
{
	return edge(!(n >= 0 && n <= MOSTORDER && n == rint(n)), NAN, y) ||
		edge(isfinite(a) && !pole(a) && b == 0, 0, y) ||
		edge(a == HUGE_VAL && isfinite(b), 0, y) ||
		edge(n == 0 && a > 0 && isfinite(a) && b == HUGE_VAL, -HUGE_VAL, y) ||
		edge(isinf(a) || isinf(b) || pole(a) || pole(a + b), NAN, y);
}
static bool e_gammapdf(double a, double x, double *y)
{
	return edge(!(a > 0) || isinf(a) || x < 0, NAN, y) ||
		edge(isinf(x) || (x == 0 && a > 1), 0, y) || edge(x == 0 && a == 1, 1, y) ||
		edge(x == 0, HUGE_VAL, y);
}
static bool e_gammainc(double a, double x, double *y)
{
	return edge(!(a > 0) || x < 0 || (isinf(a) && isinf(x)), NAN, y) ||
		edge(x == 0 || isinf(a), 0, y) || edge(isinf(x), 1, y);
}
static bool e_gammaincc(double a, double x, double *y)
{
	return e_gammainc(a, x, y) && (*y = 1 - *y, true);
}
static bool e_betainc(double a, double b, double x, double *y)
{
	return edge(!(a > 0 && b > 0 && x >= 0 && x <= 1) || isinf(a) || isinf(b), NAN, y) ||
		edge(x == 0 || x == 1, x, y);
}
static bool e_betapdf(double a, double b, double x, double *y)
{
	return edge(!(a > 0 && b > 0 && x >= 0 && x <= 1) || isinf(a) || isinf(b), NAN, y) ||
		edge((x == 0 && a < 1) || (x == 1 && b < 1), HUGE_VAL, y) ||
		edge((x == 0 && a > 1) || (x == 1 && b > 1), 0, y);
}

EDGED(beta)     EDGED(lbeta)    EDGED(gammapdf)
EDGED(gammainc) EDGED(gammaincc)
EDGEDMPFR(gammapdf) EDGEDMPFR(gammainc) EDGEDMPFR(gammaincc)
EDGED3(betainc) EDGED3(betapdf) EDGED3(psidiff)
