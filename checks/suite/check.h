/* check.h -- the parts of `wengert check`. */
#ifndef CHECK_H
#define CHECK_H
#include "checks/measure/explain.h"
#include "checks/commands/options.h"
#include "checks/io/tap.h"

/* one engine on one function at one point in one number type */
typedef struct {
	const struct Function *function;
	const Num *num;
	const Facts *facts;
	const char *where;
	/* drawn to hurt: the engine is held to what its roundings explain, not to its bound */
	bool hard;
	Answer answer;
	double worst, bound;               /* ulps of the largest entry */
	bool within;                       /* or explained by truncation and round-off */
	size_t words[VERDICTS];            /* of a difference: its entries by what explains them */
} Visited;
typedef void Visit(void *, const Visited *);

typedef struct { const Num *type[2]; int n; } Types;       /* what is run in */
/* the number that binary32 and all of them have, next to x */
double common(const Types *, double x);

bool askedfor(const Options *, const struct Function *);
/* over the functions o names, or all */
void walk(const Options *, const Types *, Visit *, void *);
/* points that hurt: ends of the domain, zeros, ties, near-integers, all magnitudes; k of them, n
 * numbers of binary32 each; yours to release */
double *hardpoints(const struct Function *, size_t n, unsigned long seed, size_t *k);
double bound(const Engine *, const Num *);                 /* of checks/suite/bounds.def */
/* the largest error of a difference over what truncation and round-off explain: at most 1; words:
 * entries by what explains them */
double unexplained(const Answer *, const Facts *, const Num *, double promise,
	size_t words[VERDICTS]);
double seconds(void);

/* every elementwise derivative, at hard points too */
void checkrules(const Options *, const Types *, Tally *, Tally *mutants);
/* every primitive with a definition of its own, both its rules, in binary64 to second order */
void checkpages(const Options *, const Types *, Tally *, Tally *mutants);

typedef enum { NEGATED, SCALED, ADDED, DROPPED } Mutation;
const char *mutation(Mutation);            /* good until the next call */
void breakrule(const Prim *, int i, Mutation);             /* from now on; NULL: whole again */

#endif
