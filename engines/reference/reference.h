/* reference.h -- what a derivative truly is: the primal in MPFR, differenced; no rule is used. */
#ifndef REFERENCE_H
#define REFERENCE_H
#include "engines/wengert.h"
#include <mpfr.h>

typedef enum { SMOOTH, ZERO, KINK, JOIN, VERTICAL, JUMP, ONESIDED, NOWHERE, UNDECIDED } Class;
enum { RANGE = 1 << 20 };                  /* exponents of MPFR, both ways; at its widest it asked GMP for 132 GB */
extern const char *const classname[];      /* as ACCURACY and the JSON spell them */

typedef struct {                           /* d y[o] / dv at x */
	Class class;
	int bits;                          /* the precision that settled it */
	mpfr_t d, left, right, second;     /* NaN: there is none */
} Truth;

typedef struct Reference Reference;

/* want: bits the derivative must have; NULL: the function refused, why says what */
Reference *newreference(const Fn *, int want, char why[WHY]);
void   freereference(Reference *);
size_t refnx(const Reference *), refny(const Reference *);
void   primal(Reference *, const double *x, mpfr_t *y);                        /* y: ny, correct to want bits */
void   along(Reference *, const double *x, const double *v, Truth *t);         /* t: ny */
Truth *newtruths(size_t n);
void   freetruths(size_t n, Truth *);
double ulps(const mpfr_t y, const Truth *, const Num *);   /* the error of y, in units of the last place of d; NaN: nothing to compare */

#endif
