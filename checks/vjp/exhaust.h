/* exhaust.h -- kernels of numbers at every input of their type. */
#ifndef EXHAUST_H
#define EXHAUST_H
#include "checks/vjp/compare.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/quick.h"

enum { MOSTSUSPECTS = 64 };
typedef struct { Quad x[2], weight; } Suspect;

typedef struct {
	Bench *b;
	const Case *c;
	Sweep *sweep;
	Quick own, wide;
	Precision p;
	int wanted;                        /* arguments with a gradient */
	Suspect suspect[MOSTSUSPECTS];
	size_t n;
	Quad lone;                         /* off in its own type, and its neighbours are not */
	bool islone;
} Sweeper;

void  exhaust(Bench *);                        /* of 16 bits: cases are added to the bench */
void  everyinput(Bench *);                     /* --every: binary32, all 2^32 */

/* ---- for every.c ---- */
/* the rule in the widest type beside differences; where they do not agree x is a suspect */
void  checked(Sweeper *, const Quad *x, Quad y, const Quad *gx);
Case *pointcase(const Sweeper *, const Quad *x); /* a case at x */
/* scalar, of binary128 too, and a number type of so many bits */
bool  sweeps(const Bench *, const Kernel *, bool narrow);

#endif
