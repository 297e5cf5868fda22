/* truth.c -- from the balls of a proof to MPFR numbers. */
#include "engines/reference/truth.h"
#include <string.h>

enum { SPARE = 32 };                       /* bits that an mpfr number has beyond those asked for */

static void radius(mpfr_t r, const arb_t a, const mpfr_t d)
{
	arb_t t;
	arf_t m;
	mag_t b;

	arb_init(t), arf_init(m), mag_init(b);
	arf_set_mpfr(arb_midref(t), d);
	arb_sub(t, a, t, ARF_PREC_EXACT);
	arb_get_mag(b, t);
	arf_set_mag(m, b);
	arf_get_mpfr(r, m, MPFR_RNDU);
	arb_clear(t), arf_clear(m), mag_clear(b);
}

/* of an enclosure its middle, or a number of half its bits, where one lies in it: 27 and not 27 +
 * 2^-400 */
static void middle(mpfr_t y, const arb_t a)
{
	arf_t t;
	slong bits = arb_rel_accuracy_bits(a) / 2;

	arf_init(t);
	arf_set_round(t, arb_midref(a), bits < 2 ? 2 : bits, ARF_RND_NEAR);
	arf_get_mpfr(y, arb_contains_arf(a, t) ? t : arb_midref(a), MPFR_RNDN);
	arf_clear(t);
	mpfr_check_range(y, 0, MPFR_RNDN);
}

void nearest(mpfr_t y, const arb_t a, long want)
{
	mpfr_set_prec(y, want + SPARE);
	if (arf_is_inf(arb_midref(a)))
		mpfr_set_inf(y, arf_sgn(arb_midref(a)));
	else if (!arb_is_finite(a))
		mpfr_set_nan(y);
	else if (arb_contains_zero(a))
		mpfr_set_zero(y, 1);
	else
		middle(y, a);
}

void truthof(Truth *t, const Proof *p, const Proof *second, long want)
{
	t->class = p->class;
	t->bits = (int)p->bits;
	t->proof = p->class == UNDECIDED ? UNPROVED : p->structural ? STRUCTURE : ENTRY;
	nearest(t->d, p->d, want);
	nearest(t->left, p->side[0], want);
	nearest(t->right, p->side[1], want);
	mpfr_set_nan(t->radius), mpfr_set_nan(t->second);
	if (mpfr_number_p(t->d)) radius(t->radius, p->d, t->d);
	if (p->class == SMOOTH && mpfr_zero_p(t->d)) t->class = ZERO;  /* below MPFR's range */
	if (t->class == SMOOTH || t->class == ZERO) mpfr_set_nan(t->left), mpfr_set_nan(t->right);
	if (second && (second->class == SMOOTH || second->class == ZERO || second->class == JOIN))
		nearest(t->second, second->d, want);
	if (p->class == UNDECIDED) memcpy(t->why, p->why, sizeof t->why);
}

Truth *newtruths(size_t n)
{
	Truth *t = alloc(n, sizeof *t);

	for (size_t i = 0; i < n; i++)
		mpfr_inits2(64, t[i].d, t[i].left, t[i].right, t[i].second, t[i].radius,
			(mpfr_ptr)0);
	return t;
}

void freetruths(size_t n, Truth *t)
{
	for (size_t i = 0; t && i < n; i++)
		mpfr_clears(t[i].d, t[i].left, t[i].right, t[i].second, t[i].radius, (mpfr_ptr)0);
	release(t);
}

void copytruth(Truth *to, const Truth *t)
{
	mpfr_ptr y[] = { to->d, to->left, to->right, to->second, to->radius };
	mpfr_srcptr x[] = { t->d, t->left, t->right, t->second, t->radius };

	for (int k = 0; k < 5; k++)
		mpfr_set_prec(y[k], mpfr_get_prec(x[k])), mpfr_set(y[k], x[k], MPFR_RNDN);
	to->class = t->class, to->proof = t->proof, to->bits = t->bits;
	memcpy(to->why, t->why, sizeof to->why);
}
