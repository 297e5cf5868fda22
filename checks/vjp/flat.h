/* flat.h -- a kernel in binary64 as a function of one array, for judges that are not ours. */
#ifndef FLAT_H
#define FLAT_H
#include "checks/vjp/build.h"

/* x holds the elements of the arguments that have a gradient, y those of the results that have a
 * cotangent, one array after another.  Sizes, indices and other arguments are as they were drawn.
 */
typedef struct Flat Flat;

Flat *newflat(const Kernel *, const Built *, char why[WHY]); /* NULL: why not */
/* the which-th ordinary point of the judge's plan; false: no result is finite there */
bool flatpoint(Flat *, int which, unsigned long seed);
int flatnx(const Flat *), flatny(const Flat *);
const double *flatx(const Flat *); /* the point */
void flatprimal(Flat *, const double *x, double *y);
/* at x, whose results the forward saves just before */
void flatpull(Flat *, const double *x, const double *g, double *dx);
void freeflat(Flat *);

#endif
