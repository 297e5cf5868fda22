/* split.h -- the error of a difference quotient, in four exact parts. */
#ifndef SPLIT_H
#define SPLIT_H
#include "checks/measure/fit.h"
#include "engines/reference/reference.h"

enum { WEIGHTS = 6 };

typedef struct {                           /* sum of w f(x + k h), over n h */
	const char *name;
	/* central quotients at h, 2h, 4h, extrapolated; 0: one-sided */
	int levels;
	int order;                         /* truncation ~ h^order */
	int n;
	struct { int k, w; } at[WEIGHTS];  /* in pairs, subtracted; w = 0 ends them */
} Linear;
extern const Linear linear[];              /* ended by no name */
const Linear *linearnamed(const char *);

/* with x_k = x + k h, fl(x_k) the point as it is held and f^ the function as it is computed */
typedef enum {
	TRUNCATION,                        /* T    the quotient of f at x_k, less f'(x) */
	MOVED,                             /* R_x  of f at fl(x_k), less that of f at x_k */
	VALUES,                            /* R_f  of f^ at fl(x_k), less that of f at fl(x_k) */
	LAST,                              /* R_d  the number computed, less the quotient of f^ */
	ROUNDOFF,                          /* R_x + R_f + R_d */
	/* the number computed, less f'(x): formed apart from the others */
	ERROR,
	PARTS
} Component;
extern const char *const partname[];

typedef struct Split Split;

/* T: of a fixed size; x a number of T.  NULL: f has no derivative there, or T cannot run it; why
 * says what */
Split *newsplit(const Fn *, const Num *T, double x, char why[WHY]);
void   freesplit(Split *);
mpfr_srcptr slope(const Split *);          /* f'(x), by no rule */
double computed(Split *, const Linear *, double h);        /* the quotient, nothing more */
/* the best h if T = c h^order and each value is off by u |f(x)| */
double theory(Split *, const Linear *);
/* h a number of T; part: PARTS initialised numbers.  false: T + R_x + R_f + R_d is not the error,
 * or is not finite */
bool   split(Split *, const Linear *, double h, double *got, mpfr_t *part);
/* the four add up to the error, to AGREE bits of the largest */
bool   whole(const Split *, mpfr_t *part);

/* ---- many steps: rms of each part over random h in each quarter of an octave ---- */

enum { QUARTERS = 4, SAMPLES = 256 };      /* bins in an octave; steps in a bin */

typedef struct { double h, part[PARTS]; } Bin;

size_t bins(int from, int to);
double binmiddle(int from, size_t bin);      /* h of the bin */
/* from 2^from to 2^to; bins(from, to) of them into b; returns how many of the steps failed to add
 * up */
size_t sweep(Split *, const Linear *, int from, int to, unsigned long seed, Bin *);
/* exponent of a part in h, over bins with lo <= h < hi */
Fit    fit(size_t n, const Bin *, Component, double lo, double hi);
/* where the error is least: by a parabola through the lowest octaves */
double besth(size_t n, const Bin *);

#endif
