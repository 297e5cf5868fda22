/* hardest.h -- the numbers of binary32 at which a derivative of ours is worst, and what tools of
 * others make of them.
 */
#ifndef HARDEST_H
#define HARDEST_H
#include "engines/wengert.h"

typedef struct Hardest Hardest;

/* what is right, in binary64, at each of n numbers; NaN: nothing is */
typedef void Right(void *, size_t n, const double *x, double *d);
/* ulps of T between got and what is proved at x; NaN: it is not proved */
typedef double Proof(void *, const Num *T, double x, double got);

Hardest *newhardest(void);
void freehardest(Hardest *);
/* at x the error was e ulps */
void keephardest(Hardest *, double x, double e);

/* Each tool on the HARDEST worst and as many in equal steps, or as far as it comes in PATIENCE
 * seconds: of each a comma and its worst error, where, and how many numbers, as columns of
 * peers.def; given away.  f: of one number.
 */
char *toolrates(Hardest *, const Fn *f, Right *, Proof *, void *);
char *notools(void); /* the same columns, empty */

#endif
