/* truth.h -- derivatives by difference of the forward in binary128: no rule is used. */
#ifndef TRUTH_H
#define TRUTH_H
#include "checks/vjp/kernel.h"

typedef struct {
	Quad lo, hi, error;                /* between the one-sided derivatives, which differ at a kink; error bounds neither being exact */
	bool none;                         /* no derivative here, or none that a difference finds */
} Slope;

/* d f/dv along v at t = 0: how f moves; f writes n values.  scale: a step that is natural */
typedef void Along_(void *, Quad t, Quad *y);
void differencesin(Precision);             /* the values f computes are of that precision */
void slopes(size_t n, Along_ *, void *, Quad scale, bool zero, Slope *);

#endif
