/* accumulation.c -- claims A5, A7, A8: what a gradient costs beside its function, whatever the
 * program. */
#include "checks/claims/claims.h"
#include "checks/claims/dense.h"
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

/* ---- A5: cheap gradients ------------------------------------------------------------------- */

/* what is left as it is: a kernel of 3 n products, whose lowering has n^2 */
static bool running(const Prim *p, const Num *T)
{
	extern const Prim leaveoneout_prim;
	return p == &leaveoneout_prim;
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
		t0 = threadtime();
		for (int j = 0; j < REPEATS; j++) {
			const void *from = x;

			for (size_t i = 0; i < l->nin; i++) from = put(r, i, from);
			run(r);
		}
		t = threadtime();
		for (int j = 0; j < REPEATS; j++) static_engine.vjp(s, x, &one, NULL, gx);
		if (k) best[0] = fmin(best[0], t - t0), best[1] = fmin(best[1], threadtime() - t);
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
	size_t each = held(l, 1), w = count(shapeat(l, l->in[0]));
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

/* d of argument k of row i beside the row, by its own rule: each row here has one for each */
static double partial(List *l, size_t i, size_t k)
{
	V x[2], d;

	for (size_t j = 0; j < l->ins[i].nargs; j++) x[j] = instruction(l, args(l, &l->ins[i])[j]);
	d = tangent(l->ins[i].prim, (int)k, Const(x[k], 1), instruction(l, i), x);
	return *(double *)value(d);
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
