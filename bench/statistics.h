/* statistics.h -- what a set of timings says, and what it does not. */
#ifndef STATISTICS_H
#define STATISTICS_H
#include <gsl/gsl_rng.h>
#include <stddef.h>

/* median, its 99 % bootstrap interval, median absolute deviation */
typedef struct { double mid, lo, hi, mad; } Centre;
/* y ~ x^exponent, its standard error; n below 3: none */
typedef struct { double exponent, error; size_t n; } Power;

double middle(size_t n, const double *x);           /* median */
Centre centre(size_t n, const double *x, gsl_rng *);
/* median of x over median of the other */
Centre ratioof(size_t n, const double *x, size_t m, const double *of, gsl_rng *);
/* Mann and Whitney: two-sided p; exact where n and m are small and no two are equal */
double ranktest(size_t n, const double *x, size_t m, const double *y);
/* of two means of logarithms, by Student: exp of the difference, its interval, two-sided p */
typedef struct {
	double mid, lo, hi, p;
} Change;
/* standard deviation between blocks within each side, n and m of them, at least two */
double scatter(size_t n, const double *x, size_t m, const double *y);
/* y over x; sd: of one block; drift: half of an interval that would be there without scatter */
Change changeof(size_t n, const double *x, size_t m, const double *y, double sd, double drift);
const char *verdict(Centre quotient, double p);        /* faster, slower, within noise */
Power  exponentof(size_t n, const double *x, const double *y);  /* least squares on logarithms */

#endif
