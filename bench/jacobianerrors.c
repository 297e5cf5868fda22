/* jacobianerrors.c -- the errors of a whole Jacobian, for the table of peers. */
#include "bench/jacobianerrors.h"
#include <math.h>

Worst worsterrors(const Certificate *c, const double *J)
{
	Worst w = { 0, 0 };
	mpfr_t e;

	mpfr_init2(e, 256);
	for (size_t o = 0; o < c->ny; o++) {
		mpfr_t *row = c->J + o * c->nx;
		long top = -2000;

		for (size_t i = 0; i < c->nx; i++)
			if (mpfr_regular_p(row[i]) && mpfr_get_exp(row[i]) > top)
				top = mpfr_get_exp(row[i]);
		for (size_t i = 0; i < c->nx; i++) {
			double d;

			mpfr_sub_d(e, row[i], J[o * c->nx + i], MPFR_RNDN);
			d = fabs(mpfr_get_d(e, MPFR_RNDN));
			if (mpfr_regular_p(row[i]))
				w.entry = fmax(w.entry, ldexp(d, 53 - (int)mpfr_get_exp(row[i])));
			w.norm = fmax(w.norm, ldexp(d, 53 - (int)top));
			if (isnan(J[o * c->nx + i])) w.entry = w.norm = INFINITY;
		}
	}
	mpfr_clear(e);
	return w;
}
