/* ranked.h -- the errors of several engines at one point, as they are shown. */
#ifndef RANKED_H
#define RANKED_H
#include "checks/measure/assess.h"

/* the error of entry k; NaN where no number is compared: there is none by the reference, or the
 * engine has NaN beside nothing or beside one side */
double comparedulps(const Facts *, const Answer *, size_t k);
/* all of them: yours to release */
double *allcompared(const Facts *, const Answer *);
size_t largestof(size_t n, const double *u);       /* which; n > 0 */
/* the engine with the largest error of entry k; NULL: nothing is compared there */
const Answer *worstat(const Facts *, size_t na, const Answer *, size_t k);
/* these n entries, in place, by the largest error of any engine */
void worstfirst(const Facts *, size_t na, const Answer *, size_t n, size_t *entry);

#endif
