/* cover.h -- where a kernel decides, and the cases that make it decide otherwise. */
#ifndef COVER_H
#define COVER_H
#include "checks/vjp/compare.h"

/* one place where two numbers are compared */
typedef struct {
	void *at, *next[2];                /* blocks that ran after it */
	void *after[3]; /* the last that ran after less, equal, more */
	bool back, real;                   /* of the backward; of numbers, not of indices */
	bool itself;                       /* only ever x and x: a test for NaN */
	bool varies;                       /* its operands are not constants of the kernel */
	double a, b;
	size_t less, equal, more;
	int aimed, tried;
} Site;

typedef struct Cover {
	Bench *b;
	Site *site;
	size_t nsites, room, blocks;
	/* thresholds met: the value of an element of an argument where something is decided */
	struct Threshold { int arg; size_t e; double v; } *met;
	size_t nmet, metroom;
	/* cases with an element on such a value */
	struct Tie {
		const Case *c;
		int arg;
		size_t e;
	} * tie;
	size_t nties, tieroom;
	size_t rays;                       /* cases made by growing or shrinking an argument */
	uint64_t reports;                  /* of the last case */
	Quad *decimal;                     /* the numbers of the source as they stand there */
	size_t ndecimals;
	/* arguments whose elements are compared, or may be: differences with 0 */
	bool compared[MOST];
} Cover;

/* a case to be judged after the plan; takes it */
bool append(Bench *, Case *, size_t most); /* false: there are so many */
Case *copycase(const Case *);
bool allowed(const Case *, int arg, Quad v);   /* within the domain of the comment */

/* ---- cover.c ---- */
/* runs it in the instrumented build; true: it went where nothing went before.  kept: the events of
 * the forward, or of the backward, yours; NULL: both run, with cotangents of all sizes if !back */
bool saw(Cover *, const Case *, bool back, Event **kept, size_t *n);
bool bothways(const Site *);

/* ---- aim.c ---- */
void aim(Cover *, const Case *, bool back);    /* at what it decides by */
void bands(Cover *, const Case *);             /* between one threshold and the next */
/* the operands of the same comparison at another case, their difference; false: not reached */
bool gap(Cover *, const Case *, bool back, size_t which, const void *at, double *);

/* ---- ray.c ---- */
/* where it turns over as whole arguments grow or shrink */
void rays(Cover *, const Case *, bool back, size_t which, const Event *);

/* ---- equalities.c ---- */
void equalities(Cover *); /* more of those that a backward singles out */

/* ---- sizes.c ---- */
void sizesof(Cover *);                         /* those at which something is decided otherwise */
void triedsizes(const Bench *, char *to, size_t room);

/* ---- huge.c ---- */
/* one difference in binary64 along a random direction, at a case too large for any other */
typedef struct { Bench *b; Case *c; Quad **g, **v, **x, **y, **gx; } Huge;
Huge newhuge(Bench *, Case *);                 /* its forward has returned */
bool hugerule(Huge *);                         /* its backward has: true */
bool misses(Huge *);                           /* by so much that it must be judged */

/* ---- unseen.c ---- */
void unseen(Cover *);                          /* what was never taken, by line */

/* ---- seams.c ---- */
void simplenumbers(Bench *);                   /* whole numbers, quarters, ends of a domain */
/* two, three, half of many elements alike, in arguments that are compared; NULL: any */
void someties(Bench *, const bool *compared);

/* ---- explore.c ---- */
void explore(Bench *);
/* each argument 0, or constant, or the same as another, while the others are ordinary */
void wholes(Bench *);

#endif
