/* explain.h -- how far roundings alone can carry a derivative: the first-order running-error bound
 * of each entry. */
#ifndef EXPLAIN_H
#define EXPLAIN_H
#include "checks/measure/assess.h"

typedef enum {
	HALF,                              /* at most 1/2 ulp */
	ONE,                               /* at most 1 */
	EXPLAINED,                         /* error <= bound */
	/* so it is, but rules good to 4 ulps would do better: beyond the ideal bound */
	LOSSY,
	/* a rule is wrong, a declared ulp is false, or an intermediate value left the range */
	UNEXPLAINED,
	/* the bound leaves fewer than POWER bits: it proves nothing */
	VACUOUS,
	BRANCH,                            /* the run took another path than exact arithmetic */
	VERDICTS
} Verdict;
extern const char *const verdictname[];

typedef struct {
	Verdict verdict;
	bool known;                        /* false: there is no derivative to compare with */
	double ulps, bound;                /* both in ulps of the entry */
	/* the bound if every local partial were off by 4 + c ulps; NaN: not asked for */
	double ideal;
	double power;                      /* -log2(bound/|d|), in bits */
} Explained;

typedef struct Explain Explain;

/* it runs the rules on numbers of its type, and nothing else */
bool explainable(const Engine *);
/* e has answered OK or UNDEFINED at f; *x is kept from call to call, and starts as NULL.  NULL: no
 * bound; why says why */
/* ny x nx, yours to release */
Explained *explain(Explain **x, const Answer *, const Facts *f, char why[WHY]);
void freeexplain(Explain *);
/* a figure of a table for binary64 and binary32; shorter types have the second */
double columnof(const Num *, double f64, double f32);
/* what one operation may be off, by checks/suite/ulps.def and limits.def */
double ulpsof(const Prim *, const Num *);

#endif
