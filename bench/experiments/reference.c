/* reference -- what truth costs: the reference of elementary functions, and whole gradients with
 * their certificate.
 *
 * One row each, median of several runs.  level: the bits the reference needed; sweep: one MPFR
 * reverse sweep at 256 bits without any certificate, for the ratio.
 */
#include "bench/bench.h"
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include "engines/reference/certificate.h"
#include "engines/run/program.h"
#include <math.h>
#include <string.h>

enum { RUNS = 15, WIDE = 1000 };
enum { FEWRUNS = 3, NARROW = 30 };         /* with --smallest */

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
		double t0 = seconds();

		along(r, &x, &one, d);
		t[k] = seconds() - t0;
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
		double t0 = seconds();

		static_engine.vjp(s, at, one, NULL, g);
		t[k] = seconds() - t0;
	}
	static_engine.close(s);
	freearray(&mpfr, n, at), freearray(&mpfr, n, g), freearray(&mpfr, 1, one);
	return median((size_t)runs, t, .5);
}

static void ofmany(FILE *f, const char *name, int depth, int width, int runs)
{
	Fn fn = fnof(functionnamed(name), depth, width);
	size_t n = inputsof(&fn);
	double *x = alloc(n, sizeof *x), t[RUNS], s;
	bool sure = true;
	int bits = 0;

	for (size_t i = 0; i < n; i++) x[i] = 0.5 + fmod(0.618 * (double)i, 1);
	for (int k = 0; k < runs; k++) {
		double t0 = seconds();
		Certificate c = certify(&fn, x, 53, (unsigned long)k + 1, SIZE_MAX);

		t[k] = seconds() - t0;
		sure &= c.sure;
		bits = c.bits;
		freecertificate(&c);
	}
	s = sweep(&fn, x, n, runs);
	fprintf(f, "gradient,%s,%zu,%d,%.6g,%.6g,%.3g,%s\n", name, n, bits,
		median((size_t)runs, t, .5), s, median((size_t)runs, t, .5) / s,
		sure ? "certified" : "not certified");
	release(x);
}

void truths(const Options *o, FILE *f)
{
	static const char *const names[] = { "exp", "log", "sin", "tanh", "atan", "asinh", "sqrt",
		"erf", "erfc", "gamma", "digamma", "j0" };

	int runs = o->smallest ? FEWRUNS : RUNS, wide = o->smallest ? NARROW : WIDE;

	fputs("what,name,n,bits,seconds,sweep,ratio,verdict\n", f);
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		int bits;
		double t = elementary(names[k], 1.3, runs, &bits);

		fprintf(f, "elementary,%s,1,%d,%.6g,,,\n", names[k], bits, t);
	}
	ofmany(f, "rosenbrock", 1, wide, runs);
	ofmany(f, "logsumexp", 1, wide, runs);
	ofmany(f, "mlp", 2, o->smallest ? 4 : 22, runs);
}
