/* swell.c -- claims S1 to S3: how many nodes a derivative has when nothing is shared, and when
 * everything is. */
#include "checks/suite/check.h"
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/fit.h"
#include "checks/suite/functions.h"
#include "engines/symbolic.h"
#include "engines/prims/recorders.h"
#include <math.h>

/* nodes of output o as a tree */
static double nodes(const List *l, size_t o)
{
	List one = *l;

	one.out = l->out + o;
	one.nout = 1;
	return treenodes(&one);
}

/* rows that output o needs: its nodes, each once */
static double shared(const List *l, size_t o)
{
	List *one = copylist(l);
	double n;

	one->out[0] = one->out[o];
	one->nout = 1;
	one = dead(one);
	n = (double)one->n;
	freelist(one);
	return n;
}

/* ---- S1: products and compositions ---------------------------------------------------- */

typedef V Longer(V so_far, V x, int k);

static V times(V p, V x, int k)    { return Mul(p, Add(x, Const(x, k))); }
static V within(V u, V x, int k)   { return Sin(u); }
static V logistic(V u, V x, int k) { return Mul(Const(u, 4), Mul(u, Sub(Const(u, 1), u))); }

typedef struct { double tree, rows; } Size;

/* of the derivative of k steps, as algebra leaves it */
static Size swollen(Longer *longer, int k)
{
	List *l = newlist(), *d;
	V x = Input(l, "x", scalar()), y = x;
	Size s;

	for (int i = 1; i <= k; i++) y = longer(y, x, i);
	Output(y);
	d = derivative(l, 0, &f64);
	s = (Size){ nodes(d, 1), shared(d, 1) };
	freelist(d);
	freelist(l);
	return s;
}

enum { STEPS = 6 };

/* trees grow as k^2, shared lists as k */
static void quadratic(Claim *c, Longer *longer, const char *word, const char *of)
{
	double k[STEPS], tree[STEPS], rows[STEPS];
	Fit t, r;

	for (int i = 0; i < STEPS; i++) {
		Size s = swollen(longer, 64 << i);

		k[i] = 64 << i;
		tree[i] = s.tree;
		rows[i] = s.rows;
	}
	t = exponent(STEPS, k, tree);
	r = exponent(STEPS, k, rows);
	figure(c, word, 1, &t.slope);
	holds(c, fabs(r.slope - 1) < EXPONENT,
		"+- %.4f, %s: %.3g nodes at k = %g, %g shared, exponent %.2f", t.error, of,
		tree[STEPS - 1], k[STEPS - 1], rows[STEPS - 1], r.slope);
}

/* trees more than double at each step, shared lists grow as k */
static void exponential(Claim *c)
{
	enum { MOST = 20 };
	double k[MOST], tree[MOST], rows[MOST];
	bool doubles = true;
	Fit t, r;

	for (int i = 0; i < MOST; i++) {
		Size s = swollen(logistic, i + 1);

		k[i] = i + 1;
		tree[i] = s.tree;
		rows[i] = s.rows;
		doubles = doubles && (!i || tree[i] > 2 * tree[i - 1]);
	}
	t = rate(MOST / 2, k + MOST / 2, tree + MOST / 2);
	r = straight(MOST, k, rows);
	holds(c, doubles,
		"4u(1-u) in itself: %s at each step, e^(%.2f k), %.3g nodes at k = %d, shared %g, "
		"%.1f a step",
		doubles ? "more than doubled" : "not doubled", t.slope, tree[MOST - 1], MOST,
		rows[MOST - 1], r.slope);
}

void claim_S1(Claim *c)
{
	quadratic(c, times, "of a product of k factors as a power of k,", "(x+1)...(x+k)");
	quadratic(c, within, "of k nested compositions,", "sin(sin(...))");
	exponential(c);
}

/* ---- S2: the article's example ------------------------------------------------------------- */

/* subexpressions that occur more than once in the tree of output o, inputs and constants apart */
static size_t repeated(const List *l, size_t o)
{
	double *occurs = alloc(l->n, sizeof *occurs);
	size_t n = 0;

	occurs[l->out[o]] = 1;
	for (size_t i = l->n; i--; )
		for (size_t k = 0; k < l->ins[i].nargs; k++)
			occurs[args(l, &l->ins[i])[k]] += occurs[i];
	for (size_t i = 0; i < l->n; i++) n += l->ins[i].nargs && occurs[i] > 1;
	release(occurs);
	return n;
}

/* the function at w = 1, b = 0 */
static double valueat(const Fn *f, double z)
{
	Jacobian j = jacobian(&symbolic_engine, f, &f64, (const double[]){ 1, z, 0 });
	double y = *(double *)j.y;

	freejacobian(&j);
	return y;
}

static void notanh(Claim *c)
{
	static const double z[] = { -2, -1, -0.5, 0.25, 0.5, 1, 2, 3 };
	Fn f = fnof(&coth_function, 0, 0);
	double fromcoth = 0, fromtanh = INFINITY;

	for (size_t k = 0; k < sizeof z / sizeof *z; k++) {
		double y = valueat(&f, z[k]);

		fromcoth = fmax(fromcoth, fabs(y * tanh(z[k]) - 1));
		fromtanh = fmin(fromtanh, fabs(y / tanh(z[k]) - 1));
	}
	if (fromtanh < COTH)
		return;
	holds(c, fromcoth < COTH,
		"it is coth z to %.0e, not tanh z: at z = 1 it is %.4f, tanh %.4f, %.2f times less",
		fromcoth, valueat(&f, 1), tanh(1), valueat(&f, 1) / tanh(1));
	if (c->verdict == CONFIRMED) c->verdict = CORRECTED;
}

void claim_S2(Claim *c)
{
	Fn f = fnof(&coth_function, 0, 0);
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why), *d = derivative(l, 0, &f64);
	double was = nodes(d, 0), is = nodes(d, 1);
	size_t again = repeated(d, 1), before = repeated(d, 0);

	holds(c, is > was && again > before,
		"%g nodes, derivative by w %g: %.1f times; %zu of its subexpressions stand there "
		"more than once, %zu in the function",
		was, is, is / was, again, before);
	notanh(c);
	freelist(d);
	freelist(l);
}

/* ---- S3: the same, shared ------------------------------------------------------------------ */

/* few enough steps that the map does not yet multiply the roundings of its first */
static void chaos(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y = x;

	for (int k = 1; k <= f->depth; k++) y = logistic(y, x, k);
	Output(y);
}

/* both ways at x, against the reference */
static void sharing(Claim *c, const char *name, const Fn *f, const double *x)
{
	static const Engine *const both[] = { &symbolic_engine, &shared_engine, &reverse_engine };
	char why[WHY];
	List *l = trace(f, NULL, NULL, why);
	Facts t = facts(f, x, 53);
	double tree = 0, rows = 0, off[3], between = 0;
	Answer a[3];
	bool ok = true;

	for (size_t i = 0; i < t.nx; i++) {
		List *d = derivative(l, i, &f64);

		tree += nodes(d, 1);
		rows += shared(d, 1);
		freelist(d);
	}
	for (int e = 0; e < 3; e++) {
		a[e] = answer(both[e], &t, &f64);
		off[e] = 0;
		for (size_t i = 0; i < t.nx; i++) off[e] = fmax(off[e], a[e].norm[i]);
		ok = ok && off[e] <= bound(both[e], &f64);
	}
	for (size_t i = 0; i < t.nx; i++)
		between = fmax(between, fabs(((double *)a[0].j.J)[i] - ((double *)a[1].j.J)[i]));
	holds(c, ok && between == 0 && rows < tree,
		"%s: %g nodes, shared %g; %.2f and %.2f ulps off, reverse %.2f, bound %g; apart %g",
		name, tree, rows, off[0], off[1], off[2], bound(both[0], &f64), between);
	for (int e = 0; e < 3; e++) freeanswer(&a[e]);
	freefacts(&t);
	freelist(l);
}

void claim_S3(Claim *c)
{
	Fn f[] = { fnof(&coth_function, 0, 0), fnof(&cosexp_function, 0, 0),
		{ .name = "logistic", .record = chaos, .depth = 6 } };

	sharing(c, "S2's example", &f[0], (const double[]){ 0.5, 0.75, 0.3 });
	sharing(c, "P7's", &f[1], (const double[]){ 0.5 });
	sharing(c, "4u(1-u) in itself 6 times", &f[2], (const double[]){ 0.3 });
}
