/* judge.h -- one case on the bench: values, truth, and the rule in every precision. */
#ifndef JUDGE_H
#define JUDGE_H
#include "checks/vjp/narrow.h"
#include "checks/vjp/points.h"
#include "checks/vjp/truth.h"
#include "checks/vjp/verdict.h"

enum { SMALLER = 10000 };              /* --case 20008: case 8, made smaller twice */

typedef struct {
	Subject *s;
	const Asked *asked;
	Verdict *v;
	const Kernel *k;
	Case *c;
	/* the widest there is: F128 unless the source cannot be retyped */
	Precision wide;
	long run, plan;                            /* this case; those of the plan */
	/* sizes were made so much smaller, to be cheap */
	int small;
	Dice d;
	Quad *y[PRECISIONS][MOST];
	size_t NX, NY, xat[MOST], yat[MOST];       /* wanted elements, and where an array's begin */
	/* of the results: how far rounding moves them in the widest type */
	Quad *noise;
	/* NY x NX; NULL: too many, the directions are tried */
	Slope *J;
	double *ulps[MOST], *seen[MOST], *usual[MOST];     /* usual: errors at ordinary points */
	size_t nulps[MOST], ulproom[MOST], nseen[MOST], seenroom[MOST], nusual[MOST],
		usualroom[MOST];
	Quad *given[MOST], *truth[MOST], *at[MOST], *atg[MOST], *aty[MOST], *doubt[MOST];
	size_t nsamples[MOST], room[MOST][6];
	Mode mode[MOST];
	unsigned long passes;
	/* an elementwise kernel as a scalar one; NULL: it is none, or proved to be none */
	Kernel *one;
	struct timespec begin;
	/* cases after the plan; sizes that ran, SIZES for each case */
	Case **added;
	size_t nadded, addedroom, nran, ranroom;
	long *ran;
	bool pointwise;                            /* found so at the first case */
	bool random;                               /* the forward does not repeat itself */
	struct Trust *trust;                       /* NULL: nothing was proved yet */
} Bench;

Quad **tolerance(const Case *, bool results);      /* arrays of a case, zero */
void   freeroom(Quad **, const Case *, bool results);
/* into zeros */
void   usersrule(Bench *, Precision, Quad *const *x, Quad *const *y, Quad *const *g, Quad **gx);
Finding *finding(Bench *, int arg);
char  *elementname(const char *name, const Shape *, size_t e, char *index, size_t room);
void   accuse(Bench *, int arg, Ruling, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* sum of g J, terms: of |g J| */
Slope  summed(const Bench *, Quad *const *g, size_t column, Quad *terms);

bool   leftout(const Bench *, int arg);       /* no gradient of it, or --arg names another */
void   shown(Bench *, int arg, size_t e, Quad given, const Slope *truth);

void large(Bench *, Quad *const *g, Quad **const gx[PRECISIONS]);
void ties(Bench *, Quad *const *g, Quad **const gx[PRECISIONS], const Slope *const *d);
void contract(Bench *, Quad *const *g);
void diagnose(Bench *, int arg, Quad *const *g, const Quad *given, const Slope *truth);
void diagnosescalar(Bench *, int arg);
void symmetry(Bench *);                        /* of the Hessian that the rule implies */
void dotproduct(Bench *, Quad *const *g, Quad *const *gx);     /* a JVP beside the VJP: u'J v */

#endif
