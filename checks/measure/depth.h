/* depth.h -- memory and time of one derivative of a deep function, by forward mode and by reverse
 * mode under each plan. */
#ifndef DEPTH_H
#define DEPTH_H
#include "engines/checkpoint/chain.h"

/* depth layers tanh(W x + b): a list, a scan over stacks of W and b, a scan with one W and b for
 * all */
typedef enum { LISTED, ROLLED, SHARED, FORMS } Form;
extern const char *const formname[FORMS];
Fn deepfn(Form, size_t depth, size_t width);

typedef enum { PRIMALONLY, TANGENTWISE, STORED, UNIFORMLY, BINOMIALLY, WAYS } Way;
extern const char *const wayname[WAYS];

/* bytes: over the primal's own, which are in primal; runs: of stages, forward */
typedef struct { size_t stages, bytes, primal, runs; double seconds; } Spent;

typedef struct { List *l; Chain *c; void *x, *d, *y, *g, *gx; size_t nx, ny; } Deep;
Deep  opendeep(Fn);                        /* in binary64, at a random point */
/* repeats: of which the median time is taken; 0: no time */
Spent spent(Deep *, Way, int repeats);
void  closedeep(Deep *);

/* peak of an engine from open to close, lists and all, over the same of an evaluation */
size_t lifelong(const Engine *, const Fn *);

/* bytes = a + b n^p by GSL's nonlinear least squares, relative errors; and bytes = c + per log2 n
 * by the linear one */
typedef struct { double p, error, per, pererror, r2; } Growth;
Growth growth(size_t n, const double *depth, const double *bytes);

#endif
