/* checkers -- what the default rules of three known gradient checkers make of right rules and of
 * wrong ones.
 *
 * Re-implemented from their sources, everything in binary64:
 *	gradcheck    torch.autograd.gradcheck(eps=1e-6, atol=1e-5, rtol=1e-3, fast_mode=False):
 * every element of the Jacobian, cotangents one-hot; |a - n| <= atol + rtol |n|, a NaN is no match.
 *	             docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
 *	check_grads  jax.test_util.check_grads, its check_vjp: EPS = 1e-4, one random direction v,
 * one random cotangent u, v'J'u against u'(f(x + eps v) - f(x - eps v))/2 eps;
 * default_gradient_tolerance float64 = 1e-5 for atol and rtol, and NaN equals NaN.  jax-ml/jax,
 * jax/_src/public_test_util.py test_rrule   ChainRulesTestUtils.jl: central_fdm(5, 1;
 * max_range=1e-2) of FiniteDifferences.jl with its adaptive step, cotangent drawn from -9:0.01:9,
 * isapprox(rtol=1e-9, atol=1e-9) by the 2-norm of each argument. JuliaDiff/ChainRulesTestUtils.jl
 * src/testers.jl, JuliaDiff/FiniteDifferences.jl src/methods.jl Kinder than life to all three: ten
 * ordinary points (two above 64 arguments) where a test has one, and the hard points of each
 * function handed to them.  Gradients are zeroed before every call, so that = for += is not seen.
 */
#include "bench/bench.h"
#include "bench/experiments/mutants.inc"
#include <float.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

/* a rule at a point */
typedef struct { const Mutant *m; Pull *pull; double *x, *y; gsl_rng *rng; } Trial;

static double *doubles(int n) { return alloc((size_t)n, sizeof(double)); }

static void pulled(const Trial *t, const double *g, double *dx)
{
	for (int i = 0; i < t->m->nx; i++) dx[i] = 0;
	t->pull(t->x, t->y, g, dx);
}

/* f(x + h d) */
static void moved(const Trial *t, const double *d, double h, double *y)
{
	double *x = doubles(t->m->nx);

	for (int i = 0; i < t->m->nx; i++) x[i] = t->x[i] + h * d[i];
	t->m->primal(x, y);
	release(x);
}

/* ---- PyTorch ------------------------------------------------------------------------ */

static bool gradcheck(const Trial *t)
{
	int nx = t->m->nx, ny = t->m->ny;
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
	int nx = t->m->nx, ny = t->m->ny;
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
static const double first[FIVE] = { 1./12, -2./3, 0, 2./3, -1./12 };
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
	int ny = t->m->ny;
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
	int ny = t->m->ny;
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
	int nx = t->m->nx, ny = t->m->ny;
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

/* ---- all of them on all rules ----------------------------------------------------------- */

static const struct { const char *name; bool (*passes)(const Trial *); } checkers[] = {
	{ "PyTorch gradcheck", gradcheck },
	{ "JAX check_grads", checkgrads },
	{ "ChainRulesTestUtils", testrrule },
};
enum { CHECKERS = sizeof checkers / sizeof *checkers };

static void drawn(Trial *t, int hard)      /* -1: an ordinary point */
{
	const Mutant *m = t->m;

	for (int i = 0; i < m->nx; i++)
		t->x[i] = hard >= 0      ? m->hard[hard][i % m->per]
			: m->lo == m->hi ? gsl_ran_gaussian(t->rng, 1)
					 : m->lo + (m->hi - m->lo) * gsl_rng_uniform(t->rng);
	m->primal(t->x, t->y);
}

/* whether every point of a kind passes */
static bool passes(int checker, const Mutant *m, Pull *pull, bool hard, unsigned long seed)
{
	Trial t = { m, pull, doubles(m->nx), doubles(m->ny), gsl_rng_alloc(gsl_rng_mt19937) };
	int n = hard ? m->nhard : m->nx > 64 ? 2 : 10;
	bool all = true;

	gsl_rng_set(t.rng, seed);
	for (int k = 0; k < n && all; k++) {
		drawn(&t, hard ? k : -1);
		all = checkers[checker].passes(&t);
	}
	release(t.x), release(t.y);
	gsl_rng_free(t.rng);
	return all;
}

void checkerrates(const Options *o, FILE *f)
{
	static const char *const points[] = { "ordinary", "ordinary and hard" };

	fputs("checker,rule,function,kind,points,verdict\n", f);
	for (int c = 0; c < CHECKERS; c++) {
		int caught[2] = { 0 }, alarms[2] = { 0 }, apart[2] = { 0 };

		for (int k = 0; k < MUTANTS; k++) {
			const Mutant *m = &mutants[k];
			bool right = true, wrong = true;

			for (int hard = 0; hard < 2; hard++) {
				right = right && passes(c, m, m->right, hard, o->rng);
				wrong = wrong && passes(c, m, m->wrong, hard, o->rng);
				caught[hard] += !wrong;
				alarms[hard] += !right;
				apart[hard] += right && !wrong;
				fprintf(f, "%s,%s,%s,right,%s,%s\n", checkers[c].name, m->id,
					m->name, points[hard], right ? "passed" : "false alarm");
				fprintf(f, "%s,%s,%s,%s,%s,%s\n", checkers[c].name, m->id, m->name,
					m->lossy ? "imprecise" : "wrong", points[hard],
					wrong ? "missed" : "caught");
			}
		}
		for (int hard = 0; hard < 2; hard++)
			fprintf(f,
				"# %s: %s points: %d of %d caught and %d false alarms; %d told "
				"from their right twin\n",
				checkers[c].name, points[hard], caught[hard], MUTANTS, alarms[hard],
				apart[hard]);
	}
}
