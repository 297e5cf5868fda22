/* dumped.h -- a folder of dumped gradients beside the formula they are of. */
#ifndef DUMPED_H
#define DUMPED_H
#include "checks/vjp/dumps.h"
#include "checks/vjp/limits.h"
#include "checks/measure/explain.h"
#include "checks/io/npy.h"
#include "checks/io/safetensors.h"
#include "checks/io/out.h"

typedef enum { FINE, LOSS, UNSURE, REFUTED } Grade;
extern const char *const grade[];

typedef struct {                           /* one argument's gradient */
	const char *name;
	size_t from, n, compared;          /* its elements, in the order of the inputs */
	Npy given;                         /* no x: it was not dumped */
	Grade grade;
	double median, worst, over;        /* ulps; error over bound, the largest */
	size_t at;                         /* the worst element */
	size_t unjudged;                   /* not a number, as is a cotangent */
	size_t without, none;              /* without a derivative; the first of them */
	size_t aside;                      /* the worst beyond both sides of a kink, + 1; 0: none */
	char why[WHY], likely[WHY];
} Argument;

typedef struct {
	const char *dir, *formula;
	const Num *num;
	Point p;
	List *list;
	Facts f;
	Answer own;
	long double *bound;                /* absolute, of each element */
	char nobound[WHY];                 /* why it is our own engine's error instead */
	Argument *arg;
	Tensor *tensor;                    /* of .safetensors files in the folder */
	size_t ntensors, tensorroom;
	size_t weights, zeros, nans;       /* of all cotangents; those that judge nothing */
} Dumps;

/* ---- dumpfolder.c ---- */
void readdumps(Dumps *);

/* ---- dumpgrade.c ---- */
long double lastunit(const mpfr_t d, const Num *);     /* an ulp of d */
bool maybeshort(const Dumps *);                /* a processor may have multiplied in tf32 */
double given(const Dumps *, const Argument *, size_t);
void boundsof(Dumps *);
void graded(Dumps *, Argument *);

/* ---- dumplikely.c ---- */
void looks(const Dumps *, Argument *);         /* which mistake */

#endif
