/* special.c -- erf, gamma and their kin, sinc, Bessel functions in complex balls. */
#include "engines/numbers/balls.h"
#include "engines/reference/each.h"
#include <math.h>

ENTIRE(gamma, acb_gamma)
ENTIRE(digamma, acb_digamma) REAL(erf, arb_hypgeom_erf, acb_hypgeom_erf(y, c->a, c->p))

	/* exp(-z^2)/(z sqrt(pi)) (1 - 1/(2 z^2) + 3/(2 z^2)^2 - ...), to the right of both
	   diagonals within the last term */
	static void farerfc(acb_t y, const acb_t z, slong p)
{
	acb_t w, term, sum;
	mag_t m;

	acb_init(w), acb_init(term), acb_init(sum), mag_init(m);
	/* of a wide ball it may hold 0, and then nothing is told */
	acb_sqr(w, z, p);
	acb_one(sum), acb_one(term);
	/* two bits a term at least, where z is narrow */
	for (slong k = 1; k < p && acb_is_finite(term); k++) {
		acb_mul_si(term, term, 1 - 2 * k, p);
		acb_div(term, term, w, p);
		acb_mul_2exp_si(term, term, -1);
		acb_get_mag(m, term);
		if (log2of(m) < -(double)p) break;
		acb_add(sum, sum, term, p);
	}
	if (!(log2of(m) < -(double)p)) mag_inf(m);
	acb_add_error_mag(sum, m);
	acb_neg(w, w);
	acb_exp(w, w, p);
	acb_mul(sum, sum, w, p);
	acb_div(sum, sum, z, p);
	acb_const_pi(w, p);
	acb_sqrt(w, w, p);
	acb_div(y, sum, w, p);
	acb_clear(w), acb_clear(term), acb_clear(sum), mag_clear(m);
}

VALUE(erfc)
{
	arb_t t;
	bool right;

	arb_init(t);
	arb_abs(t, IM(c->a));
	/* |z|^2 > 4 p: its terms fall below 2^-p */
	right = arb_gt(RE(c->a), t) && 2 * leastlog2(c->a) > log2((double)c->p) + 2;
	arb_clear(t);
	if (right)         farerfc(y, c->a, c->p);
	else if (!c->wide) arb_hypgeom_erfc(RE(y), RE(c->a), c->p);
	else               acb_hypgeom_erfc(y, c->a, c->p);
	return true;
}

/* left of 0 its value is log|gamma|: log(pi/|sin(pi x)|) - lgamma(1 - x) */
static bool lgammaleft(acb_t y, const acb_t a, int sign, slong p)
{
	acb_t s, t;
	bool ok;

	acb_init(s), acb_init(t);
	acb_sin_pi(s, a, p);
	if (sign < 0) acb_neg(s, s);
	acb_log_analytic(s, s, 1, p);
	acb_const_pi(t, p);
	acb_log(t, t, p);
	acb_sub(s, t, s, p);
	acb_sub_ui(t, a, 1, p);
	acb_neg(t, t);
	ok = arb_is_positive(RE(t));
	acb_lgamma(t, t, p);
	acb_sub(y, s, t, p);
	acb_clear(s), acb_clear(t);
	return ok;
}

VALUE(lgamma)
{
	if (!arb_is_positive(RE(c->a)))
		return lgammaleft(y, c->a, c->br, c->p);
	acb_lgamma(y, c->a, c->p);
	return true;
}

/* by digamma's power series: Arb's own polygamma takes seconds at -1e12, or at 2,048 bits */
static bool polygammaof(acb_t y, slong n, const acb_t z, slong p)
{
	nthderivative(y, acb_poly_digamma_series, n, z, p);
	return true;
}

VALUE(trigamma) { return polygammaof(y, 1, c->a, c->p); }

VALUE(sinc) { acb_sinc_pi(y, c->a, c->p); return true; }

/* (cos(pi x) - sinc(x))/x = -pi^2 x/3 0F1(5/2, -(pi x)^2/4), which has no 0/0 */
VALUE(dsinc)
{
	acb_t t, b;
	arb_t pi;

	acb_init(t), acb_init(b), arb_init(pi);
	acb_get_mag_lower(arb_radref(pi), c->a);
	if (mag_cmp_2exp_si(arb_radref(pi), -1) > 0) { /* off 0 as it is written */
		acb_cos_pi(t, c->a, c->p);
		acb_sinc_pi(b, c->a, c->p);
		acb_sub(t, t, b, c->p);
		acb_div(y, t, c->a, c->p);
		acb_clear(t), acb_clear(b), arb_clear(pi);
		return true;
	}
	mag_zero(arb_radref(pi));
	arb_const_pi(pi, c->p);
	arb_sqr(pi, pi, c->p);
	acb_sqr(b, c->a, c->p);
	acb_mul_arb(t, b, pi, c->p);
	acb_mul_2exp_si(t, t, -2);
	acb_neg(t, t);
	acb_set_d(b, 2.5);
	acb_hypgeom_0f1(t, b, t, 0, c->p);
	acb_mul(t, t, c->a, c->p);
	acb_mul_arb(y, t, pi, c->p);
	acb_div_si(y, y, -3, c->p);
	acb_clear(t), acb_clear(b), arb_clear(pi);
	return true;
}

enum { ORDERS = 20, TERMS = 200 };         /* bits of an order; the most terms of a series */

static bool ordered(const acb_t n)
{
	return acb_is_int(n) && arf_cmpabs_2exp_si(arb_midref(RE(n)), ORDERS) < 0;
}

VALUE(polygamma)
{
	return ordered(c->a) && !arb_is_negative(RE(c->a)) &&
		arf_cmpabs_ui(arb_midref(RE(c->a)), TERMS) < 0 &&
		polygammaof(y, arf_get_si(arb_midref(RE(c->a)), ARF_RND_DOWN), c->b, c->p);
}

static bool bessel(acb_t y, const acb_t n, const acb_t z, bool second, slong p)
{
	if (!ordered(n) || (second && !arb_is_positive(RE(z))))
		return false;
	if (second) acb_hypgeom_bessel_y(y, n, z, p);
	else        acb_hypgeom_bessel_j(y, n, z, p);
	return true;
}

static bool whole(acb_t y, ulong n, const Cell *c, bool second)
{
	acb_t t;
	bool ok;

	acb_init(t);
	acb_set_ui(t, n);
	ok = bessel(y, t, c->a, second, c->p);
	acb_clear(t);
	return ok;
}

/* j0(x) - j1(x)/x = (j0(x) - j2(x))/2 */
VALUE(dj1)
{
	acb_t t;
	bool ok;

	acb_init(t);
	ok = whole(t, 2, c, false) && whole(y, 0, c, false);
	acb_sub(y, y, t, c->p);
	acb_mul_2exp_si(y, y, -1);
	acb_clear(t);
	return ok;
}

VALUE(j0) { return whole(y, 0, c, false); }
VALUE(j1) { return whole(y, 1, c, false); }
VALUE(y0) { return whole(y, 0, c, true); }
VALUE(y1) { return whole(y, 1, c, true); }
VALUE(jn) { return bessel(y, c->a, c->b, false, c->p); }
VALUE(yn) { return bessel(y, c->a, c->b, true, c->p); }
