/* condition.c -- the condition number of each input, |x f'/f|, from the reference. */
#include "checks/measure/condition.h"
#include <math.h>

double conditionof(const Facts *f, size_t o, size_t i)
{
	const Truth *t = &f->t[o * f->nx + i];
	double c = NAN;
	mpfr_t q;

	if (!known(t) && t->class != VERTICAL)
		return c;
	mpfr_init2(q, 64);
	mpfr_mul_d(q, t->d, f->x[i], MPFR_RNDA);
	mpfr_div(q, q, f->y[o], MPFR_RNDA);
	c = fabs(mpfr_get_d(q, MPFR_RNDA));
	mpfr_clear(q);
	return c;
}

double roundingbound(const Facts *f, size_t o, const Num *T)
{
	double sum = 0;

	for (size_t i = 0; i < f->nx; i++) sum += conditionof(f, o, i);
	return sum * unitroundoff(T);
}
