/* reference -- what truth costs: the reference of elementary functions, whole gradients with their
 * certificate, every entry proved by itself, a Hessian, and one direction of long programs.
 *
 * One row each, median of several runs, in seconds of processor time.  level: the bits the
 * reference needed; sweep: one MPFR reverse sweep at 256 bits without any certificate, for the
 * ratio.  loop: a while that takes n steps.
 */
#include "bench/bench.h"
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include "engines/reference/certificate.h"
#include "engines/run/program.h"
#include <math.h>
#include <string.h>
#include <time.h>

enum { RUNS = 15, WIDE = 1000 };
enum { FEWRUNS = 3, NARROW = 30 };         /* with --smallest */

static double processor(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double elementary(const char *name, double x, int runs, int *bits)
{
	List *l = newlist();
	V in = Input(l, "x", scalar());
	Fn fn = listfn(name, l);
	double t[RUNS], one = 1, m;
	char why[WHY];
	Truth *d = newtruths(1);

	for (const Prim *const *p = prims; *p; p++)
		if (!strcmp((*p)->name, name)) Output(record(l, *p, 1, &in, NULL, NULL));
	for (int k = 0; k < runs; k++) {
		Reference *r = newreference(&fn, 53, why);
		double t0 = processor();

		along(r, &x, &one, d);
		t[k] = processor() - t0;
		freereference(r);
	}
	*bits = d->bits;
	m = median((size_t)runs, t, .5);
	freetruths(1, d);
	freelist(l);
	return m;
}

/* one MPFR reverse sweep, the list made and planned before the clock starts */
static double sweep(const Fn *fn, const double *x, size_t n, int runs)
{
	char why[WHY];
	double t[RUNS];
	void *s, *at, *g, *one;

	precision(256);
	s = static_engine.open(fn, &mpfr, why);
	at = array(&mpfr, n), g = array(&mpfr, n), one = array(&mpfr, 1);
	mpfr.set(n, at, x);
	mpfr.fill(1, one, 1);
	static_engine.vjp(s, at, one, NULL, g);
	for (int k = 0; k < runs; k++) {
		double t0 = processor();

		static_engine.vjp(s, at, one, NULL, g);
		t[k] = processor() - t0;
	}
	static_engine.close(s);
	freearray(&mpfr, n, at), freearray(&mpfr, n, g), freearray(&mpfr, 1, one);
	return median((size_t)runs, t, .5);
}

static double *drawn(size_t n)
{
	double *x = alloc(n, sizeof *x);

	for (size_t i = 0; i < n; i++) x[i] = 0.5 + fmod(0.618 * (double)i, 1);
	return x;
}

static void ofmany(FILE *f, const char *name, int depth, int width, int runs)
{
	Fn fn = fnof(functionnamed(name), depth, width);
	size_t n = inputsof(&fn);
	double *x, t[RUNS], s;
	bool sure = true;
	int bits = 0;

	if (!starts(f, "gradient,%s,%zu", name, n)) return;
	x = drawn(n);
	for (int k = 0; k < runs; k++) {
		double t0 = processor();
		Certificate c = certify(&fn, x, 53, (unsigned long)k + 1, SIZE_MAX);

		t[k] = processor() - t0;
		sure &= c.sure;
		bits = c.bits;
		freecertificate(&c);
	}
	s = sweep(&fn, x, n, runs);
	fprintf(f, ",%d,%.6g,%.6g,%.3g,%s\n", bits, median((size_t)runs, t, .5), s,
		median((size_t)runs, t, .5) / s, sure ? "certified" : "not certified");
	release(x);
}

/* every entry of the gradient, or of the Hessian where second */
static void entrywise(FILE *f, const char *name, int depth, int width, bool second)
{
	Fn fn = fnof(functionnamed(name), depth, width);
	size_t n = inputsof(&fn), m = second ? n * n : n, open = 0;
	double *x, t0;
	char why[WHY];
	Reference *r;
	Truth *t;
	int bits = 0;

	if (!starts(f, "%s,%s,%zu", second ? "hessian entries" : "entries", name, n)) return;
	x = drawn(n), t0 = processor();
	r = newreference(&fn, 53, why);
	t = newtruths(m);
	every(r, x, second, t);
	for (size_t k = 0; k < m; k++) {
		open += t[k].class == UNDECIDED && !(second && k % n < k / n);
		if (t[k].bits > bits) bits = t[k].bits;
	}
	fprintf(f, ",%d,%.6g,,,%s\n", bits, processor() - t0, open ? "undecided" : "certified");
	freetruths(m, t);
	freereference(r);
	release(x);
}

/* a Hessian by rules, and one product w'H v */
static void product(FILE *f, const char *name, int width)
{
	Fn fn = fnof(functionnamed(name), 1, width);
	size_t n = inputsof(&fn);
	double *x, t0;
	Certificate c;

	if (!starts(f, "hessian,%s,%zu", name, n)) return;
	x = drawn(n), t0 = processor();
	c = certifysecond(&fn, x, 53, 1, SIZE_MAX);
	fprintf(f, ",%d,%.6g,,,%s\n", c.bits, processor() - t0,
		c.sure ? "certified" : "not certified");
	freecertificate(&c);
	release(x);
}

/* along one direction, f and its derivative */
static void onedirection(FILE *f, const char *what, const char *name, const Fn *fn, int n)
{
	size_t nx = inputsof(fn);
	double *x, *v, t0;
	char why[WHY];
	Reference *r;
	Truth *t;

	if (!starts(f, "%s,%s,%d", what, name, n)) return;
	x = drawn(nx), v = alloc(nx, sizeof *v), t0 = processor();
	r = newreference(fn, 53, why);
	for (size_t i = 0; i < nx; i++) v[i] = 0.3 + fmod(0.382 * (double)(i + 1), 1);
	primal(r, x, NULL);
	t = newtruths(refny(r));
	firsts(r, x, v, t);
	fprintf(f, ",%d,%.6g,,,%s\n", t->bits, processor() - t0, classname[t->class]);
	freetruths(refny(r), t);
	freereference(r);
	release(x);
	release(v);
}

static void program(FILE *f, const char *name, int depth, int width)
{
	Fn fn = fnof(functionnamed(name), depth, width);

	onedirection(f, "direction", name, &fn, depth);
}

static void loop(FILE *f, int steps)
{
	char *written = text("while(s = x, s < %d, s + 1 + 0.0001*sin(s))", steps);
	List *l = formula(written, "loop", "x");
	Fn fn = listfn("while", l);

	onedirection(f, "loop", "while", &fn, steps);
	freelist(l);
	release(written);
}

static void atlength(FILE *f, bool smallest)
{
	int wide = smallest ? NARROW : WIDE;

	entrywise(f, "rosenbrock", 1, wide, false);
	entrywise(f, "logsumexp", 1, wide, false);
	entrywise(f, "mlp", 2, smallest ? 4 : 22, false);
	entrywise(f, "rosenbrock", 1, smallest ? 5 : 100, true);
	product(f, "rosenbrock", smallest ? 5 : 100);
	program(f, "kepler", smallest ? 5 : 50, 1);
	program(f, "kepler", smallest ? 6 : 200, 1);
	program(f, "odesolve", smallest ? 5 : 500, 2);
	program(f, "lstm", smallest ? 5 : 600, 4);
	loop(f, smallest ? 100 : 10000);
	loop(f, smallest ? 200 : 100000);
}

void truths(const Options *o, FILE *f)
{
	static const char *const names[] = { "exp", "log", "sin", "tanh", "atan", "asinh", "sqrt",
		"erf", "erfc", "gamma", "digamma", "j0" };

	int runs = o->smallest ? FEWRUNS : RUNS, wide = o->smallest ? NARROW : WIDE;

	columnnames(f, "what,name,n,bits,seconds,sweep,ratio,verdict\n");
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		int bits;
		double t;

		if (!starts(f, "elementary,%s,1", names[k])) continue;
		t = elementary(names[k], 1.3, runs, &bits);
		fprintf(f, ",%d,%.6g,,,\n", bits, t);
	}
	ofmany(f, "rosenbrock", 1, wide, runs);
	ofmany(f, "logsumexp", 1, wide, runs);
	ofmany(f, "mlp", 2, o->smallest ? 4 : 22, runs);
	atlength(f, o->smallest);
}
