/* arrange.h -- what the comment promises of sizes and of the elements of an argument. */
#ifndef ARRANGE_H
#define ARRANGE_H
#include "checks/vjp/points.h"

/* a size as near to n as the clause `sizes` admits */
long admitted(const Kernel *, int which, long n, Dice *);
/* whether elements of argument arg can be as they must with these sizes */
bool arrangeable(const Case *, int arg);
/* the drawn elements x, n of them in rows of c->xs[arg], made so */
void arrange(const Case *, int arg, Quad *x, Dice *);

#endif
