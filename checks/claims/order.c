/* order.c -- claims A1, A2, A9: what the order of the chain rule costs, forward, reverse, between,
 * and without the matrix. */
#include "checks/claims/claims.h"
#include "checks/claims/dense.h"
#include "checks/claims/limits.h"
#include "checks/measure/fit.h"
#include "engines/prims/recorders.h"
#include <float.h>
#include <math.h>
#include <string.h>

/* ---- A1: brackets ---------------------------------------------------------------------------- */

typedef struct { double cost[MAPS][MAPS]; size_t at[MAPS][MAPS]; } Plan;
/* of factors J_j ... J_i: those above it first */
typedef size_t Bracket(const Plan *, size_t i, size_t j);

/* (C B) A: reverse */
static size_t fromleft(const Plan *p, size_t i, size_t j)  { return i; }
/* C (B A): forward */
static size_t fromright(const Plan *p, size_t i, size_t j) { return j - 1; }
static size_t planned(const Plan *p, size_t i, size_t j)   { return p->at[i][j]; }

/* the least number of multiplications for each stretch of factors */
static Plan dynamicprogram(const Chain *c)
{
	Plan p = { .cost = { { 0 } } };

	for (size_t width = 1; width < c->maps; width++)
		for (size_t i = 0, j = width; j < c->maps; i++, j++) {
			p.cost[i][j] = INFINITY;
			for (size_t s = i; s < j; s++) {
				double cost = p.cost[i][s] + p.cost[s + 1][j] +
					(double)(c->d[j + 1] * c->d[s + 1] * c->d[i]);

				if (cost < p.cost[i][j]) p.cost[i][j] = cost, p.at[i][j] = s;
			}
		}
	return p;
}

/* J_j ... J_i, multiplied as the brackets say; *n counts multiplications */
static double *multiplied(const Chain *c, double *const *J, size_t i, size_t j, Bracket *b,
	const Plan *p, double *n)
{
	size_t s, rows = c->d[j + 1], cols = c->d[i], inner;
	double *y = alloc(rows * cols, sizeof *y), *left, *right;

	if (i == j) {
		memcpy(y, J[i], rows * cols * sizeof *y);
		return y;
	}
	s = b(p, i, j);
	inner = c->d[s + 1];
	left = multiplied(c, J, s + 1, j, b, p, n);
	right = multiplied(c, J, i, s, b, p, n);
	for (size_t r = 0; r < rows; r++)
		for (size_t k = 0; k < inner; k++)
			for (size_t q = 0; q < cols; q++, ++*n)
				y[r * cols + q] += left[r * inner + k] * right[k * cols + q];
	release(left);
	release(right);
	return y;
}

/* the Jacobian of each map where the one before it arrives */
static void factors(const Chain *c, const double *x, double **J)
{
	double *at = alloc(c->d[0], sizeof *at);

	memcpy(at, x, c->d[0] * sizeof *at);
	for (size_t k = 0; k < c->maps; k++) {
		Chain one = { 1, { c->d[k], c->d[k + 1] }, c->first + k };
		Fn f = densefn(&one);
		Jacobian j = jacobian(&reverse_engine, &f, &f64, at);

		release(at);
		at = alloc(j.ny, sizeof *at);
		J[k] = alloc(j.ny * j.nx, sizeof *J[k]);
		memcpy(at, j.y, j.ny * sizeof *at);
		memcpy(J[k], j.J, j.ny * j.nx * sizeof *J[k]);
		freejacobian(&j);
	}
	release(at);
}

/* counts by reverse, forward and planned brackets; returns how far their products are from the
 * engines' Jacobians */
static double bracketed(const Chain *c, double *n, double *least)
{
	static Bracket *const how[] = { fromleft, fromright, planned };
	Plan p = dynamicprogram(c);
	Fn f = densefn(c);
	double *x = densepoint(c->d[0]), *J[MAPS], off = 0;
	Jacobian whole[2] = { jacobian(&forward_engine, &f, &f64, x),
		jacobian(&reverse_engine, &f, &f64, x) };

	factors(c, x, J);
	for (int k = 0; k < 3; k++) {
		double *y = multiplied(c, J, 0, c->maps - 1, how[k], &p, &n[k]);

		for (int e = 0; e < 2; e++)
			off = fmax(off, apart(whole[e].nx * whole[e].ny, y, whole[e].J));
		release(y);
	}
	*least = p.cost[0][c->maps - 1];
	for (size_t k = 0; k < c->maps; k++) release(J[k]);
	for (int e = 0; e < 2; e++) freejacobian(&whole[e]);
	release(x);
	return off;
}

void claim_A1(Claim *c)
{
	static const Chain chains[] = { { 3, { 100, 50, 20, 2 } }, { 3, { 2, 20, 50, 100 } },
		{ 6, { 40, 3, 60, 2, 50, 4, 30 } } };
	static const char *const names[] = { "100-50-20-2", "2-20-50-100",
		"six maps 40-3-60-2-50-4-30" };
	double off = 0;

	for (int k = 0; k < 3; k++) {
		double n[3] = { 0 }, least;

		off = fmax(off, bracketed(&chains[k], n, &least));
		holds(c, n[0] != n[1] && n[2] == least && n[2] <= fmin(n[0], n[1]),
			"%s: (C B) A %.0f, C (B A) %.0f, least %.0f", names[k], n[0], n[1], n[2]);
	}
	holds(c, off <= ALLUNITS * DBL_EPSILON,
		"all are the engines' Jacobians to %.1e of the largest entry", off);
}

/* ---- A2: passes ---------------------------------------------------------------------------- */

/* J by as many forward passes as it takes, each along one input; returns their number */
static size_t bycolumns(const Fn *f, const double *x, size_t n, double *J)
{
	double *e = alloc(n, sizeof *e);
	size_t passes = 0;

	for (size_t i = 0; i < n; i++) {
		Jacobian j;

		e[i] = 1;
		j = directional(&forward_engine, f, &f64, x, e);
		for (size_t o = 0; o < j.ny; o++) J[o * n + i] = ((double *)j.J)[o];
		passes += j.passes;
		e[i] = 0;
		freejacobian(&j);
	}
	release(e);
	return passes;
}

typedef struct { double forward, reverse; } Times;

/* least of a few; one tangent and one cotangent a pass, by the same planned runs */
static Times ofwhole(const Fn *f, size_t n, size_t m)
{
	enum { TIMES = 4 };
	char why[WHY];
	void *s = static_engine.open(f, &f64, why);
	double *x = densepoint(n), *d = alloc(n, sizeof *d), *dy = alloc(m, sizeof *dy),
	       *g = alloc(m, sizeof *g), *gx = alloc(n, sizeof *gx);
	double t0, t;
	Times best = { INFINITY, INFINITY };

	for (int k = 0; k < TIMES; k++) {              /* the first compiles */
		t0 = threadtime();
		for (size_t i = 0; i < n; i++)
			d[i] = 1, static_engine.jvp(s, x, 1, d, NULL, dy, NULL), d[i] = 0;
		t = threadtime();
		for (size_t o = 0; o < m; o++)
			g[o] = 1, static_engine.vjp(s, x, g, NULL, gx), g[o] = 0;
		if (k)
			best = (Times){ fmin(best.forward, t - t0),
				fmin(best.reverse, threadtime() - t) };
	}
	static_engine.close(s);
	release(x);
	release(d);
	release(dy);
	release(g);
	release(gx);
	return best;
}

/* m/n at which a whole Jacobian takes both ways as long */
static double crossover(size_t n)
{
	enum { SIZES = 6 };
	double by[SIZES], ratio[SIZES], lx[SIZES], ly[SIZES];
	Fit r;

	for (int k = 0; k < SIZES; k++) {
		size_t m = n << k >> 3;                /* n/8 to 4 n */
		Chain c = { 2, { n, n, m } };
		Fn f = densefn(&c);
		Times t = ofwhole(&f, n, m);

		by[k] = (double)m / (double)n;
		ratio[k] = t.reverse / t.forward;
		lx[k] = log(by[k]);
		ly[k] = log(ratio[k]);
	}
	r = straight(SIZES, lx, ly);
	return exp(-r.start / r.slope);
}

void claim_A2(Claim *c)
{
	enum { WIDE = 48 };
	static const Chain chains[] = { { 2, { 12, 20, 1 } }, { 2, { 12, 20, 5 } },
		{ 2, { 9, 20, 9 } }, { 2, { 5, 20, 12 } } };
	bool ok = true;
	double off = 0, at;

	for (int k = 0; k < 4; k++) {
		size_t n = chains[k].d[0], m = chains[k].d[2];
		Fn f = densefn(&chains[k]);
		double *x = densepoint(n), *J = alloc(m * n, sizeof *J);
		size_t columns = bycolumns(&f, x, n, J);
		Jacobian rows = jacobian(&reverse_engine, &f, &f64, x);

		ok = ok && columns == n && rows.passes == m;
		off = fmax(off, apart(m * n, J, rows.J));
		holds(c, ok, "%zu x %zu: %zu forward, %zu reverse", m, n, columns, rows.passes);
		freejacobian(&rows);
		release(x);
		release(J);
	}
	holds(c, off <= ALLUNITS * DBL_EPSILON, "the same matrix to %.1e", off);
	at = crossover(WIDE);
	/* a clock on a machine in use: only the order of magnitude is asserted */
	holds(c, at > 1. / CLOCK && at < CLOCK, "n = %d: both take as long at m = %.2f n", WIDE,
		at);
}

/* ---- A9: products without J ---------------------------------------------------------------- */

/* y = sin(x sum x): J is full */
static void full(List *l, const Fn *f)
{
	V x = Input(l, "x", vector((size_t)f->width));

	Output(Sin(Mul(x, Sum(x, ALL))));
}

static void randomly(size_t n, double *x, unsigned seed)
{
	for (size_t i = 0; i < n; i++) x[i] = sin((double)(i + 1) * (seed + 0.5));
}

typedef struct { double off; size_t bytes; } Duality;

/* |<v, J u> - <J'v, u>| over the sum of their terms' sizes, and the most memory both passes take */
static Duality dual(const Engine *fwd, const Engine *rev, const Fn *f, size_t n, size_t m)
{
	double *x = alloc(n, sizeof *x), *u = alloc(n, sizeof *u), *gx = alloc(n, sizeof *gx);
	double *v = alloc(m, sizeof *v), *dy = alloc(m, sizeof *dy);
	long double a = 0, b = 0, terms = 0;
	char why[WHY];
	void *s, *t;
	size_t before;

	randomly(n, x, 1), randomly(n, u, 2), randomly(m, v, 3);
	before = bytes().live;
	resetpeak();
	s = fwd->open(f, &f64, why);
	fwd->jvp(s, x, 1, u, NULL, dy, NULL);
	fwd->close(s);
	t = rev->open(f, &f64, why);
	rev->vjp(t, x, v, NULL, gx);
	rev->close(t);
	for (size_t o = 0; o < m; o++)
		a += (long double)v[o] * dy[o], terms += fabsl((long double)v[o] * dy[o]);
	for (size_t i = 0; i < n; i++)
		b += (long double)gx[i] * u[i], terms += fabsl((long double)gx[i] * u[i]);
	release(x);
	release(u);
	release(gx);
	release(v);
	release(dy);
	return (Duality){ (double)(fabsl(a - b) / terms), bytes().peak - before };
}

void claim_A9(Claim *c)
{
	enum { WIDE = 4096 };
	static const Chain narrow = { 3, { 30, 20, 40, 10 } };
	static const struct { const Engine *fwd, *rev; } by[] = {
		{ &forward_engine, &reverse_engine }, { &static_engine, &static_engine },
	};
	Fn f[] = { { .name = "full", .record = full, .width = WIDE }, densefn(&narrow) };
	size_t n[] = { WIDE, 30 }, m[] = { WIDE, 10 };

	for (int k = 0; k < 2; k++)
		for (int e = 0; e < 2; e++) {
			Duality d = dual(by[e].fwd, by[e].rev, &f[k], n[k], m[k]);
			double J = 8. * (double)n[k] * (double)m[k];

			holds(c, d.off <= FEWUNITS * DBL_EPSILON,
				"%s, %s: off by %.1e of its terms",
				k ? "10 x 30 dense" : "4096 x 4096",
				e ? "static" : "forward and reverse", d.off);
			if (!k)
				holds(c, (double)d.bytes < J / NEVERFORMED,
					"%.2g MB used, J has %.3g", (double)d.bytes / 1e6, J / 1e6);
		}
}
