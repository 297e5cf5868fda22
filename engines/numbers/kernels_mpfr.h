/* kernels_mpfr.h -- what the table of elementwise primitives needs and MPFR does not have under
 * that name. */
#ifndef KERNELS_MPFR_H
#define KERNELS_MPFR_H
#include <mpfr.h>

static inline int mpfr_recip(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r)
{
	return mpfr_ui_div(y, 1, x, r);
}
static inline int mpfr_sign(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r)
{ return mpfr_nan_p(x) ? (mpfr_set_nan(y), 0) : mpfr_set_si(y, mpfr_sgn(x), r); }
#undef  mpfr_floor
#undef  mpfr_round
#define mpfr_floor mpfr_rint_floor
#define mpfr_round mpfr_rint_round

static inline int mpfr_strongmul(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{ return mpfr_zero_p(a) ? (mpfr_set_zero(y, 1), 0) : mpfr_mul(y, a, b, r); }
static inline int mpfr_strongdiv(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{ return mpfr_zero_p(a) ? (mpfr_set_zero(y, 1), 0) : mpfr_div(y, a, b, r); }

static inline int mpfr_lt(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_set_si(y, mpfr_less_p(a, b) != 0, r);
}
static inline int mpfr_le(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_set_si(y, mpfr_lessequal_p(a, b) != 0, r);
}
static inline int mpfr_gt(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_set_si(y, mpfr_greater_p(a, b) != 0, r);
}
static inline int mpfr_ge(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_set_si(y, mpfr_greaterequal_p(a, b) != 0, r);
}
static inline int mpfr_eqval(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_set_si(y, mpfr_equal_p(a, b) != 0, r);
}
#undef  mpfr_eq
#define mpfr_eq mpfr_eqval

/* MPFR's max and min take the number where the other is NaN; here NaN wins */
static inline int mpfr_most(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_nan_p(a) || mpfr_nan_p(b) ? (mpfr_set_nan(y), 0)
					      : mpfr_set(y, mpfr_greater_p(a, b) ? a : b, r);
}
static inline int mpfr_least(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r)
{
	return mpfr_nan_p(a) || mpfr_nan_p(b) ? (mpfr_set_nan(y), 0)
					      : mpfr_set(y, mpfr_less_p(a, b) ? a : b, r);
}
#undef  mpfr_max
#undef  mpfr_min
#define mpfr_max mpfr_most
#define mpfr_min mpfr_least

#undef mpfr_jn
#undef mpfr_yn
/* J(-n) = (-1)^n J(n), and so Y (DLMF 10.4.1): of n < 0 far away MPFR 4.2 asks for more memory than
 * there is */
static inline int mpfr_ofwholeorder(int (*f)(mpfr_ptr, long, mpfr_srcptr, mpfr_rnd_t), mpfr_ptr y,
	mpfr_srcptr order, mpfr_srcptr x, mpfr_rnd_t r)
{
	long n;
	int t;

	if (!mpfr_integer_p(order) || !mpfr_fits_sint_p(order, r)) return mpfr_set_nan(y), 0;
	n = mpfr_get_si(order, r);
	t = f(y, n < 0 ? -n : n, x, r);
	return n < 0 && n % 2 ? mpfr_neg(y, y, r), -t : t;
}
static inline int mpfr_besselj(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t r)
{
	return mpfr_ofwholeorder(mpfr_jn, y, n, x, r);
}
static inline int mpfr_bessely(mpfr_ptr y, mpfr_srcptr n, mpfr_srcptr x, mpfr_rnd_t r)
{
	return mpfr_ofwholeorder(mpfr_yn, y, n, x, r);
}
#define mpfr_jn mpfr_besselj
#define mpfr_yn mpfr_bessely

#undef mpfr_lgamma
static inline int mpfr_logabsgamma(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r)
{
	int sign;

	return (mpfr_lgamma)(y, &sign, x, r);
}
#define mpfr_lgamma mpfr_logabsgamma

#endif
