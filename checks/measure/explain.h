/* explain.h -- how far roundings alone can carry a derivative: the first-order running-error bound of each entry. */
#ifndef EXPLAIN_H
#define EXPLAIN_H
#include "checks/measure/assess.h"

typedef enum {
	HALF,                              /* at most 1/2 ulp */
	ONE,                               /* at most 1 */
	EXPLAINED,                         /* error <= bound */
	LOSSY,                             /* so it is, but rules good to 4 ulps would do better: beyond the ideal bound */
	UNEXPLAINED,                       /* a rule is wrong, a declared ulp is false, or an intermediate value left the range */
	VACUOUS,                           /* the bound leaves fewer than POWER bits: it proves nothing */
	BRANCH,                            /* the run took another path than exact arithmetic */
	VERDICTS
} Verdict;
extern const char *const verdictname[];

enum { POWER = 8 };                         /* of types of fewer than 24 bits a third of theirs */

typedef struct {
	Verdict verdict;
	bool known;                        /* false: there is no derivative to compare with */
	double ulps, bound;                /* both in ulps of the entry */
	double ideal;                      /* the bound if every local partial were off by 4 + c ulps; NaN: not asked for */
	double power;                      /* -log2(bound/|d|), in bits */
} Explained;

typedef struct Explain Explain;

bool explainable(const Engine *);          /* it runs the rules on numbers of its type, and nothing else */
/* e has answered OK or UNDEFINED at f; *x is kept from call to call, and starts as NULL.  NULL: no bound; why says why */
Explained *explain(Explain **x, const Answer *, const Facts *f, char why[WHY]);    /* ny x nx, yours to release */
void freeexplain(Explain *);
double columnof(const Num *, double f64, double f32);        /* a figure of a table for binary64 and binary32; shorter types have the second */

#endif
