/* slope.h -- the derivative of a workload along a direction, by no rule. */
#ifndef SLOPE_H
#define SLOPE_H
#include "engines/wengert.h"

/* the function's own list, run in a number type: inputs and results side by side */
typedef struct { List *list; Run *run; const Num *num; size_t nx, ny; void *x, *y; } OwnList;

bool   openlist(OwnList *, const Fn *, const Num *, char why[WHY]);    /* false: why it is unable */
void   closelist(OwnList *);
void   evaluated(void *ownlist);
void   ownbeside(OwnList *, const double *x, const double *v, double h);  /* y = f(x + h v) */
/* u'J v, and what round-off alone could make of it */
double slopeof(OwnList *, const double *x, const double *v, const double *u, double *noise);
bool   fewelements(const OwnList *);       /* as few as a slope in MPFR may have */

#endif
