/* workload.h -- a function differentiated by one engine, timed beside its primal, its answer compared. */
#ifndef WORKLOAD_H
#define WORKLOAD_H
#include "bench/rows.h"
#include "checks/suite/functions.h"

typedef enum { PASS, PULL, PUSH, JACOBIAN, COLUMNS, LINES } Way;   /* one pass: the engine's own, backward, forward; all entries: by fewer passes, by columns, by rows */
typedef void Primal(const double *x, double *y, int depth, int width);

typedef struct {
	const Fn *fn;
	const Engine *engine;
	Way way;
	const Num *num;                    /* NULL: f64 */
	double lo, hi;                     /* where the inputs are drawn */
	Primal *primal;                    /* in plain C; NULL: the function's own list, planned and run */
	const char *series;  double size;  /* rows from which the cost of this one is foreseen; NULL: none */
} Case;

void measure(Bench *, const Case *, Measured *);
size_t passes(const Case *);               /* that the whole Jacobian takes */
double *drawn(const Fn *, double lo, double hi, unsigned long seed);   /* inputs; yours to release */
bool charted(const Bench *, const Engine *);       /* asked for, or one of each kind */
void timed(Bench *, Measured *, void (*)(void *), void *, void (*primal)(void *), void *with);       /* two pieces of work that are no engine's; no primal: one */

#endif
