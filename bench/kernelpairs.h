/* kernelpairs.h -- a file of checks/kernels/pairs, a right rule and a wrong one, before our judge
 * and before the checkers of others. */
#ifndef KERNELPAIRS_H
#define KERNELPAIRS_H
#include "bench/gradcheckers.h"
#include "checks/vjp/verdict.h"

typedef struct {
	char kernel[64];
	Ruling ruling; /* our judge's, today */
	char why[WHY]; /* the checkers of others could not be run, or "" */
	bool passed[GRADCHECKERS];
} Twin;
/* first: the verdict on each of the two when it was first judged, or "" */
typedef struct {
	char file[96], origin[16], first[2][16];
	bool judged; /* by our judge */
	char why[WHY]; /* there is no verdict at all, or "" */
	Twin twin[2]; /* the right one, the wrong one */
} KernelPair;

/* the lines of checks/kernels/origin.csv that are pairs, yours; NULL: why not */
KernelPair *kernelpairs(size_t *n, char why[WHY]);
/* fills in both twins, in a process of its own; others: the checkers of others are run, too */
void tellpair(KernelPair *, unsigned long seed, double limit, bool others);

#endif
