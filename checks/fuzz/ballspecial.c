/* ballspecial.c -- first-order series in balls of functions that Arb has no series for, or that
 * need more than one of them. */
#include "checks/fuzz/ballops.h"

bool b_expm1(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t f;

	arb_init(f);
	arb_exp(f, a->v, p);
	arb_expm1(y->v, a->v, p);
	chain(y, a, f, p);
	arb_clear(f);
	return true;
}

/* c^x and log_c x */
bool b_exp2(Ball *y, const Ball *a, const Ball *b, slong p)
{
	Ball t;
	bool ok;

	arb_init(t.v), arb_init(t.d);
	arb_const_log2(t.v, p);
	arb_mul(t.d, a->d, t.v, p);
	arb_mul(t.v, a->v, t.v, p);
	ok = b_exp(y, &t, b, p);
	arb_clear(t.v), arb_clear(t.d);
	return ok;
}

static bool logto(Ball *y, const Ball *a, void (*base)(arb_t, slong), slong p)
{
	arb_t c;

	arb_init(c);
	base(c, p);
	b_log(y, a, a, p);
	arb_div(y->v, y->v, c, p);
	arb_div(y->d, y->d, c, p);
	arb_clear(c);
	return true;
}

bool b_log2(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return logto(y, a, arb_const_log2, p);
}
bool b_log10(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return logto(y, a, arb_const_log10, p);
}

bool b_tanh(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_t f;

	arb_init(f);
	arb_sech(f, a->v, p);
	arb_mul(f, f, f, p);
	arb_tanh(y->v, a->v, p);
	chain(y, a, f, p);
	arb_clear(f);
	return true;
}

/* 1/sqrt(x^2 + 1), 1/sqrt(x^2 - 1), 1/(1 - x^2) */
static bool area(Ball *y, const Ball *a, int sign, bool root, void (*fn)(arb_t, const arb_t, slong),
	slong p)
{
	arb_t f;

	arb_init(f);
	arb_mul(f, a->v, a->v, p);
	if (!root) arb_neg(f, f);
	if (sign > 0) arb_add_ui(f, f, 1, p);
	else          arb_sub_ui(f, f, 1, p);
	if (root) arb_rsqrt(f, f, p);
	else      arb_inv(f, f, p);
	fn(y->v, a->v, p);
	chain(y, a, f, p);
	arb_clear(f);
	return true;
}

bool b_asinh(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return area(y, a, +1, true, arb_asinh, p);
}
bool b_acosh(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return area(y, a, -1, true, arb_acosh, p);
}
bool b_atanh(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return area(y, a, +1, false, arb_atanh, p);
}

bool b_lgamma(Ball *y, const Ball *a, const Ball *b, slong p)
{
	Ball t;
	arb_t f;

	arb_init(t.v), arb_init(t.d), arb_init(f);
	arb_digamma(f, a->v, p);
	arb_gamma(t.v, a->v, p);
	arb_abs(t.v, t.v);
	if (arb_is_positive(a->v)) arb_lgamma(y->v, a->v, p);
	else                       arb_log(y->v, t.v, p);
	chain(y, a, f, p);
	arb_clear(t.v), arb_clear(t.d), arb_clear(f);
	return true;
}

/* of psi(a + t): Arb's polygamma sums a zeta series, for seconds where a is large */
bool b_trigamma(Ball *y, const Ball *a, const Ball *b, slong p)
{
	arb_poly_t z, s;

	arb_poly_init(z), arb_poly_init(s);
	arb_poly_set_coeff_arb(z, 0, a->v);
	arb_poly_set_coeff_si(z, 1, 1);
	arb_poly_digamma_series(s, z, 3, p);
	arb_poly_get_coeff_arb(y->v, s, 1);
	arb_poly_get_coeff_arb(y->d, s, 2);
	arb_mul_2exp_si(y->d, y->d, 1);
	arb_mul(y->d, y->d, a->d, p);
	arb_poly_clear(z), arb_poly_clear(s);
	return true;
}

/* C0' = -C1, C1' = C0 - C1/x (DLMF 10.6.2, 10.6.3) */
static bool bessel(Ball *y, const Ball *a, int n,
	void (*fn)(arb_t, const arb_t, const arb_t, slong), slong p)
{
	arb_t nu, c, f;

	arb_init(nu), arb_init(c), arb_init(f);
	arb_set_si(nu, n);
	fn(y->v, nu, a->v, p);
	arb_set_si(nu, 1 - n);
	fn(c, nu, a->v, p);
	if (n) {
		arb_div(f, y->v, a->v, p);
		arb_sub(f, c, f, p);
	} else
		arb_neg(f, c);
	chain(y, a, f, p);
	arb_clear(nu), arb_clear(c), arb_clear(f);
	return true;
}

bool b_j0(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return bessel(y, a, 0, arb_hypgeom_bessel_j, p);
}
bool b_j1(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return bessel(y, a, 1, arb_hypgeom_bessel_j, p);
}
bool b_y0(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return arb_is_positive(a->v) && bessel(y, a, 0, arb_hypgeom_bessel_y, p);
}
bool b_y1(Ball *y, const Ball *a, const Ball *b, slong p)
{
	return arb_is_positive(a->v) && bessel(y, a, 1, arb_hypgeom_bessel_y, p);
}
