/* fit.c -- least squares: the line of least sum (y - start - slope x)^2, by GSL. */
#include "checks/measure/fit.h"
#include "checks/measure/limits.h"
#include "engines/wengert.h"
#include <gsl/gsl_fit.h>
#include <math.h>

Fit straight(size_t n, const double *x, const double *y)
{
	Fit r = { .n = n };
	double cov00, cov01, cov11, rest;

	if (n < LINE)
		die("%zu points are too few for a slope", n);
	gsl_fit_linear(x, 1, y, 1, n, &r.start, &r.slope, &cov00, &cov01, &cov11, &rest);
	r.error = sqrt(cov11);
	return r;
}

static double *logs(size_t n, const double *x)
{
	double *y = alloc(n, sizeof *y);

	for (size_t k = 0; k < n; k++) y[k] = log(x[k]);
	return y;
}

Fit exponent(size_t n, const double *x, const double *y)
{
	double *u = logs(n, x), *v = logs(n, y);
	Fit r = straight(n, u, v);

	release(u);
	release(v);
	return r;
}

Fit rate(size_t n, const double *x, const double *y)
{
	double *v = logs(n, y);
	Fit r = straight(n, x, v);

	release(v);
	return r;
}
