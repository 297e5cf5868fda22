/* balls.c -- balls beside numbers of binary128. */
#include "checks/vjp/balls.h"
#include <math.h>

/* long double has the exponents of binary128, and half of its digits */
Quad quadofmpfr(const mpfr_t m)
{
	long double high = mpfr_get_ld(m, MPFR_RNDN), low;
	mpfr_t rest;

	if (!mpfr_number_p(m)) return (Quad)high;
	mpfr_init2(rest, mpfr_get_prec(m) + 64);
	mpfr_set_ld(rest, high, MPFR_RNDN);
	mpfr_sub(rest, m, rest, MPFR_RNDN);
	low = mpfr_get_ld(rest, MPFR_RNDN);
	mpfr_clear(rest);
	return (Quad)high + low;
}

static Quad quadofarf(const arf_t a, slong bits, mpfr_rnd_t how)
{
	mpfr_t m;
	Quad q;

	mpfr_init2(m, bits);
	arf_get_mpfr(m, a, how);
	q = quadofmpfr(m);
	mpfr_clear(m);
	return q;
}

Quad middleof(const arb_t a) { return quadofarf(arb_midref(a), 160, MPFR_RNDN); }

Quad radiusof(const arb_t a)
{
	arf_t r;
	Quad q;

	arf_init(r);
	arf_set_mag(r, arb_radref(a));
	q = quadofarf(r, 53, MPFR_RNDU);
	arf_clear(r);
	return q;
}

double roughly(const arb_t a) { return fabs(arf_get_d(arb_midref(a), ARF_RND_NEAR)); }

/* an upper bound of |a| */
Quad upper(const arb_t a) { return absq(middleof(a)) * (1 + (Quad)0x1p-60) + radiusof(a); }

/* of a side the radius is not kept: it has 140 bits */
void enclosed(arb_t y, const mpfr_t d, const mpfr_t radius)
{
	mag_t m;
	arf_t r;

	arb_zero(y);
	arf_set_mpfr(arb_midref(y), d);
	mag_init(m), arf_init(r);
	if (radius && mpfr_number_p(radius)) {
		arf_set_mpfr(r, radius);
		arf_get_mag(m, r);
	} else {
		arb_get_mag(m, y);
		mag_mul_2exp_si(m, m, -130);
	}
	mag_set(arb_radref(y), m);
	mag_clear(m), arf_clear(r);
}

bool nearly(const arb_t b, const arb_t p, int bits)
{
	arb_t t;
	bool so;

	arb_init(t);
	arb_sub(t, b, p, BALL);
	so = arb_overlaps(b, p) || upper(t) <= (Quad)ldexpl(1, -bits) * upper(p);
	arb_clear(t);
	return so;
}
