/* far.h -- what is said of a value beyond every ball: its sign, its turn from the real axis, and L;
 * for far.c and distant.c.
 */
#ifndef FAR_H
#define FAR_H
#include "engines/reference/germ.h"

/* of L: to stay FAR */
static const double LEAST = 32;
/* in radians, below pi/4: so much turned, u and u^2 are on one side of the imaginary axis */
static const double STRAIGHT = 0.75;

int headof(const Germ *, int place, Id); /* 0: in no known direction */
double turnof(const Germ *, int place, Id);
double boundof(const Germ *, int place, Id);
/* FAR, or VAGUE where L is too small; almost: c +- 2^-L, known */
State beyondballs(acb_t y, int sign, double turn, double L);
State almost(acb_t y, int place, int c, double L);
/* the least of the real part, or of its size; 0: none is known */
double leastreal(const acb_t, bool size);

/* at a point, of |u| >= 2^L: functions that oscillate are within their bounds, whatever u is */
State oscillating(acb_t y, int op, int sign, double L);
State ofone(Germ *, size_t i, int place, slong p); /* of one FAR argument */

#endif
