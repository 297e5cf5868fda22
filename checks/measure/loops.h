/* loops.h -- a function of arrays at one point: what plain loops in binary128 expect of its
 * derivatives. */
#ifndef LOOPS_H
#define LOOPS_H
#include "engines/wengert.h"

__extension__ typedef __float128 Loop;     /* 113 bits: more than what is compared */

typedef struct Loops Loops;
struct Loops {
	const char *name;
	size_t n;                          /* the length of a lane */
	int variant;                       /* shapes and axes */
	List *l;
	size_t nx, ny;
	Loop *x, *d, *g;                   /* drawn: the point, a tangent, a cotangent */
	Loop *y, *dy, *gx;                 /* expected of them; zeros at first */
	bool cancels;                      /* differences: compared with the largest of them */
};

void  openloops(Loops *, unsigned long seed);      /* draws the point for the list l */
void  closeloops(Loops *);
char *disagreement(const Loops *, const Num *);    /* a sentence, yours to release; or NULL */
void  flows(Loops *, size_t o, size_t i);          /* result o is argument i, or has it as a term */

#endif
