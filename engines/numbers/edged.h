/* edged.h -- kernels that round a ball, with what stands at the ends of a domain: b_name gives the
 * ball, e_name says whether it is not asked, and the value; after mpfr.h and kernels.h. */
#ifndef EDGED_H
#define EDGED_H
#include "engines/numbers/rounded.h"
#include <float.h>
#include <math.h>

/* at the ends of a domain and out of it, where the ball is not asked */
static inline bool edge(bool is, double value, double *y)
{
	if (is) *y = value;
	return is;
}
/* a number beyond binary64 keeps its side of 0, 1 and infinity */
static inline double roughly(mpfr_srcptr x)
{
	double d = mpfr_get_d(x, MPFR_RNDZ);

	if (mpfr_number_p(x) && d == 0 && !mpfr_zero_p(x)) d = mpfr_sgn(x) * DBL_MIN;
	if (d == rint(d) && !mpfr_integer_p(x)) d = nextafter(d, mpfr_sgn(x) * HUGE_VAL);
	return d;
}

#define EDGED(name) \
	double k_##name(double a, double b) \
	{ \
		double y = NAN; \
		if (isnan(a) || isnan(b) || e_##name(a, b, &y)) return y; \
		return roundedball((How){ .two = b_##name }, 0, a, b); \
	}
#define EDGEDMPFR(name) \
	int mpfr_##name(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_rnd_t r) \
	{ \
		double end = NAN; \
		if (mpfr_nan_p(a) || mpfr_nan_p(b) || e_##name(roughly(a), roughly(b), &end)) \
			return mpfr_set_d(y, end, r); \
		return exactball(y, (How){ .two = b_##name }, NULL, a, b); \
	}
#define EDGED3(name) \
	double k_##name(double a, double b, double x) \
	{ \
		double y = NAN; \
		if (isnan(a) || isnan(b) || isnan(x) || e_##name(a, b, x, &y)) return y; \
		return roundedball((How){ .three = b_##name }, a, b, x); \
	} \
	int mpfr_##name(mpfr_ptr y, mpfr_srcptr a, mpfr_srcptr b, mpfr_srcptr x, mpfr_rnd_t r) \
	{ \
		double end = NAN; \
		if (mpfr_nan_p(a) || mpfr_nan_p(b) || mpfr_nan_p(x) || \
			e_##name(roughly(a), roughly(b), roughly(x), &end)) \
			return mpfr_set_d(y, end, r); \
		return exactball(y, (How){ .three = b_##name }, a, b, x); \
	}
#define EDGED1(name) \
	double k_##name(double x) \
	{ \
		double y = NAN; \
		if (isnan(x) || e_##name(x, &y)) return y; \
		return roundedball((How){ .one = b_##name }, 0, 0, x); \
	} \
	int mpfr_##name(mpfr_ptr y, mpfr_srcptr x, mpfr_rnd_t r) \
	{ \
		double end = NAN; \
		if (mpfr_nan_p(x) || e_##name(roughly(x), &end)) return mpfr_set_d(y, end, r); \
		return exactball(y, (How){ .one = b_##name }, NULL, NULL, x); \
	}

#endif
