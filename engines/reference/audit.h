/* audit.h -- a scalar list run in MPFR at x - hv, x, x + hv, and what its values tell of their own worth; no rule is used. */
#ifndef AUDIT_H
#define AUDIT_H
#include "engines/wengert.h"
#include <mpfr.h>

enum { LEFT, HERE, RIGHT };

typedef struct {                           /* about one output */
	bool finite;                       /* every live value at x is */
	int paths;                         /* rows that took another path on the two sides */
	int noise, bent;                   /* rows whose change is not resolved; is not linear in h */
	int shaky;                         /* rows whose path or phase the noise decides */
	bool lost;                         /* it hangs on a number below MPFR's range, and is not itself that small */
	bool reached;                      /* some moved input leads here */
	bool still;                        /* none does but through steps that were not taken, or the value is exactly the same thrice */
} Finding;

typedef struct Audit Audit;

Audit *newaudit(const List *scalars);      /* keeps the list */
void   freeaudit(Audit *);
mpfr_t *inputof(Audit *, int side, size_t i);      /* to be set, at any precision */
void   auditrun(Audit *, long p);          /* the three runs at p bits; inputs have been set */
mpfr_srcptr outputof(const Audit *, int side, size_t o);
/* after each level's run; first: nothing to compare with.  want: bits asked for */
void   findings(Audit *, const double *v, long e, long k, int want, bool first, Finding *);
size_t auditbytes(const Audit *, long p);

#endif
