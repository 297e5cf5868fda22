/* fit.h -- straight lines through measurements, with the standard error of their slope. */
#ifndef FIT_H
#define FIT_H
#include <stddef.h>

typedef struct { double slope, error, start; size_t n; } Fit;     /* start: the line at x = 0 */

Fit straight(size_t n, const double *x, const double *y);    /* y ~ start + slope x */
Fit exponent(size_t n, const double *x, const double *y);    /* y ~ x^slope: logarithms of both */
Fit rate(size_t n, const double *x, const double *y);        /* y ~ e^(slope x): logarithms of y */

#endif
