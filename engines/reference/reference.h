/* reference.h -- what a derivative truly is: proved, with no derivative rule (prove.h). */
#ifndef REFERENCE_H
#define REFERENCE_H
#include "engines/wengert.h"
#include <mpfr.h>

typedef enum { SMOOTH, ZERO, KINK, JOIN, VERTICAL, JUMP, ONESIDED, NOWHERE, UNDECIDED } Class;
/* an enclosure of its own; exact by structure; one direction of all */
typedef enum { UNPROVED, ENTRY, STRUCTURE, DIRECTION } Ground;
enum { RANGE = EXPONENTS };
extern const char *const classname[];      /* as ACCURACY and the JSON spell them */
extern const char *const groundname[];

typedef struct {                           /* d y[o] / dv at x */
	Class class;
	Ground proof;
	int bits;                          /* the precision that settled it */
	mpfr_t d, left, right, second;     /* NaN: there is none */
	mpfr_t radius;                     /* of the enclosure around d, rounded up */
	char why[100];                     /* UNDECIDED: what could not be told */
} Truth;

typedef struct Reference Reference;

/* want: bits the derivative must have; NULL: the function refused, why says what */
Reference *newreference(const Fn *, int want, char why[WHY]);
void   freereference(Reference *);
size_t refnx(const Reference *), refny(const Reference *);
/* y: ny, correct to want bits; NaN: none, or not known; false: some are no more than what MPFR
 * computes */
bool   primal(Reference *, const double *x, mpfr_t *y);
/* t: ny; with second derivatives */
void   along(Reference *, const double *x, const double *v, Truth *t);
void   firsts(Reference *, const double *x, const double *v, Truth *t);        /* without */
/* d2 y[o]/dv dw */
void   curved(Reference *, const double *x, const double *v, const double *w, Truth *t);
/* a derivative of higher order, in all at most HIGHEST: each of n inputs so many times */
enum { HIGHEST = 8 };
typedef struct { size_t n, input[HIGHEST]; int times[HIGHEST]; } Powers;
void   powers(Reference *, const double *x, const Powers *, Truth *t);
/* each derivative along an input, t: ny x nx; second: along two, ny x nx x nx, of which i <= j;
 * only what moves is run again. false: a comparison made in C is on a border here, and each
 * direction is to be asked for by itself */
bool   every(Reference *, const double *x, bool second, Truth *t);
Truth *newtruths(size_t n);
void   copytruth(Truth *to, const Truth *);
void   freetruths(size_t n, Truth *);
/* the error of y, in units of the last place of d; NaN: nothing to compare */
double ulps(const mpfr_t y, const Truth *, const Num *);

#endif
