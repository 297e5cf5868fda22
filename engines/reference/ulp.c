/* ulp.c -- how far a computed derivative is from the true one, in units of its last place.
 *
 *	e(y, d) = |y - d| / 2^max(E(d) - p, e_min)
 *
 * d = m 2^E, 1/2 <= |m| < 1, is never rounded first; p and e_min, the exponent of the least
 * subnormal, are those of the number type (lastplace).
 * Zimmermann et al., Accuracy of Mathematical Functions.
 */
#include "engines/reference/reference.h"
#include <math.h>

static long exponent(const mpfr_t a)
{
	return mpfr_regular_p(a) ? mpfr_get_exp(a) : mpfr_zero_p(a) ? -RANGE : RANGE;
}

/* d is beyond the largest number of T, so that infinity is d rounded */
static bool overflows(const mpfr_t d, const Num *T)
{
	mpfr_t most;
	bool yes;

	/* 2^emax (1 - u/2): from here on nearest is infinity */
	mpfr_init2(most, digits(T) + 1);
	mpfr_set_ui_2exp(most, 1, T->emax, MPFR_RNDZ);
	mpfr_nextbelow(most);
	yes = mpfr_cmpabs(d, most) >= 0;
	mpfr_clear(most);
	return yes;
}

/* |y - d| / 2^max(E(d) - digits, smallest): d is never rounded first (ACCURACY, section 1) */
static double distance(const mpfr_t y, const mpfr_t d, const Num *T)
{
	mpfr_t t;
	double u;

	if (mpfr_equal_p(y, d) || (mpfr_inf_p(y) && mpfr_sgn(y) == mpfr_sgn(d) && overflows(d, T)))
		return 0;
	if (!mpfr_number_p(y) || !mpfr_number_p(d))
		return mpfr_inf_p(y) && mpfr_inf_p(d) ? INFINITY : mpfr_nan_p(d) ? NAN : INFINITY;
	mpfr_init2(t, 128);
	mpfr_sub(t, y, d, MPFR_RNDA);
	mpfr_mul_2si(t, t, -lastplace(T, exponent(d)), MPFR_RNDA);
	u = fabs(mpfr_get_d(t, MPFR_RNDN));
	mpfr_clear(t);
	return u;
}

double ulps(const mpfr_t y, const Truth *t, const Num *T)
{
	switch (t->class) {
	case SMOOTH: case ZERO: case JOIN:
		return distance(y, t->d, T);
	case KINK:
		if (mpfr_nan_p(y)) return INFINITY;
		if (mpfr_cmp(y, t->left) * mpfr_cmp(y, t->right) <= 0) return 0;
		return fmin(distance(y, t->left, T), distance(y, t->right, T));
	case VERTICAL:
		return mpfr_inf_p(y) ? 0 : mpfr_nan_p(y) ? INFINITY : NAN;
	case ONESIDED:                         /* NaN, or the one side there is */
		if (mpfr_nan_p(y)) return 0;
		return mpfr_number_p(t->left)     ? distance(y, t->left, T)
			: mpfr_number_p(t->right) ? distance(y, t->right, T)
						  : NAN;
	case NOWHERE:
		return mpfr_nan_p(y) ? 0 : NAN;
	default:
		return NAN;
	}
}
