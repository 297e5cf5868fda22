/* rows.h -- an experiment row by row: each is written and flushed as soon as it is measured, and a stopped run goes on where it was. */
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
	double prepare, error;             /* seconds to record and plan; relative, NaN: not compared */
	size_t peak, live;                 /* bytes, from before it was opened: at most, and left between calls */
} Measured;

bool begins(Bench *, const char *keys, ...) __attribute__((format(printf, 2, 3)));     /* whether this row is to be measured now */
void ends(Bench *, const Measured *, const char *more, ...) __attribute__((format(printf, 3, 4)));     /* its other columns; status NULL: it was not */

const Options *optionsof(const Bench *);
bool   quick(const Bench *), smallest(const Bench *);
double share(const Bench *);               /* seconds that a row may measure */
double limit(const Bench *);               /* seconds beyond which one call is too long */
double *anticipated(Bench *, const char *series);     /* size and cost of the last of a series: two numbers, 0 at first */
size_t ladder(const Bench *, char which, int from, int to, int *size);  /* powers of two ('d'epth or 'w'idth as asked for, else from:to); at most 32 */
gsl_rng *rngof(Bench *);

#endif
