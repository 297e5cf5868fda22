/* certificate.h -- a whole Jacobian or Hessian for the price of one direction: made by MPFR reverse
 * mode, certified by the reference. */
#ifndef CERTIFICATE_H
#define CERTIFICATE_H
#include "engines/reference/reference.h"

#define MISSES \
	0x1p-52 /* the chance that wrong entries cancel along a direction of 53 random bits each \
		 */
enum { WRONGMOST = 8 };                    /* entries that are named before it stops looking */

typedef struct {
	size_t nx, ny;
	mpfr_t *J, *y;                     /* ny x nx by rules, and the values */
	/* every row agrees with the rule-free difference, and no entry is too faint for it */
	bool sure;
	size_t directions;                 /* differences it took */
	/* entries that do not agree; none and not sure: nothing can be said */
	size_t nwrong, row[WRONGMOST], column[WRONGMOST];
	int bits;
} Certificate;

/* want: bits; tampered: an entry to be spoilt by 1 + 2^-40, to see it named, or SIZE_MAX */
Certificate certify(const Fn *, const double *x, int want, unsigned long seed, size_t tampered);
/* of a Hessian: J is H, nx x nx, and y the gradient */
Certificate certifysecond(const Fn *, const double *x, int want, unsigned long seed,
	size_t tampered);
void freecertificate(Certificate *);

#endif
