/* quick.h -- a kernel of numbers called without fences, a million times a second. */
#ifndef QUICK_H
#define QUICK_H
#include "checks/vjp/csource.h"

typedef struct {
	const Kernel *k;
	Precision p;
	Entry *forward, *backward;
	void *at[PLACES];
	Quad cell[PLACES], given[MOST];
	long n[SIZES + MOST];
} Quick;

/* of a case with one element in each array; false: it cannot be called so */
bool newquick(Quick *, Subject *, const Kernel *, Precision, const Case *);
void freequick(Quick *);
Quad quickforward(Quick *, const Quad *x);     /* the first result that has a cotangent */
/* after a forward: gradients for the cotangent 1 */
void quickbackward(Quick *, const Quad *x, Quad *gx);

#endif
