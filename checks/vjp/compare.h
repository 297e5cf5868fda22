/* compare.h -- one element, one cotangent, one matrix of differences: shared in a case. */
#ifndef COMPARE_H
#define COMPARE_H
#include "checks/vjp/judge.h"

/* the rule itself beside the proved truth */
typedef enum { UNTOLD, AGREES, DIFFERS } Standing;

typedef struct {
	int arg;
	size_t e;
	Slope d;
	Quad given[PRECISIONS];            /* the rule's */
	Quad plainly;                      /* |g y/x|, also where each element stands for itself */
	/* sum of |g J|; the argument's largest; |g y/x|; an ulp of the inputs; roundings of the
	 * widest type */
	Quad terms, peak, natural, moved, rough;
	/* largest cotangent, times the result where that is larger; the same, at a number below 1
	 * over it, for a rule may divide by it */
	Quad level, top;
	/* over- or underflow in binary128; the native primal is not finite; has lost half its
	 * digits */
	bool range, hard, far, undecidable, beyond;
	bool edge;                         /* put where the kernel decides */
	bool itself;                       /* what it is at this very number is asked */
	Standing rule;                     /* proved; exact: what the rule says */
	Quad exact;
} Element;

/* loose: the saved results moved too */
typedef struct { Quad **g, **gx[PRECISIONS], **moved, **loose, **rough; bool range; } Pass;

/* ---- verdict.c ---- */
void element(Bench *, const Element *);        /* right?  then, how far? */
Quad offset(Quad v, const Slope *);
/* what is not a fault: the truth's own error, and what rounding does to the rule in the widest type
 */
Quad noiseof(const Bench *, const Element *);
/* that, and what constants leave that have no more digits than its own type */
Quad fewdigits(const Bench *, const Element *);

/* ---- roundoff.c ---- */
enum { MODES = 3 };
extern const int modes[MODES];
void sensitivity(Bench *, Pass *);
void ownrough(Bench *, Pass *);
/* raises unrest to how far rounding moves the results at x */
void restless(Bench *, Quad *const *x, Quad **unrest);

/* ---- compare.c ---- */
Pass newpass(Bench *, Quad **g);
void freepass(Bench *, Pass *);
void compare(Bench *, Pass *);
Quad level(const Bench *, Quad *const *g);
Quad top(const Bench *, Quad *const *g, int arg);
bool diagonal(const Bench *);                  /* no result depends on elements elsewhere */

/* ---- directions.c ---- */
/* another element is equal to it */
bool equalled(const Bench *, int arg, size_t e);
/* widens the slope until what is given lies within, as far as gradients at points nearby reach */
void widened(Bench *, Quad *const *g, const Element *, Slope *);

/* ---- jacobian.c ---- */
void allslopes(Bench *);
/* a plain kernel's numbers are so far apart, or so large, that what happens to one is finer than
 * the other resolves */
bool beyond(const Bench *, int arg);

/* ---- cases.c ---- */
/* judges it, and frees it; false: it is dear, and not judged: a smaller one will do */
bool onecase(Bench *, Case *, int small);
void ransizes(Bench *, const Case *);          /* the sizes of one that ran, to be told */
void ofplan(Bench *, int small);               /* the case of this run */

#endif
