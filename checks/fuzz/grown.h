/* grown.h -- random lists with control flow, as functions. */
#ifndef GROWN_H
#define GROWN_H
#include "engines/wengert.h"
#include <gsl/gsl_rng.h>

enum { GROWNINPUTS = 5 };

typedef struct {
	unsigned long seed;
} Grown; /* what of a Fn whose record is grown */

void grown(List *, const Fn *);
void grownpoint(gsl_rng *, double *x); /* between -1 and 1 */

#endif
