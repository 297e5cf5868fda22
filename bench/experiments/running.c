/* running -- what a planned run costs: rows, transformations, gradients beside their primals,
 * memory beside what must be held.
 *
 * Primal and gradient lists are run in turn in one process; seconds are medians of the thread's own
 * time.  A gradient is the pullback, simplified, which computes its primal too.  target: what the
 * figure should be at most, or with >= at least.
 */
#include "bench/bench.h"
#include "checks/measure/assess.h"
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include "engines/control/control.h"
#include "engines/prims/recorders.h"
#include <malloc.h>

enum { MOST = 41, LEAST = 7 };             /* turns */

enum { BATCH = 64, LAYERS = 4 };           /* of an MLP */

/* seconds of a batch and of all turns; rows of one list and of another; width of an MLP, depth of a
 * narrow one, steps of a cell, inputs */
typedef struct {
	double batch, enough;
	size_t rows, million;
	const char *called;
	int wide, deep, steps, inputs, minors;
} Amount;

static const Amount whole = { 2e-3, 0.4, 100000, 1000000, "a million rows", 512, 256, 600, 1000000,
	10 },
		    few = { 0, 0, 1000, 10000, "10000 rows", 16, 8, 6, 1000, 4 };

/* ---- a list and its pullback, run in turn ---------------------------------------------- */

typedef struct { List *list; Run *run; double **x; double seconds; } Timed;

static double drawn(unsigned *seed)                /* from [-1, 1] */
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed / 2147483648.0 - 1;
}

/* the list is given away; inputs are drawn, those from ones on are 1 */
static Timed timed(List *l, double size, size_t ones)
{
	Timed t = { .list = l, .run = newrun(l, &f64), .x = alloc(l->nin, sizeof *t.x) };
	unsigned seed = 1;

	for (size_t k = 0; k < l->nin; k++) {
		size_t n = count(shapeat(l, l->in[k]));

		t.x[k] = alloc(n, sizeof **t.x);
		for (size_t i = 0; i < n; i++) t.x[k][i] = k < ones ? size * drawn(&seed) : 1;
		borrow(t.run, k, t.x[k]);
	}
	run(t.run);
	return t;
}

static void freetimed(Timed *t)
{
	for (size_t k = 0; k < t->list->nin; k++) release(t->x[k]);
	release(t->x);
	freerun(t->run);
	freelist(t->list);
}

/* each as often in a row as makes a few milliseconds */
static void inturn(const Amount *a, size_t n, Timed *const *t)
{
	double took[3][MOST], all = 0;
	size_t often[3], turns = 0;

	for (size_t k = 0; k < n; k++) {
		double t0 = cputime();

		run(t[k]->run);
		often[k] = 1 + (size_t)(a->batch / (cputime() - t0 + 1e-9));
	}
	for (; turns < LEAST || (turns < MOST && all < a->enough); turns++)
		for (size_t k = 0; k < n; k++) {
			double t0 = cputime();

			for (size_t j = 0; j < often[k]; j++) run(t[k]->run);
			took[k][turns] = (cputime() - t0) / (double)often[k];
			all += cputime() - t0;
		}
	for (size_t k = 0; k < n; k++) t[k]->seconds = median(turns, took[k], .5);
}

static void line(FILE *f, double primal, double derivative, double figure, const char *unit,
	const char *target)
{
	fprintf(f, ",%.4g,%.4g,%.4g,%s,%s\n", primal, derivative, figure, unit, target);
	fflush(f);
}

/* gradient beside primal; size: of the inputs */
static void gradients(FILE *f, const Amount *a, const char *what, const char *at, const Fn *fn,
	double size, const char *target)
{
	char why[WHY];
	List *l, *d;
	Timed p, g;
	size_t nin;

	if (!starts(f, "%s,%s", what, at)) return;
	l = trace(fn, NULL, NULL, why), d = pullback(l);
	nin = l->nin;
	p = timed(simplify(expand(l, runs, &f64), &f64), size, nin);
	g = timed(simplify(expand(d, runs, &f64), &f64), size, nin);
	inturn(a, 2, (Timed *[]){ &p, &g });
	line(f, p.seconds, g.seconds, g.seconds / p.seconds, "gradient/primal", target);
	freetimed(&p), freetimed(&g);
	freelist(l), freelist(d);
}

/* ---- functions --------------------------------------------------------------------------- */

static void mlpbatch(List *l, const Fn *f)
{
	size_t w = (size_t)f->width;
	V x = Input(l, "x", matrix(w, BATCH));

	for (int k = 0; k < f->depth; k++) {
		V W = Input(l, NULL, matrix(w, w)), b = Input(l, NULL, matrix(w, 1));

		x = Tanh(Add(Matmul(W, x, false, false), b));
	}
	Output(Sum(Sqr(x), ALL));
}

/* the LSTM of the reference library, hidden n: i, f, o, g = W [x; h] + b */
static void cell(const V *x, V *y, const void *what)
{
	size_t n = shapeof(x[0]).dim[0];
	V z = Add(Matmul(x[3], Concat(2, (V[]){ x[2], x[0] }, 0), false, false), x[4]), gate[4];

	for (size_t k = 0; k < 4; k++)
		gate[k] = Slice(z, (size_t[]){ k * n, 0 }, (size_t[]){ n, 1 }, NULL);
	y[1] = Add(Mul(Sigmoid(gate[1]), x[1]), Mul(Sigmoid(gate[0]), Tanh(gate[3])));
	y[0] = Mul(Sigmoid(gate[2]), Tanh(y[1]));
}

static void lstm(List *l, const Fn *f)
{
	size_t n = (size_t)f->width, steps = (size_t)f->depth;
	V x[5], y[2];

	x[0] = Input(l, "h", matrix(n, 1)), x[1] = Input(l, "c", matrix(n, 1));
	x[2] = Input(l, "x", (Shape){ 3, { steps, n, 1 } });
	x[3] = Input(l, "W", matrix(4 * n, 2 * n)), x[4] = Input(l, "b", matrix(4 * n, 1));
	Scan(steps, false, 2, 1, 5, x, 2, cell, NULL, y);
	Output(Sum(y[0], ALL));
}

/* n scalar rows, each of two before it */
static List *scalarrows(size_t n, bool functions)
{
	List *l = newlist();
	unsigned seed = 1;

	for (int k = 0; k < 8; k++) Input(l, NULL, scalar());
	while (l->n < n) {
		V a = instruction(l, l->n - 1 - (size_t)(3.5 * (drawn(&seed) + 1))),
		  b = instruction(l, l->n - 1 - (size_t)(3.5 * (drawn(&seed) + 1)));

		switch (l->n % 4) {
		case 0: Add(a, b); break;
		case 1: functions ? Sin(a) : Sub(a, b); break;
		case 2: Mul(a, b); break;
		case 3: Sub(a, b); break;
		}
	}
	Output(instruction(l, l->n - 1));
	return l;
}

/* ---- experiments --------------------------------------------------------------------------- */

static void rowcosts(FILE *f, const Amount *a)
{
	double took[LEAST], n = 0;

	if (starts(f, "interpreting,%zu scalar rows", a->rows)) {
		Timed t = timed(scalarrows(a->rows, false), 1, 8);

		inturn(a, 1, (Timed *[]){ &t });
		line(f, t.seconds, 0, t.seconds / (double)a->rows * 1e9, "ns/row", "20");
		freetimed(&t);
	}
	if (!starts(f, "pullback and simplify,%zu scalar rows", a->rows)) return;
	for (int k = 0; k < LEAST; k++) {
		List *l = scalarrows(a->rows, true), *d;
		double t0 = cputime();

		d = pullback(l);
		n = (double)d->n;
		d = simplify(d, &f64);
		took[k] = cputime() - t0;
		freelist(d);
		freelist(l);
	}
	line(f, 0, median(LEAST, took, .5), median(LEAST, took, .5) / n * 1e9, "ns/row made",
		"150");
}

static void million(FILE *f, const Amount *a)
{
	size_t before = bytes().live;

	if (starts(f, "%s,recorded pulled back simplified run", a->called)) {
		double t0 = (resetpeak(), cputime()), t1;
		List *l = scalarrows(a->million, true);
		Timed t;

		t1 = cputime();
		t = timed(simplify(pullback(l), &f64), 1, 8);
		line(f, t1 - t0, cputime() - t1, cputime() - t0, "seconds", "3");
		freetimed(&t);
		freelist(l);
	}
	if (starts(f, "%s,the same", a->called))
		line(f, 0, 0, (double)(bytes().peak - before) / (1 << 20), "MiB", "1024");
}

/* the products of that gradient alone, three a layer */
static List *productsof(size_t W)
{
	List *l = newlist();

	for (int k = 0; k < LAYERS; k++) {
		V w = Input(l, NULL, matrix(W, W)), x = Input(l, NULL, matrix(W, BATCH)),
		  g = Input(l, NULL, matrix(W, BATCH));

		Output(Matmul(w, x, false, false));
		Output(Matmul(w, g, true, false));
		Output(Matmul(g, x, false, true));
	}
	return l;
}

/* what part of the rate its products have by themselves the gradient reaches */
static void batched(FILE *f, const Amount *a)
{
	static const char *const key = "MLP batched,%d x %d batch %d";
	Fn fn = { "mlp", mlpbatch, .depth = LAYERS, .width = a->wide };
	char why[WHY];
	List *l, *d;
	Timed own, p, g;

	if (!starts(f, key, LAYERS, a->wide, BATCH)) return;
	l = trace(&fn, NULL, NULL, why), d = pullback(l);
	own = timed(productsof((size_t)a->wide), 0.04, SIZE_MAX);
	p = timed(simplify(expand(l, runs, &f64), &f64), 0.04, l->nin);
	g = timed(simplify(expand(d, runs, &f64), &f64), 0.04, l->nin);
	inturn(a, 3, (Timed *[]){ &own, &p, &g });
	line(f, p.seconds, g.seconds, g.seconds / p.seconds, "gradient/primal", "");
	starts(f, key, LAYERS, a->wide, BATCH);
	line(f, own.seconds, g.seconds, 100 * own.seconds / g.seconds, "% of dgemm's rate",
		">= 85");
	freetimed(&own), freetimed(&p), freetimed(&g);
	freelist(l), freelist(d);
}

/* y = sum sin(x) exp(x): a function of the C library beside each product */
static void wave(List *l, const Fn *f)
{
	V x = Input(l, "x", vector((size_t)f->width));

	Output(Sum(Mul(Sin(x), Exp(x)), ALL));
}

/* 8 tangents of the first input in one sweep */
static void tangents8(FILE *f, const Amount *a, const char *size, const Fn *fn)
{
	char why[WHY], *moves, *moved;
	List *l, *d;
	Timed p, t;

	if (!starts(f, "8 tangents at once,%s", size)) return;
	l = trace(fn, NULL, NULL, why);
	moves = alloc(l->nin, 1), moved = alloc(l->nout, 1);
	moves[0] = 1;
	d = pushsome(l, moves, 8, moved);
	p = timed(simplify(expand(l, runs, &f64), &f64), 0.4, l->nin);
	t = timed(simplify(expand(d, runs, &f64), &f64), 0.4, d->nin);
	inturn(a, 2, (Timed *[]){ &p, &t });
	line(f, p.seconds, t.seconds, t.seconds / p.seconds,
		"tangents/primal", "4");
	freetimed(&p), freetimed(&t);
	freelist(l), freelist(d);
	release(moves), release(moved);
}

/* what the reverse of an MLP holds, beside its activations (z and tanh z of each layer) and
 * gradients */
static void memory(FILE *f, const Amount *a)
{
	Fn fn = fnof(functionnamed("mlp"), LAYERS, a->wide);
	char why[WHY];
	List *l, *d;
	Timed g;
	double held, adjoints, activations = 2.0 * LAYERS * a->wide * sizeof(double);

	if (!starts(f, "memory of a reverse,MLP %d x %d", LAYERS, a->wide)) return;
	l = trace(&fn, NULL, NULL, why), d = pullback(l);
	g = timed(simplify(expand(d, runs, &f64), &f64), 0.04, l->nin);
	held = (double)runbytes(g.run) - (double)nx(g.list) * sizeof(double);
	adjoints = (double)nx(l) * sizeof(double);
	line(f, activations + adjoints, held,
		100 * (held / (activations + adjoints) - 1), "% above activations + gradients",
		"10");
	freetimed(&g);
	freelist(l), freelist(d);
}

static void minors(FILE *f, const Amount *a)
{
	Fn fn = fnof(functionnamed("minors"), 1, a->minors);
	char why[WHY];
	List *l;
	size_t was;
	double t0;

	if (!starts(f, "determinant by minors,n = %d", a->minors)) return;
	l = trace(&fn, NULL, NULL, why);
	was = l->n; /* as it is written; an engine's list shares */
	freelist(l);
	t0 = cputime();
	l = traceable(&fn, &f64, why);
	l = simplify(l, &f64);
	line(f, (double)was, (double)l->n, cputime() - t0, "seconds", "");
	freelist(l);
}

/* of the function at its size, which is given away */
static void swept(FILE *f, const Amount *a, const char *what, char *size, const Fn *fn, double of,
	const char *target)
{
	gradients(f, a, what, size, fn, of, target);
	release(size);
}

void running(const Options *o, FILE *f)
{
	const Amount *a = o->smallest ? &few : &whole;
	Fn deep = fnof(functionnamed("mlp"), a->deep, 16),
	   broad = fnof(functionnamed("mlp"), LAYERS, a->wide);
	Fn hill = fnof(functionnamed("rosenbrock"), 1, a->inputs);
	Fn waves = { "waves", wave, .width = 10000 };
	Fn cells = { "lstm", lstm, .depth = a->steps, .width = 32 };
	char *narrow = text("MLP %d x 16", a->deep);

	mallopt(M_MMAP_THRESHOLD, 12 << 20);       /* lists made again find their memory warm */
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	columnnames(f, "what,size,primal,derivative,figure,unit,target\n");
	rowcosts(f, a);
	million(f, a);
	swept(f, a, "MLP matrix-vector", text("%d x %d", LAYERS, a->wide), &broad, 0.04, "3");
	swept(f, a, "MLP matrix-vector", text("%d x 16", a->deep), &deep, 0.4, "3");
	batched(f, a);
	tangents8(f, a, "sum sin exp n = 10000", &waves);
	tangents8(f, a, narrow, &deep);
	swept(f, a, "LSTM as a scan", text("hidden 32 %d steps", a->steps), &cells, 0.2, "3");
	swept(f, a, "Rosenbrock by slices", text("n = %d", a->inputs), &hill, 1, "4");
	memory(f, a);
	minors(f, a);
	release(narrow);
}
