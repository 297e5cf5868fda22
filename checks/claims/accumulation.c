/* accumulation.c -- claims A1, A2, A5, A7, A8, A9: what the order of the chain rule costs, forward,
 * reverse or between. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/fit.h"
#include "checks/suite/functions.h"
#include "engines/control/control.h"
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* of this thread: others may be using the machine */
static double cputime(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- dense maps: x -> tanh(W_k x), one after another ------------------------------------ */

enum { MAPS = 6 };

/* map k takes R^d[k] to R^d[k+1]; first: its W is that of map first + k */
typedef struct { size_t maps, d[MAPS + 1], first; } Chain;

/* numbers without a pattern, of variance near 1/n */
static V weights(List *l, size_t m, size_t n, size_t k)
{
	double *w = alloc(m * n, sizeof *w);
	V v;

	for (size_t i = 0; i < m * n; i++)
		w[i] = sin((double)(1 + 7 * i + 1000 * k)) / sqrt((double)n);
	v = Data(l, matrix(m, n), w);
	release(w);
	return v;
}

static void dense(List *l, const Fn *f)
{
	const Chain *c = f->what;
	V x = Input(l, "x", matrix(c->d[0], 1));

	for (size_t k = 0; k < c->maps; k++)
		x = Tanh(Matmul(weights(l, c->d[k + 1], c->d[k], c->first + k), x, false, false));
	Output(x);
}

static Fn densefn(const Chain *c) { return (Fn){ .name = "dense", .record = dense, .what = c }; }

static double *point(size_t n)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = cos((double)(3 * i + 1));
	return x;
}

/* the largest difference of n numbers over the largest of them */
static double apart(size_t n, const double *a, const double *b)
{
	double most = 0, off = 0;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, fabs(b[i]));
		off = fmax(off, fabs(a[i] - b[i]));
	}
	return off / most;
}

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
	double *x = point(c->d[0]), *J[MAPS], off = 0;
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
	double *x = point(n), *d = alloc(n, sizeof *d), *dy = alloc(m, sizeof *dy),
	       *g = alloc(m, sizeof *g), *gx = alloc(n, sizeof *gx);
	double t0, t;
	Times best = { INFINITY, INFINITY };

	for (int k = 0; k < TIMES; k++) {              /* the first compiles */
		t0 = cputime();
		for (size_t i = 0; i < n; i++)
			d[i] = 1, static_engine.jvp(s, x, 1, d, NULL, dy, NULL), d[i] = 0;
		t = cputime();
		for (size_t o = 0; o < m; o++)
			g[o] = 1, static_engine.vjp(s, x, g, NULL, gx), g[o] = 0;
		if (k)
			best = (Times){ fmin(best.forward, t - t0),
				fmin(best.reverse, cputime() - t) };
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
		double *x = point(n), *J = alloc(m * n, sizeof *J);
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
	holds(c, at > 1. / CLOCK && at < CLOCK, "n = %d: both take as long at m = %.2f n", WIDE, at);
}

/* ---- A5: cheap gradients ------------------------------------------------------------------- */

/* what is left as it is: a kernel of 3 n products, whose meaning has n^2 */
static bool running(const Prim *p, const Num *T)
{
	extern const Prim except_prim;
	return p == &except_prim;
}

/* scalar operations of a list: its rows without arrays, each result once */
static double operations(List *l)
{
	List *said = expand(l, running, &f64), *rows = simplify(scalarise(said), &f64);
	double n = 0;

	for (size_t i = 0; i < rows->n; i++) n += rows->ins[i].nargs > 0;
	freelist(said);
	freelist(rows);
	freelist(l);
	return n;
}

/* gradient with value, over value alone */
static double countratio(const Fn *f)
{
	char why[WHY];
	List *l = trace(f, NULL, NULL, why);
	double y = operations(copylist(l)), g = operations(pullback(l));

	freelist(l);
	return g / y;
}

static double clockratio(const Fn *f, const double *x)
{
	enum { TIMES = 4, REPEATS = 10 };
	char why[WHY];
	List *l = trace(f, NULL, NULL, why), *said = simplify(expand(l, runs, &f64), &f64);
	Run *r = newrun(said, &f64);
	void *s = static_engine.open(f, &f64, why);
	double *gx = alloc(nx(l), sizeof *gx), one = 1, best[2] = { INFINITY, INFINITY }, t0, t;

	for (int k = 0; k < TIMES; k++) {
		t0 = cputime();
		for (int j = 0; j < REPEATS; j++) {
			const void *from = x;

			for (size_t i = 0; i < l->nin; i++) from = put(r, i, from);
			run(r);
		}
		t = cputime();
		for (int j = 0; j < REPEATS; j++) static_engine.vjp(s, x, &one, NULL, gx);
		if (k) best[0] = fmin(best[0], t - t0), best[1] = fmin(best[1], cputime() - t);
	}
	static_engine.close(s);
	freerun(r);
	freelist(said);
	freelist(l);
	release(gx);
	return best[1] / best[0];
}

static void cheap(Claim *c, const Function *function, int depth, const int *width, int widths)
{
	double n[8], ratio[8], *x, clock = 0;
	bool once = true, below = true;
	Fit r;

	for (int k = 0; k < widths; k++) {
		Fn f = fnof(function, depth, width[k]);
		size_t inputs = inputsof(&f);
		Jacobian j;

		x = alloc(inputs, sizeof *x);
		for (size_t i = 0; i < inputs; i++)
			x[i] = function->lo +
				(function->hi - function->lo) * (double)(1 + i % 7) / 8;
		j = jacobian(&reverse_engine, &f, &f64, x);
		n[k] = (double)inputs;
		ratio[k] = countratio(&f);
		below = below && ratio[k] <= GRIEWANK;
		once = once && j.passes == 1;
		if (k == widths - 1) clock = clockratio(&f, x);
		freejacobian(&j);
		release(x);
	}
	r = exponent((size_t)widths, n, ratio);
	holds(c, once && below && fabs(r.slope) <= EXPONENT,
		"%s n = %g to %g: %.2f, %.2f (clock %.1f), exponent %.3f", function->name, n[0],
		n[widths - 1], ratio[0], ratio[widths - 1], clock, r.slope);
}

void claim_A5(Claim *c)
{
	static const int wide[] = { 16, 64, 256, 512 }, square[] = { 8, 16, 32 };

	cheap(c, &rosenbrock_function, 0, wide, 4);
	cheap(c, &logsumexp_function, 0, wide, 4);
	cheap(c, &mlp_function, 0, square, 3);
	cheap(c, &helmholtz_function, 0, wide, 3);
	cheap(c, &speelpenning_function, 0, wide, 3);
}
/* ---- A7: what forward mode would hold ------------------------------------------------------ */

enum { LAYERS = 30, SIDE = 32, CHANNELS = 3, KERNEL = 3, FILTERS = 64 };

/* y <- tanh(mixed (kernel * y)): a convolution of patches by one w, its 64 channels mixed to 3;
 * each layer's y is a result */
static void network(List *l, const Fn *f)
{
	size_t pixels = SIDE * SIDE, patch = KERNEL * KERNEL * CHANNELS;
	double *at = alloc(pixels * KERNEL * KERNEL, sizeof *at);
	V w = Input(l, "w", (Shape){ 4, { KERNEL, KERNEL, CHANNELS, FILTERS } });
	V y = Input(l, "x", (Shape){ 3, { SIDE, SIDE, CHANNELS } });
	V taps = Reshape(w, matrix(patch, FILTERS)), mix = weights(l, FILTERS, CHANNELS, 0), index;

	/* round the edges: only shapes matter here */
	for (size_t p = 0; p < pixels; p++)
		for (size_t k = 0; k < KERNEL * KERNEL; k++)
			at[p * KERNEL * KERNEL + k] =
				(double)((p / SIDE + k / KERNEL) % SIDE * SIDE + (p + k) % SIDE);
	index = Data(l, vector(pixels * KERNEL * KERNEL), at);
	for (int k = 0; k < LAYERS; k++) {
		V flat = Reshape(Gather(Reshape(y, matrix(pixels, CHANNELS)), index),
			matrix(pixels, patch));

		y = Reshape(Tanh(Matmul(Matmul(flat, taps, false, false), mix, false, false)),
			(Shape){ 3, { SIDE, SIDE, CHANNELS } });
		Output(y);
	}
	release(at);
}

/* numbers that k tangents by w add to the results */
static size_t held(const List *l, size_t k)
{
	char moved[LAYERS] = { 0 };
	List *d = pushsome(l, (const char[]){ 1, 0 }, k, moved);
	size_t n = ny(d) - ny(l);

	freelist(d);
	return n;
}

void claim_A7(Claim *c)
{
	Fn f = { .name = "network", .record = network };
	char why[WHY];
	List *l = trace(&f, NULL, NULL, why);
	size_t each = held(l, 1), w = count(rowshape(l, l->in[0]));
	double all = (double)(each * w),
	       says = strtod(strstr(c->says, "almost ") + strlen("almost "), NULL);

	figure(c, "32*32*3*30*(3*3*3*64) =", 1, &all);
	holds(c, held(l, 2) == 2 * each,
		"recorded forward, each of %zu weights adds %zu numbers: %.3f G", w, each,
		all / 1e9);
	freelist(l);
	if (fabs(says * 1e9 / all - 1) < ARTICLE || c->verdict == FAILED)
		return;
	holds(c, true, "the article's %g G is %.2f times as many", says, says * 1e9 / all);
	c->verdict = CORRECTED;
}

/* ---- A8: branches -------------------------------------------------------------------------- */

static V g1(V x)             { return Sin(x); }
static V g2(V x, V y1)       { return Mul(x, Exp(y1)); }
static V g3(V x, V y1, V y2) { return Div(Add(Mul(y1, x), Tanh(y2)), x); }

static void branching(List *l, const Fn *f)
{
	V x1 = Input(l, "x1", scalar()), x2 = Input(l, "x2", scalar()),
	  x3 = Input(l, "x3", scalar()), y1 = g1(x1);

	Output(g3(x3, y1, g2(x2, y1)));
}

/* d of argument k of row i beside the row, by its own rule */
static double partial(List *l, size_t i, size_t k)
{
	V x[2], d;

	for (size_t j = 0; j < l->ins[i].nargs; j++) x[j] = row(l, args(l, &l->ins[i])[j]);
	d = tangent(l->ins[i].prim, (int)k, Const(x[k], 1), row(l, i), x);
	return d.list ? *(double *)value(d) : 0;
}

/* the sum over all paths from row `from` to row i of their products, one path at a time */
static double overpaths(List *l, size_t i, Id from, double *paths)
{
	double sum = 0;

	if (i == from) {
		++*paths;
		return 1;
	}
	for (size_t k = 0; k < l->ins[i].nargs; k++) {
		double before = *paths, through = overpaths(l, args(l, &l->ins[i])[k], from, paths);

		if (*paths > before) sum += partial(l, i, k) * through;
	}
	return sum;
}

/* the same chain as three stages, each handing on what it was given: y1; y2; y3 */
static const char *const stage[3][3] = { { "sin(x1)", "x2", "x3" }, { "x1", "x2*exp(x1)", "x3" },
	{ "(x1*x3 + tanh(x2))/x3" } };

static void stagerows(List *l, const Fn *f)
{
	V x[] = { Input(l, "x1", scalar()), Input(l, "x2", scalar()), Input(l, "x3", scalar()) };

	for (int o = 0; o < 3 && stage[f->depth][o]; o++)
		Output(recordformula(l, stage[f->depth][o], 3,
			(const char *const[]){ "x1", "x2", "x3" }, x));
}

/* dy3/dx1 as J3 J2 J1 of the stages */
static double concatenated(const double *at)
{
	double x[3], d[3] = { 1, 0, 0 };

	memcpy(x, at, sizeof x);
	for (int s = 0; s < 3; s++) {
		Fn f = { .name = "stage", .record = stagerows, .depth = s };
		Jacobian j = directional(&forward_engine, &f, &f64, x, d);

		memcpy(d, j.J, j.ny * sizeof *d);
		memcpy(x, j.y, j.ny * sizeof *x);
		freejacobian(&j);
	}
	return d[0];
}

void claim_A8(Claim *c)
{
	static const double x[] = { 0.7, 1.3, 0.4 };
	Fn f = { .name = "branches", .record = branching };
	Jacobian j = jacobian(&reverse_engine, &f, &f64, x);
	double adjoint = ((double *)j.J)[0], paths = 0, sum, chain = concatenated(x);
	char why[WHY];
	List *l = trace(&f, &f64, x, why);

	sum = overpaths(l, l->out[0], l->in[0], &paths);
	figure(c, "paths from x1:", 1, &paths);
	holds(c, fabs(sum - adjoint) <= FEWUNITS * DBL_EPSILON * fabs(adjoint),
		"adjoint of x1 %.17g, sum over paths %.17g", adjoint, sum);
	holds(c, fabs(chain - adjoint) <= FEWUNITS * DBL_EPSILON * fabs(adjoint),
		"product of the Jacobians of concatenated outputs %.17g", chain);
	freelist(l);
	freejacobian(&j);
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

			holds(c, d.off <= FEWUNITS * DBL_EPSILON, "%s, %s: off by %.1e of its terms",
				k ? "10 x 30 dense" : "4096 x 4096",
				e ? "static" : "forward and reverse", d.off);
			if (!k)
				holds(c, (double)d.bytes < J / NEVERFORMED, "%.2g MB used, J has %.3g",
					(double)d.bytes / 1e6, J / 1e6);
		}
}
