/* workload.h -- a function differentiated by one engine, timed beside its primal, its answer
 * compared. */
#ifndef WORKLOAD_H
#define WORKLOAD_H
#include "bench/rows.h"
#include "checks/suite/functions.h"

/* one pass: the engine's own, backward, forward; all entries: by fewer passes, by columns, by rows
 */
typedef enum { PASS, PULL, PUSH, JACOBIAN, COLUMNS, LINES } Way;
typedef void Primal(const double *x, double *y, int depth, int width);

typedef struct {
	const Fn *fn;
	const Engine *engine;
	Way way;
	const Num *num;                    /* NULL: f64 */
	double lo, hi;                     /* where the inputs are drawn */
	/* in plain C; NULL: the function's own list, planned and run */
	Primal *primal;
	/* rows from which the cost of this one is foreseen; NULL: none */
	const char *series;  double size;
} Case;

void measure(Bench *, const Case *, Measured *);
size_t passes(const Case *);               /* that the whole Jacobian takes */
/* inputs; yours to release */
double *drawn(const Fn *, double lo, double hi, unsigned long seed);
bool charted(const Bench *, const Engine *);       /* asked for, or one of each kind */
/* two pieces of work that are no engine's; no primal: one */
void timed(Bench *, Measured *, void (*)(void *), void *, void (*primal)(void *), void *with);

#endif
