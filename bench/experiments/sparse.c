/* sparse -- a Jacobian of 10^5 inputs by colours: what it costs in runs of the function, and what
 * finding its pattern does.
 *
 * Primal: the function's own list, planned and run; both take turns, medians.  prepare: tracing,
 * pattern, colours, once. seeded: no engine, but the forward list with the colours' directions in
 * it, so that linear parts are constants.
 */
#include "bench/bench.h"
#include "checks/measure/assess.h"
#include "checks/suite/check.h"
#include "engines/sparse/colour.h"
#include "engines/prims/recorders.h"
#include <math.h>

/* SIDE^2 and EDGE^3 come closest to INPUTS */
enum { RUNS = 11, INPUTS = 100000, SIDE = 316, EDGE = 46 };
enum { FEW = 100, SHORT = 10, LOW = 5 };   /* the same with --smallest */

/* y[i] = x[i-1] x[i] - exp x[i+1] */
static void band(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, m = n - 1, zero = 0, one = 1;
	V x = Input(l, "x", vector(n)), none = Data(l, vector(1), (double[]){ 0 });
	V left = Concat(2, (V[]){ none, Slice(x, &zero, &m, NULL) }, 0),
	  right = Concat(2, (V[]){ Slice(x, &one, &m, NULL), none }, 0);

	Output(Sub(Mul(left, x), Exp(right)));
}

/* Bratu's problem on a grid of rank 2 or 3: 2 rank u - its neighbours - exp(u)/10, nothing beyond
 * the edge */
static void bratu(List *l, const Fn *f)
{
	int rank = f->depth;
	size_t start[3] = { 1, 1, 1 };
	Shape s = { rank, { 0 } }, wide = { rank, { 0 } };
	V u, padded, y;

	for (int k = 0; k < rank; k++) s.dim[k] = (size_t)f->width, wide.dim[k] = s.dim[k] + 2;
	u = Input(l, "u", s);
	padded = Unslice(u, wide, start, NULL);
	y = Sub(Mul(Const(u, 2 * rank), u), Mul(Const(u, 0.1), Exp(u)));
	for (int k = 0; k < 2 * rank; k++) {
		start[k / 2] = k % 2 ? 2 : 0;
		y = Sub(y, Slice(padded, start, s.dim, NULL));
		start[k / 2] = 1;
	}
	Output(y);
}

static double evaluated(Run *r, const double *x, double *y)
{
	double t0 = seconds();

	put(r, 0, x);
	run(r);
	get(r, 0, y);
	return seconds() - t0;
}

static void measure(FILE *f, const Engine *e, const char *name, const Fn *fn)
{
	char why[WHY];
	List *l;
	Run *r;
	size_t n = inputsof(fn);
	double *x, *y, *value, one[RUNS], all[RUNS], t0, prepared;
	Compressed *c;
	Sparse s = { 0 };

	if (!starts(f, "%s,%s,%zu", name, e ? e->name : "seeded", n)) return;
	l = trace(fn, NULL, NULL, why);
	r = newrun(l, &f64);
	x = alloc(n, sizeof *x), y = alloc(n, sizeof *y);
	for (size_t i = 0; i < n; i++) x[i] = fmod(0.618 * (double)i, 1);
	t0 = seconds();
	c = newcompressed(e, fn, &f64, x, false, why);
	prepared = seconds() - t0;
	shapeofcompressed(c, &s);
	value = alloc(s.nnz, sizeof *value);
	compressed(c, x, y, value);            /* the first traces */
	for (int k = 0; k < RUNS; k++) {
		one[k] = evaluated(r, x, y);
		t0 = seconds();
		compressed(c, x, y, value);
		all[k] = seconds() - t0;
	}
	fprintf(f, ",%zu,%zu,%zu,%.4g,%.4g,%.3g,%.3g\n", s.nnz, s.colours, s.passes,
		median(RUNS, one, .5), median(RUNS, all, .5),
		median(RUNS, all, .5) / median(RUNS, one, .5), prepared);
	freecompressed(c);
	freesparse(&s);
	freerun(r);
	freelist(l);
	release(x), release(y), release(value);
}

void sparses(const Options *o, FILE *f)
{
	static const Engine *const who[] = { &forward_engine, &static_engine, NULL };
	bool few = o->smallest;
	const Fn fns[] = { { .name = "tridiagonal", .record = band, .width = few ? FEW : INPUTS },
		{ .name = "bratu2", .record = bratu, .depth = 2, .width = few ? SHORT : SIDE },
		{ .name = "bratu3", .record = bratu, .depth = 3, .width = few ? LOW : EDGE } };

	columnnames(f,
		"function,engine,inputs,nonzeros,colours,passes,primal,jacobian,primals,"
		"prepare\n");
	for (size_t k = 0; k < sizeof fns / sizeof *fns; k++)
		for (int e = 0; e < 3; e++) measure(f, who[e], fns[k].name, &fns[k]);
}
