/* sweep.h -- every input of a number type: errors by segments of the line. */
#ifndef SWEEP_H
#define SWEEP_H
#include "checks/vjp/narrow.h"

enum { SEGMENTS = 15 };

/* unknown: where the truth is not known to a part of an ulp; errors in ulps of the type */
typedef struct {
	double from, to;
	uint64_t count, unknown, within;
	double worst, sum, at;
} Stretch;

/* inputs: of the type, in the domain; pairs: of two arguments; suspects: where a difference and
 * the rule in the widest type do not agree, and the case was judged */
typedef struct {
	bool ran, pairs, sharded;
	uint64_t inputs, suspects;
	Stretch part[SEGMENTS];
	int n;
	double seconds;
} Sweep;

void     segments(Sweep *, Precision);
Stretch *segmentof(Sweep *, double x);
void     tally(Stretch *, double x, double ulps);  /* NaN: not known */
/* of inputs that are off alike the one next to 0, on its right side: whoever comes first */
bool     worse(double ulps, double x, double than, double at);
void     merged(Sweep *, const Sweep *);           /* another part of the same line */
double   spacing(double v, Precision);             /* an ulp at v */

#endif
