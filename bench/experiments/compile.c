/* compile -- what it costs to compile a gradient, stage by stage, and after how many calls that is
 * paid.
 *
 * logistic, scan: u <- r u (1 - u), n times, written out and as a row that knows it is a loop.
 * luksan: the chained problem of CasADi's issue 3490 in n unknowns, there 4, 11 and 28 s for 100,
 * 200 and 400: the gradient of its Lagrangian; second: with the Jacobian of its constraints and its
 * Hessian, both as products with five tangents, which is all there is to know of five diagonals;
 * sliced: by arrays, where luksan has scalars.  lstm, ode, gmm, rosenbrock: headline problems.
 *
 * Seconds: of the thread to record, to differentiate and simplify, to write the program; by the
 * wall to compile it, into an empty cache, and to load it from there.  Then of one run: compiled,
 * by the interpreter of the same list, and recorded anew and swept back (eager; a second derivative
 * has none).  unlike: results of the first two that differ in a bit.  pays: calls after which all
 * of it is paid, against each; inf: never.
 */
#include "bench/bench.h"
#include "bench/clock.h"
#include "bench/headline.h"
#include "checks/measure/assess.h"
#include "engines/base/cache.h"
#include "engines/compiled/emission.h"
#include "engines/compiled/library.h"
#include "engines/compiled/program.h"
#include "engines/prims/recorders.h"
#include "engines/transform/bodies.h"
#include "checks/io/out.h"
#include <math.h>
#include <string.h>

enum { BANDS = 5, TURNS = 9 };

/* ---- programs ------------------------------------------------------------------------------ */

static void step(const V *x, V *y, const void *what)
{
	y[0] = Mul(x[1], Mul(x[0], Sub(Const(x[0], 1), x[0])));
}

static void logistic(List *l, const Fn *f)
{
	V x[] = { Input(l, "u", scalar()), Input(l, "r", scalar()) };

	for (int k = 0; k < f->depth; k++) step(x, x, NULL);
	Output(x[0]);
}

static void scan(List *l, const Fn *f)
{
	V x[] = { Input(l, "u", scalar()), Input(l, "r", scalar()) }, y;

	Scan((size_t)f->depth, false, 1, 0, 2, x, 1, step, NULL, &y);
	Output(y);
}

static V times(double c, V x) { return Mul(Const(x, c), x); }

/* of two neighbours */
static V chained(V a, V b)
{
	V u = Sub(Sqr(a), b), w = Sub(a, Const(a, 1));

	return Add(times(100, Sqr(u)), Sqr(w));
}

/* of three */
static V constraint(V a, V b, V c)
{
	V bent = Mul(Sin(Sub(b, c)), Sin(Add(b, c)));
	V y = Add(times(3, Mul(b, Sqr(b))), Add(times(2, c), bent));

	return Sub(Add(y, Sub(times(4, b), Mul(a, Exp(Sub(a, b))))), Const(a, 3 + 5));
}

static V part(V x, size_t from, size_t n) { return Slice(x, &from, &n, NULL); }

static void sliced(List *l, const Fn *f)
{
	size_t n = (size_t)f->depth, m = n - 2;
	V x = Input(l, "x", vector(n)), by = Input(l, "multipliers", vector(m));
	V g = constraint(part(x, 0, m), part(x, 1, m), part(x, 2, m));

	Output(Add(Sum(chained(part(x, 0, n - 1), part(x, 1, n - 1)), ALL), Dot(by, g)));
}

/* every number an input of its own */
static void luksan(List *l, const Fn *f)
{
	size_t n = (size_t)f->depth, m = n - 2;
	V *x = alloc(n, sizeof *x), y;

	for (size_t i = 0; i < n; i++) x[i] = Input(l, NULL, scalar());
	y = chained(x[0], x[1]);
	for (size_t i = 2; i < n; i++) y = Add(y, chained(x[i - 1], x[i]));
	for (size_t i = 0; i < m; i++)
		y = Add(y, Mul(Input(l, NULL, scalar()), constraint(x[i], x[i + 1], x[i + 2])));
	release(x);
	Output(y);
}

/* ---- what is timed ------------------------------------------------------------------------- */

typedef struct {
	Program *program;
	Run *run;
	const void **in;
	void **out, **kept;
	const Fn *fn;
	const double *x;
} Ways;

static void bycompiled(void *w)
{
	Ways *a = w;

	execute(a->program, a->in, a->out);
}

static void byrun(void *w) { run(((Ways *)w)->run); }

static void byeager(void *w)
{
	Ways *a = w;
	Jacobian j = jacobian(&reverse_engine, a->fn, &f64, a->x);

	freejacobian(&j);
}

/* seconds of each, in turn */
static void inturn(size_t n, void (*const *way)(void *), Ways *w, double batch, double *seconds)
{
	double took[3][TURNS];
	size_t often[3];

	for (size_t k = 0; k < n; k++) {
		double t0 = cputime();

		way[k](w);
		often[k] = 1 + (size_t)(batch / (cputime() - t0 + 1e-9));
	}
	for (int t = 0; t < TURNS; t++)
		for (size_t k = 0; k < n; k++) {
			double t0 = cputime();

			for (size_t j = 0; j < often[k]; j++) way[k](w);
			took[k][t] = (cputime() - t0) / (double)often[k];
		}
	for (size_t k = 0; k < n; k++) seconds[k] = median(TURNS, took[k], .5);
}

/* entries of all outputs that are not the same bits; NaN: only that it is one */
static size_t unlike(const List *l, const Ways *w)
{
	size_t n = 0;

	for (size_t o = 0; o < l->nout; o++) {
		const double *a = w->out[o], *b = w->kept[o];

		for (size_t i = 0; i < count(shapeat(l, l->out[o])); i++)
			n += memcmp(a + i, b + i, sizeof *a) && !(isnan(a[i]) && isnan(b[i]));
	}
	return n;
}

static void calls(FILE *f, double cost, double gain)
{
	if (gain > 0)
		fprintf(f, ",%.4g", ceil(cost / gain));
	else
		fputs(isnan(gain) ? "," : ",inf", f);
}

/* ---- one program --------------------------------------------------------------------------- */

typedef struct {
	const char *name;
	int size;
	const Fn *fn;
	size_t moving; /* first inputs of a second derivative; 0: a gradient */
	double least, most; /* inputs */
	const double *x; /* or these */
	double batch;
} What;

/* tangents of g's first inputs, as many as move: of every fifth entry, as constants, of which most
 * are 0 */
static List *seeded(const List *d, const List *g, size_t moving)
{
	List *l = newlist();
	V *x = alloc(d->nin, sizeof *x);

	for (size_t k = 0; k < d->nin; k++) {
		const Shape *s = shapeat(d, d->in[k]);
		size_t n = count(s), t = (k - g->nin) / moving, first = (k - g->nin) % moving * n;
		double *seed = alloc(n, sizeof *seed);

		for (size_t i = 0; i < n; i++) seed[i] = (first + i) % BANDS == t;
		x[k] = k < g->nin ? Input(l, NULL, *s)
			: n == 1  ? Number(l, *seed)
				  : Data(l, *s, seed);
		release(seed);
	}
	splice(l, d, x);
	release(x);
	return l;
}

/* the list that is compiled */
static List *derivative(const List *f, size_t moving)
{
	List *g = pullback(f), *d, *l;
	char *moves, *moved;

	if (!moving) return g;
	moves = alloc(g->nin, 1), moved = alloc(g->nout, 1);
	memset(moves, 1, moving);
	d = pushsome(g, moves, BANDS, moved);
	l = seeded(d, g, moving);
	release(moves), release(moved);
	freelist(g), freelist(d);
	return l;
}

/* inputs: x, multipliers, the cotangent 1 */
static void filled(const What *w, const List *l, size_t nx, Ways *a)
{
	unsigned seed = 1;

	a->in = alloc(l->nin, sizeof *a->in);
	a->out = alloc(l->nout, sizeof *a->out), a->kept = alloc(l->nout, sizeof *a->kept);
	for (size_t k = 0; k < l->nin; k++) {
		size_t n = count(shapeat(l, l->in[k]));
		double *x = alloc(n, sizeof *x);

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			x[i] = k == nx ? 1
				: w->x ? w->x[i]
				       : w->least + (w->most - w->least) * (seed / 4294967296.0);
		}
		a->in[k] = x;
		borrow(a->run, k, x);
	}
	for (size_t o = 0; o < l->nout; o++) {
		size_t n = count(shapeat(l, l->out[o]));

		a->out[o] = alloc(n, sizeof(double)), a->kept[o] = alloc(n, sizeof(double));
	}
}

static void freeways(const List *l, Ways *a)
{
	for (size_t k = 0; k < l->nin; k++) release((void *)a->in[k]);
	for (size_t o = 0; o < l->nout; o++) release(a->out[o]), release(a->kept[o]);
	release(a->in), release(a->out), release(a->kept);
	freerun(a->run);
	freeprogram(a->program);
}

static size_t statements(const char *text)
{
	size_t n = 0;

	for (const char *p = text; (p = strstr(p, ";\n")); p++) n++;
	return n;
}

/* seconds to compile and to load; false: there is no compiler */
static bool built(const Emission *e, double *compile, double *load, char why[WHY])
{
	double t0 = now();
	bool ok = library(e->text, e->statements, e->loops, why);

	*compile = now() - t0;
	t0 = now();
	ok = ok && library(e->text, e->statements, e->loops, why);
	*load = now() - t0;
	*compile -= *load;
	return ok;
}

static void costs(FILE *f, const What *w)
{
	static void (*const way[])(void *) = { bycompiled, byrun, byeager };
	char why[WHY];
	double t0 = cputime(), record, transform, emit, compile, load, took[3] = { NAN, NAN, NAN },
	       paid;
	List *l = trace(w->fn, NULL, NULL, why), *d, *g;
	Emission e;
	Ways a = { .fn = w->fn };
	double *flat;

	if (!l) die("%s: %s", w->name, why);
	l = simplify(l, &f64);
	record = cputime() - t0, t0 = cputime();
	d = derivative(l, w->moving);
	g = simplify(expand(d, runs, &f64), &f64);
	freelist(d);
	transform = cputime() - t0, t0 = cputime();
	e = emission(g, &f64);
	emit = cputime() - t0;
	fprintf(f, ",%zu,%zu,%zu,%.4g,%.4g,%.4g", allrows(g), statements(e.text), strlen(e.text),
		record, transform, emit);
	if (!built(&e, &compile, &load, why) || !(a.program = compiled(g, &f64, why))) {
		fputs(",,,,,,,,", f), cellto(f, why), fputc('\n', f);
		goto out;
	}
	a.run = newrun(g, &f64);
	filled(w, g, l->nin, &a);
	flat = alloc(nx(l), sizeof *flat);
	for (size_t k = 0, at = 0; k < l->nin; at += count(shapeat(l, l->in[k++])))
		memcpy(flat + at, a.in[k], count(shapeat(l, l->in[k])) * sizeof *flat);
	a.x = flat;
	inturn(w->moving ? 2 : 3, way, &a, w->batch, took);
	for (size_t o = 0; o < g->nout; o++) get(a.run, o, a.kept[o]);
	paid = emit + compile + load;
	fprintf(f, ",%.4g,%.4g,%.4g,%.4g", compile, load, took[0], took[1]);
	if (w->moving)
		fputs(",", f);
	else
		fprintf(f, ",%.4g", took[2]);
	fprintf(f, ",%zu", unlike(g, &a));
	calls(f, paid, took[1] - took[0]);
	calls(f, paid, took[2] - took[0]);
	fputs(",\n", f);
	release(flat);
	freeways(g, &a);
out:
	fflush(f);
	freeemission(&e);
	freelist(g), freelist(l);
}

/* ---- the table ------------------------------------------------------------------------------ */

static void recorded(FILE *f, const Options *o, const char *name,
	void (*record)(List *, const Fn *), int size, size_t moving)
{
	Fn fn = { .name = name, .record = record, .depth = size };

	if (!starts(f, "%s,%d", name, size)) return;
	costs(f, &(What){ name, size, &fn, moving, 0.3, 0.7, NULL, o->smallest ? 0 : 2e-3 });
}

static void headlined(FILE *f, const Options *o, const char *name, Which which, size_t a, size_t b,
	size_t c)
{
	Problem p;
	Fn fn;

	if (!f) { /* all that decides how large it is, of which the key is the first */
		starts(f, "%s,%zu %zu %zu", name, a, b, c);
		return;
	}
	starts(f, "%s,%zu", name, a);
	p = newproblem(which, a, b, c);
	fn = headlinefn(&p);
	costs(f, &(What){ name, (int)a, &fn, 0, 0, 0, p.x, o->smallest ? 0 : 2e-3 });
	freeproblem(&p);
}

void compiles(const Options *o, FILE *f)
{
	static const int lengths[] = { 15, 150, 1500, 15000 }, unknowns[] = { 100, 200, 400 },
			 loops[] = { 50, 500, 5000 };
	int n = o->smallest ? 1 : o->full ? 4 : 2, most = o->full ? 3 : 1;
	Emptied cache = emptycache();

	columnnames(f,
		"program,size,rows,statements,bytes,record,transform,emit,compile,load,compiled,"
		"static,eager,unlike,pays_static,pays_eager,why\n");
	for (int k = 0; k < n; k++) recorded(f, o, "logistic", logistic, lengths[k], 0);
	for (int k = 0; k < (o->full ? 3 : 2); k++) recorded(f, o, "scan", scan, loops[k], 0);
	for (int k = 0; k < most; k++) {
		int size = o->smallest ? 4 : unknowns[k];

		recorded(f, o, "luksan", luksan, size, 0);
		recorded(f, o, "luksan second", luksan, size, (size_t)size);
		recorded(f, o, "luksan sliced", sliced, size, 0);
		recorded(f, o, "luksan sliced second", sliced, size, 1);
	}
	headlined(f, o, "rosenbrock", ROSENBROCK, o->smallest ? 4 : 1000000, 0, 0);
	headlined(f, o, "ode", ODE, o->smallest ? 2 : 100, o->smallest ? 2 : 500, 0);
	headlined(f, o, "lstm", LSTM, 2, o->smallest ? 2 : 14, o->smallest ? 3 : 1024);
	headlined(f, o, "gmm", GMM, o->smallest ? 2 : 10, o->smallest ? 2 : 25,
		o->smallest ? 3 : 1000);
	headlined(f, o, "minors", MINORS, o->smallest ? 3 : 8, 0, 0);
	headlined(f, o, "mlp", MLP, o->smallest ? 2 : 256, o->smallest ? 2 : 16, 0);
	endempty(&cache);
}
