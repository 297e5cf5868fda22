/* rows.h -- an experiment row by row: each is written and flushed as soon as it is measured, and a
 * stopped run goes on where it was. */
#ifndef ROWS_H
#define ROWS_H
#include "bench/clock.h"
#include "checks/commands/options.h"

typedef struct Bench Bench;
typedef struct Entry Entry;
typedef void Rows(Bench *);

typedef struct {
	const char *status;                /* ok, unable, too long, refused, wrong */
	char why[WHY];
	Lap self, primal;                  /* n = 0: not timed */
	/* seconds to record and plan; relative, NaN: not compared */
	double prepare, error;
	/* bytes, from before it was opened: at most, and left between calls */
	size_t peak, live;
} Measured;

/* whether this row is to be measured now */
bool begins(Bench *, const char *keys, ...) __attribute__((format(printf, 2, 3)));
/* its other columns; status NULL: it was not */
void ends(Bench *, const Measured *, const char *more, ...) __attribute__((format(printf, 3, 4)));

const Options *optionsof(const Bench *);
bool   quick(const Bench *), smallest(const Bench *);
double share(const Bench *);               /* seconds that a row may measure */
bool repeated(const Bench *); /* this is not the row's first block */
/* samples of a block, at least and at most */
size_t leastsamples(const Bench *), mostsamples(const Bench *);
double limit(const Bench *);               /* seconds beyond which one call is too long */
/* size and cost of the last of a series: two numbers, 0 at first */
double *anticipated(Bench *, const char *series);
/* powers of two ('d'epth or 'w'idth as asked for, else from:to); at most 32 */
size_t ladder(const Bench *, char which, int from, int to, int *size);
gsl_rng *rngof(Bench *);

#endif
