/* statistics.c -- medians with bootstrap intervals, the rank test, exponents. */
#include "bench/statistics.h"
#include "bench/limits.h"
#include "checks/measure/fit.h"
#include "checks/measure/limits.h"
#include "engines/wengert.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <string.h>

static double mid(size_t n, double *x)
{
	gsl_sort(x, 1, n);
	return gsl_stats_median_from_sorted_data(x, 1, n);
}

double middle(size_t n, const double *x)
{
	double *t = alloc(n, sizeof *t), m;

	memcpy(t, x, n * sizeof *t);
	m = mid(n, t);
	release(t);
	return m;
}

/* the median of n drawn from x with replacement; t: room for them */
static double redrawn(size_t n, const double *x, double *t, gsl_rng *g)
{
	gsl_ran_sample(g, t, n, (void *)x, n, sizeof *x);
	return mid(n, t);
}

static Centre between(double at, double *drawn)
{
	gsl_sort(drawn, 1, DRAWS);
	return (Centre){ .mid = at,
		.lo = gsl_stats_quantile_from_sorted_data(drawn, 1, DRAWS, RISK / 2),
		.hi = gsl_stats_quantile_from_sorted_data(drawn, 1, DRAWS, 1 - RISK / 2) };
}

Centre centre(size_t n, const double *x, gsl_rng *g)
{
	double *t = alloc(n, sizeof *t), drawn[DRAWS];
	Centre c;

	for (int k = 0; k < DRAWS; k++) drawn[k] = redrawn(n, x, t, g);
	c = between(middle(n, x), drawn);
	c.mad = gsl_stats_mad0(x, 1, n, t);
	release(t);
	return c;
}

Centre ratioof(size_t n, const double *x, size_t m, const double *of, gsl_rng *g)
{
	double *t = alloc(n > m ? n : m, sizeof *t), drawn[DRAWS];
	Centre c;

	for (int k = 0; k < DRAWS; k++) {
		double above = redrawn(n, x, t, g);

		drawn[k] = above / redrawn(m, of, t, g);
	}
	c = between(middle(n, x) / middle(m, of), drawn);
	release(t);
	return c;
}

/* ---- Mann and Whitney ---------------------------------------------------------------- */

/* ways in which n of n+m ranks give each U: ways[a][b][u] = ways[a-1][b][u-b] + ways[a][b-1][u] */
static double below(size_t n, size_t m, size_t u)
{
	size_t most = n * m + 1;
	double *w = alloc((m + 1) * most, sizeof *w), sum = 0, all = 0;

	for (size_t b = 0; b <= m; b++) w[b * most] = 1;           /* a = 0 */
	for (size_t a = 1; a <= n; a++)
		/* b = 0 has one way for ever: U = 0 */
		for (size_t b = 1; b <= m; b++)
			for (size_t k = most; k-- > 0; )
				w[b * most + k] =
					(k >= b ? w[b * most + k - b] : 0) + w[(b - 1) * most + k];
	for (size_t k = 0; k < most; k++)
		all += w[m * most + k], sum += k <= u ? w[m * most + k] : 0;
	release(w);
	return sum / all;
}

/* sum of t^3 - t over sets of equal values */
static double ties(size_t n, const double *sorted)
{
	double sum = 0;

	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && sorted[k] == sorted[i]; k++) ;
		sum += pow((double)(k - i), 3) - (double)(k - i);
	}
	return sum;
}

double ranktest(size_t n, const double *x, size_t m, const double *y)
{
	double u = 0, N = (double)(n + m), tied, sigma, *all = alloc(n + m, sizeof *all),
	       half = (double)n * (double)m / 2;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++) u += x[i] > y[k] ? 1 : x[i] == y[k] ? 0.5 : 0;
	memcpy(all, x, n * sizeof *x);
	memcpy(all + n, y, m * sizeof *y);
	gsl_sort(all, 1, n + m);
	tied = ties(n + m, all);
	release(all);
	u = fmin(u, 2 * half - u);
	if (!tied && n <= EXACT && m <= EXACT)
		return fmin(1, 2 * below(n, m, (size_t)u));
	sigma = sqrt((double)n * (double)m / 12 * (N + 1 - tied / (N * (N - 1))));
	/* 0.5: U comes in steps of one; of equal values alone sigma is 0, and this 1 */
	return fmin(1, 2 * gsl_cdf_ugaussian_P((u + 0.5 - half) / sigma));
}

/* ---- between two runs ---------------------------------------------------------------- */

double scatter(size_t n, const double *x, size_t m, const double *y)
{
	return sqrt((gsl_stats_tss(x, 1, n) + gsl_stats_tss(y, 1, m)) / (double)(n + m - 2));
}

Change changeof(size_t n, const double *x, size_t m, const double *y, double sd, double drift)
{
	double d = gsl_stats_mean(y, 1, m) - gsl_stats_mean(x, 1, n), free = (double)(n + m - 2),
	       t = gsl_cdf_tdist_Qinv(RISK / 2, free),
	       error = hypot(sd * sqrt(1 / (double)n + 1 / (double)m), drift / t), wide = t * error;

	return (Change){ exp(d), exp(d - wide), exp(d + wide),
		error > 0        ? 2 * gsl_cdf_tdist_Q(fabs(d) / error, free)
			: d != 0 ? 0
				 : 1 };
}

const char *verdict(Centre q, double p)
{
	if (!(p < RISK) || (q.lo <= 1 && q.hi >= 1))
		return "within noise";
	return q.mid > 1 ? "slower" : "faster";
}

Power exponentof(size_t n, const double *x, const double *y)
{
	Fit f;

	if (n < LINE)
		return (Power){ NAN, NAN, n };
	f = exponent(n, x, y);
	return (Power){ f.slope, f.error, n };
}
