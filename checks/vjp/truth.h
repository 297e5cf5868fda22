/* truth.h -- derivatives by difference of the forward in binary128: no rule is used. */
#ifndef TRUTH_H
#define TRUTH_H
#include "checks/vjp/kernel.h"

typedef struct {
	/* between the one-sided derivatives, which differ at a kink; error bounds neither being
	 * exact */
	Quad lo, hi, error;
	bool none;                         /* no derivative here, or none that a difference finds */
} Slope;

typedef void Line(void *, Quad t, Quad *y);

typedef struct {
	size_t n;                          /* values it has */
	/* the curve; the same rounded another way, upward and downward in turn */
	Line *f, *turned;
	void *own;
	/* how far roundings move it, measured before; NULL: measured at every step */
	const Quad *noise;
	/* t is added to that: steps are kept to what this adds exactly */
	Quad at;
	Quad scale;                        /* a step that is natural */
	Quad room;                         /* to the end of the domain; 0: there is none */
	Quad enough;                       /* a relative error that needs no other step; 0: 2^-70 */
	bool zero;                         /* the point is 0: no step is large */
	/* what happens here may be finer than the type resolves: a straight line proves nothing */
	bool beyond;
} Curve;

void differencesin(Precision);             /* the values f computes are of that precision */
void slopes(const Curve *, Slope *);       /* at t = 0 */

#endif
