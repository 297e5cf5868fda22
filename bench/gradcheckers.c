/* gradcheckers.c -- three known gradient checkers at their defaults.
 *
 * Re-implemented from their sources, everything in binary64:
 *
 *	gradcheck    torch.autograd.gradcheck(eps=1e-6, atol=1e-5, rtol=1e-3, fast_mode=False):
 *	             every element of the Jacobian, cotangents one-hot; |a - n| <= atol + rtol |n|,
 *	             a NaN is no match.
 *	             docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
 *	check_grads  jax.test_util.check_grads, its check_vjp: EPS = 1e-4, one random direction v,
 *	             one random cotangent u, v'J'u against u'(f(x + eps v) - f(x - eps v))/2 eps;
 *	             default_gradient_tolerance float64 = 1e-5 for atol and rtol, NaN equals NaN.
 *	             jax-ml/jax, jax/_src/public_test_util.py
 *	test_rrule   ChainRulesTestUtils.jl: central_fdm(5, 1; max_range=1e-2) of
 *	             FiniteDifferences.jl with its adaptive step, cotangent drawn from -9:0.01:9,
 *	             isapprox(rtol=1e-9, atol=1e-9) by the 2-norm of each argument.
 *	             JuliaDiff/ChainRulesTestUtils.jl, src/testers.jl;
 *	             JuliaDiff/FiniteDifferences.jl, src/methods.jl
 *
 * Gradients are zeroed before every call, so that = for += is not seen.
 */
#include "bench/gradcheckers.h"
#include "engines/wengert.h"
#include <float.h>
#include <gsl/gsl_randist.h>
#include <math.h>

static double *doubles(int n) { return alloc((size_t)n, sizeof(double)); }

static void pulled(const Trial *t, const double *g, double *dx)
{
	for (int i = 0; i < t->nx; i++) dx[i] = 0;
	t->pull(t, g, dx);
}

/* f(x + h d) */
static void moved(const Trial *t, const double *d, double h, double *y)
{
	double *x = doubles(t->nx);

	for (int i = 0; i < t->nx; i++) x[i] = t->x[i] + h * d[i];
	t->primal(t, x, y);
	release(x);
}

/* ---- PyTorch ------------------------------------------------------------------------ */

static bool gradcheck(const Trial *t)
{
	int nx = t->nx, ny = t->ny;
	double eps = 1e-6, *J = doubles(nx * ny), *g = doubles(ny), *d = doubles(nx),
	       *up = doubles(ny), *down = doubles(ny);
	bool close = true;

	for (int o = 0; o < ny; o++) {
		g[o] = 1;
		pulled(t, g, J + o * nx);
		g[o] = 0;
	}
	for (int i = 0; i < nx && close; i++) {
		d[i] = 1;
		moved(t, d, eps, up);
		moved(t, d, -eps, down);
		d[i] = 0;
		for (int o = 0; o < ny && close; o++) {
			double n = (up[o] - down[o]) / (2 * eps);

			close = fabs(J[o * nx + i] - n) <= 1e-5 + 1e-3 * fabs(n) ||
				J[o * nx + i] == n;
		}
	}
	release(J), release(g), release(d), release(up), release(down);
	return close;
}

/* ---- JAX ----------------------------------------------------------------------------- */

static bool checkgrads(const Trial *t)
{
	int nx = t->nx, ny = t->ny;
	double eps = 1e-4, *v = doubles(nx), *u = doubles(ny), *dx = doubles(nx), *up = doubles(ny),
	       *down = doubles(ny);
	double ours = 0, theirs = 0;

	for (int i = 0; i < nx; i++) v[i] = gsl_ran_gaussian(t->rng, 1);
	for (int o = 0; o < ny; o++) u[o] = gsl_ran_gaussian(t->rng, 1);
	pulled(t, u, dx);
	moved(t, v, eps, up);
	moved(t, v, -eps, down);
	for (int i = 0; i < nx; i++) ours += v[i] * dx[i];
	for (int o = 0; o < ny; o++)
		theirs += u[o] * (up[o] == down[o] ? 0 : up[o] - down[o]) * (0.5 / eps);
	release(v), release(u), release(dx), release(up), release(down);
	return fabs(ours - theirs) <= 1e-5 + 1e-5 * fabs(theirs) || ours == theirs ||
		(isnan(ours) && isnan(theirs));
}

/* ---- Julia --------------------------------------------------------------------------- */

enum { FIVE = 5, SEVEN = 7 };
static const double first[FIVE] = { 1. / 12, -2. / 3, 0, 2. / 3, -1. / 12 };
static const double fifth[SEVEN] = { -0.5, 2, -2.5, 0, 2.5, -2, 0.5 },
		    sixth[SEVEN] = { 1, -6, 15, -20, 15, -6, 1 };

/* the step that balances round-off c1/h^q with truncation c2 h^(p-q) */
static double balance(int p, int q, double c1, double c2)
{
	return pow((double)q / (p - q) * (c1 / c2), 1. / p);
}

/* largest fifth derivative in the neighbourhood and largest value, over all results: by
 * central_fdm(7, 5), not adapted */
static double fifthderivative(const Trial *t, const double *d, double *value)
{
	int ny = t->ny;
	double *f = doubles(SEVEN * ny),
	       h = fmin(balance(7, 5, DBL_EPSILON * 10, 10 * 2704. / 5040), 1e-2 / 3), most = 0;

	*value = 0;
	for (int k = 0; k < SEVEN; k++) moved(t, d, (k - 3) * h, f + k * ny);
	for (int o = 0; o < ny; o++)
		for (int at = -1; at <= 1; at++) {
			double sum = 0;

			for (int k = 0; k < SEVEN; k++) {
				sum += f[k * ny + o] * (fifth[k] + at * sixth[k]);
				*value = fmax(*value, fabs(f[k * ny + o]));
			}
			most = isnan(sum) ? NAN : fmax(most, fabs(sum) / pow(h, 5));
		}
	release(f);
	return most;
}

/* column of the Jacobian along d */
static void adaptive(const Trial *t, const double *d, double *column)
{
	int ny = t->ny;
	double value, most = fifthderivative(t, d, &value),
		      usual = balance(5, 1, DBL_EPSILON * 1.5, 10 * (20. / 3) / 120);
	double h = most == 0 || value == 0
		? usual
		: balance(5, 1, (nextafter(value, INFINITY) - value) * 1.5, most * (20. / 3) / 120);
	double *f = doubles(ny);

	h = fmin(fmin(h, 1e-2 / 2), 1000 * usual);
	for (int o = 0; o < ny; o++) column[o] = 0;
	for (int k = 0; k < FIVE; k++) {
		moved(t, d, (k - 2) * h, f);
		for (int o = 0; o < ny; o++) column[o] += f[o] * first[k] / h;
	}
	release(f);
}

static bool testrrule(const Trial *t)
{
	int nx = t->nx, ny = t->ny;
	double *g = doubles(ny), *d = doubles(nx), *dx = doubles(nx), *column = doubles(ny),
	       apart = 0, a = 0, b = 0;

	for (int o = 0; o < ny; o++) g[o] = -9 + 0.01 * (double)gsl_rng_uniform_int(t->rng, 1801);
	pulled(t, g, dx);
	for (int i = 0; i < nx; i++) {
		double n = 0;

		d[i] = 1;
		adaptive(t, d, column);
		d[i] = 0;
		for (int o = 0; o < ny; o++) n += g[o] * column[o];
		apart = hypot(apart, dx[i] == n ? 0 : dx[i] - n);
		a = hypot(a, dx[i]);
		b = hypot(b, n);
	}
	release(g), release(d), release(dx), release(column);
	return apart <= fmax(1e-9, 1e-9 * fmax(a, b));
}

/* ---- all of them -------------------------------------------------------------------------- */

const GradChecker gradcheckers[GRADCHECKERS] = {
	{ "PyTorch gradcheck", gradcheck },
	{ "JAX check_grads", checkgrads },
	{ "ChainRulesTestUtils", testrrule },
};

bool passesall(const GradChecker *c, Trial *t, int n, unsigned long seed)
{
	bool all = true;

	t->rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(t->rng, seed);
	for (int k = 0; k < n && all; k++) all = !t->draw(t, k) || c->passes(t);
	gsl_rng_free(t->rng);
	return all;
}
