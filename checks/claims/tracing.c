/* tracing.c -- claims D1 to D3: rows of a loop against its length, recorded at each call or once,
 * and when once is not enough. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/fit.h"
#include "engines/run/traced.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

static const int lengths[] = { 10, 30, 100, 300, 1000, 3000, 10000 };
enum { LENGTHS = sizeof lengths / sizeof *lengths };
/* u, r: tends to 1 - 1/r, so that no derivative overflows */
static const double start[] = { 0.3, 2.5 };

/* ---- a loop: u <- r u (1 - u), k times ------------------------------------------------ */

static V logistic(V u, V r) { return Mul(r, Mul(u, Sub(Const(u, 1), u))); }
static void step(const V *x, V *y, const void *what) { y[0] = logistic(x[0], x[1]); }

/* by C's own for */
static void plainloop(List *l, const Fn *f)
{
	V u = Input(l, "u", scalar()), r = Input(l, "r", scalar());

	for (int k = 0; k < f->depth; k++) u = logistic(u, r);
	Output(u);
}

/* the same, with a branch that u never takes */
static void branching(List *l, const Fn *f)
{
	V u = Input(l, "u", scalar()), r = Input(l, "r", scalar()), large;

	for (int k = 0; k < f->depth; k++) {
		large = Gt(u, Const(u, 1));
		u = truth(large) ? Exp(u) : logistic(u, r);
	}
	Output(u);
}

/* by a row that knows it is a loop */
static void scanned(List *l, const Fn *f)
{
	V x[] = { Input(l, "u", scalar()), Input(l, "r", scalar()) }, y;

	Scan((size_t)f->depth, false, 1, 0, 2, x, 1, step, NULL, &y);
	Output(y);
}

static List *dynamic(void (*record)(List *, const Fn *), int k)
{
	Fn f = { .name = "loop", .record = record, .depth = k };
	char why[WHY];
	List *l = trace(&f, &f64, start, why);

	if (!l)
		die("%s", why);
	if (!l->nout)
		die("%s gives no result", f.name);
	return l;
}

static size_t rowsnamed(const List *l, const char *prim)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) n += !strcmp(l->ins[i].prim->name, prim);
	return n;
}

/* ---- D1 ------------------------------------------------------------------------------------ */

void claim_D1(Claim *c)
{
	double k[LENGTHS], rows[LENGTHS], slope;
	bool copies = true;
	List *l;
	Fit r;

	for (int i = 0; i < LENGTHS; i++) {
		l = dynamic(plainloop, lengths[i]);
		k[i] = lengths[i];
		rows[i] = (double)(l->n - l->nin);
		copies = copies && rowsnamed(l, "mul") == 2 * (size_t)lengths[i] &&
			rowsnamed(l, "sub") == (size_t)lengths[i];
		freelist(l);
	}
	r = exponent(LENGTHS, k, rows);
	figure(c, "slope of log rows against log k", 1, &r.slope);
	holds(c, copies,
		"+- %.4f; %g to %g rows beside the inputs for k = %g to %g, %s copies of the body",
		r.error, rows[0], rows[LENGTHS - 1], k[0], k[LENGTHS - 1], copies ? "k" : "not k");
	l = dynamic(branching, 1000);
	slope = (double)rowsnamed(l, "exp");
	holds(c, rowsnamed(l, "gt") == 1000, "1000 comparisons recorded %zu", rowsnamed(l, "gt"));
	figure(c, "rows of branches not taken", 1, &slope);
	freelist(l);
}

/* ---- D2 ------------------------------------------------------------------------------------ */

/* rows of the list and of all bodies */
static void fixedrows(int k, double *whole, double *loops, double *gradient)
{
	Fn f = { .name = "loop", .record = scanned, .depth = k };
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why), *d = simplify(pullback(l), &f64);

	*whole = (double)allrows(l);
	*loops = (double)rowsnamed(l, "scan");
	*gradient = (double)allrows(d);
	freelist(l);
	freelist(d);
}

/* both traces do the same */
static bool samenumbers(int k)
{
	Fn once = { .name = "loop", .record = scanned, .depth = k };
	Fn each = { .name = "loop", .record = plainloop, .depth = k };
	Jacobian a = jacobian(&static_engine, &once, &f64, start),
		 b = jacobian(&reverse_engine, &each, &f64, start);
	bool alike = !memcmp(a.y, b.y, sizeof(double)) && !memcmp(a.J, b.J, 2 * sizeof(double));

	freejacobian(&a);
	freejacobian(&b);
	return alike;
}

void claim_D2(Claim *c)
{
	double k[LENGTHS], rows[LENGTHS], loops[LENGTHS], back[LENGTHS];
	bool one = true, alike = samenumbers(10) && samenumbers(1000);
	Fit r[2];

	for (int i = 0; i < LENGTHS; i++) {
		k[i] = lengths[i];
		fixedrows(lengths[i], &rows[i], &loops[i], &back[i]);
		one = one && loops[i] == loops[0];
	}
	r[0] = exponent(LENGTHS, k, rows);
	r[1] = exponent(LENGTHS, k, back);
	figure(c, "slope of log rows against log k", 1, &r[0].slope);
	if (one) figure(c, "loop rows", 1, loops);
	else     holds(c, false, "loop rows vary with k");
	holds(c, fabs(r[1].slope) < STILL,
		"with its body %g rows, its gradient %g, slope %.2f, for k = %g to %g", rows[0],
		back[0], r[1].slope, k[0], k[LENGTHS - 1]);
	holds(c, alike, "numbers %s the dynamic trace's, bit for bit", alike ? "are" : "are not");
}

/* ---- D3 ------------------------------------------------------------------------------------ */

/* |tanh(W x)|^2; what counts how often it is recorded */
static void layer(const V *x, V *y, const void *what)
{
	++**(size_t *const *)what;
	y[0] = Sum(Sqr(Tanh(Matmul(x[0], x[1], false, false))), ALL);
}

static void layerfn(List *l, const Fn *f)
{
	size_t recorded = 0, *to = &recorded;
	V x[] = { Input(l, "W", matrix((size_t)f->depth, (size_t)f->width)),
		Input(l, "x", matrix((size_t)f->width, 1)) },
	  y;

	layer(x, &y, &to);
	Output(y);
}

/* the gradient at the j-th point of m x n by the cache, and whether a trace made for it alone gives
 * the same */
static bool asfresh(Traced *t, int m, int n, int j)
{
	size_t all = (size_t)(m * n + n);
	double *x = alloc(all, sizeof *x), *g = alloc(all, sizeof *g), one = 1;
	Fn f = { .name = "layer", .record = layerfn, .depth = m, .width = n };
	char why[WHY];
	Run *r = traced(t, (Shape[]){ matrix((size_t)m, (size_t)n), matrix((size_t)n, 1) }, true,
		why);
	Jacobian fresh;
	bool alike;

	if (!r)
		die("%s", why);
	for (size_t i = 0; i < all; i++) x[i] = (double)((7 * (int)i + 3 * j) % 11 - 5) / 16;
	put(r, 1, put(r, 0, x));
	put(r, 2, &one);
	run(r);
	get(r, 2, get(r, 1, g));
	fresh = jacobian(&static_engine, &f, &f64, x);
	alike = !memcmp(fresh.J, g, all * sizeof *g);
	freejacobian(&fresh);
	release(x);
	release(g);
	return alike;
}

void claim_D3(Claim *c)
{
	enum { CALLS = 100 };
	static const struct { int m, n; } shape[] = { { 3, 4 }, { 3, 5 }, { 2, 4 }, { 3, 4 } };
	size_t recorded = 0, *to = &recorded;
	Traced *t = newtraced(2, 1, layer, &to, &f64);
	Traces after[4];
	size_t wrong = 0;

	for (int s = 0; s < 4; s++) {
		for (int j = 0; j < CALLS; j++) wrong += !asfresh(t, shape[s].m, shape[s].n, j);
		after[s] = traces(t);
	}
	holds(c, after[0].traces == 1 && after[0].hits == CALLS - 1 && !after[0].retraces,
		"%d calls of one shape: traces %zu, hits %zu, retraces %zu", CALLS, after[0].traces,
		after[0].hits, after[0].retraces);
	holds(c,
		after[2].retraces == 2 && after[3].traces == after[2].traces &&
			after[3].hits == 4 * CALLS - 3,
		"two more shapes, then the first again: %zu, %zu, %zu", after[3].traces,
		after[3].hits, after[3].retraces);
	holds(c, recorded == after[3].traces, "the function was asked to record %zu times",
		recorded);
	holds(c, !wrong, "%zu of %d gradients differ from a trace made for them alone", wrong,
		4 * CALLS);
	freetraced(t);
}
