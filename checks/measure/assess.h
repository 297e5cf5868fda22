/* assess.h -- one function at one point: what its derivatives truly are, and how far off each
 * engine is. */
#ifndef ASSESS_H
#define ASSESS_H
#include "engines/reference/reference.h"

typedef struct {
	Fn fn;
	const double *x;                   /* not copied */
	/* the one direction they are along; NULL: along each input */
	const double *v;
	size_t nx, ny;
	mpfr_t *y;                         /* ny values */
	Truth *t;                          /* ny x nx, row major */
	int bits;                          /* the most any of them needed */
	bool computed;                     /* values are not proved, but what MPFR computes */
} Facts;

/* of more than a few inputs: by rules, confirmed along one random direction */
Facts facts(const Fn *, const double *x, int want);
Facts factsalong(const Fn *, const double *x, const double *v, int want);     /* J v: nx is 1 */
Facts entries(const Fn *, const double *x, int want);     /* every entry proved by itself */
/* one derivative of higher order of f, nx is 1; last: the derivative before it, of which engines
 * take that along v */
Facts higherfacts(const Fn *f, const Fn *last, const double *x, const Powers *, const double *v,
	int want);
/* second derivatives, ny = nx: each proved; else by rules and one direction, where that does */
Facts secondfacts(const Fn *, const double *x, int want, bool each);
bool  certified(const Facts *);            /* every entry is, or is exact by structure */
bool  resting(const Facts *);              /* an entry rests on a direction */
void  freefacts(Facts *);

typedef struct {
	const Engine *engine;
	Jacobian j;
	/* UNDEFINED: it answers NaN; UNABLE: nothing, and j.status tells whether it crashed */
	Status status;
	double *ulps;                      /* ny x nx; NaN: nothing to compare with */
	/* the same error in ulps of the largest entry of its row */
	double *norm;
	size_t worst;                      /* entry with the most ulps */
} Answer;

Answer answer(const Engine *, const Facts *, const Num *);
/* errors in ulps of another type */
Answer measured(const Engine *, const Facts *, const Num *, const Num *units);
/* of a Jacobian that is there already, and now its own */
Answer assessed(const Engine *, Jacobian, const Facts *, const Num *units);
void   freeanswer(Answer *);
double valueulps(const Facts *, const Answer *, size_t o); /* of result o itself; NaN: no value */
bool   known(const Truth *);               /* a number stands there to compare with */
void   exactly(const Num *, mpfr_t y, const void *x);      /* y = x, with x's precision */
/* the part-quantile of what is not NaN; .5: median */
double median(size_t n, const double *x, double part);

#endif
