/* dense.h -- dense maps, x -> tanh(W_k x) one after another: what the claims on the order of the
 * chain rule are measured on. */
#ifndef DENSE_H
#define DENSE_H
#include "engines/wengert.h"

enum { MAPS = 6 };

/* map k takes R^d[k] to R^d[k+1]; first: its W is that of map first + k */
typedef struct { size_t maps, d[MAPS + 1], first; } Chain;

double threadtime(void);                      /* of this thread: others may be using the machine */
/* m x n numbers without a pattern, of variance near 1/n; other k, other numbers */
V weights(List *, size_t m, size_t n, size_t k);
Fn densefn(const Chain *);                 /* keeps the pointer */
double *densepoint(size_t n);              /* yours to release */
/* the largest difference of n numbers over the largest of b's */
double apart(size_t n, const double *a, const double *b);

#endif
