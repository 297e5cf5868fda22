/* gemm.h -- c = a b, row major: c is m x n, a is m x p or stored p x m (ta), b is p x n or stored n
 * x p (tb). */
#ifndef GEMM_H
#define GEMM_H
#include "engines/wengert.h"

void gemm(size_t m, size_t p, size_t n, bool ta, bool tb, double *c, const double *a,
	const double *b);
/* false: nobody does it */
bool sgemm(size_t m, size_t p, size_t n, bool ta, bool tb, float *c, const float *a,
	const float *b);
/* of the library large products run in; NULL: there is none */
const char *blasname(void);

#endif
