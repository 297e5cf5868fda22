/* scalars -- eager scalar programs: what an operation costs to compute, to record, to sweep; 10^4
 * to 10^7 of them.
 *
 * The primal is the same program on plain doubles.  All three take turns, so that a slow moment of
 * the machine hits each alike; the recording's memory is warm.  bytes: written an operation; held:
 * with adjoints and slack.
 */
#include "bench/bench.h"
#include "bench/limits.h"
#include "checks/measure/assess.h"
#include "checks/suite/check.h"
#include "engines/tape/scalars.h"
#include <math.h>

enum { RUNS = 9, LEAST = 1000000 };        /* operations timed at once */

/* ---- the programs: on doubles, and recorded.  n: about as many operations -------------------- */

static double rosenbrock(const double *x, size_t n)
{
	double y = 0;

	for (size_t i = 0; i < n / 8; i++) {
		double u = x[i + 1] - x[i]*x[i], w = 1 - x[i];

		y += 100*(u*u) + w*w;
	}
	return y;
}

static Scalar rosenbrocks(const Scalar *x, size_t n)
{
	Scalar y = constant(0);

	for (size_t i = 0; i < n / 8; i++) {
		Scalar u = Subs(x[i + 1], Muls(x[i], x[i])), w = Subs(constant(1), x[i]);

		y = Adds(y, Adds(Muls(constant(100), Muls(u, u)), Muls(w, w)));
	}
	return y;
}

static double logistic(const double *x, size_t n)
{
	double y = x[0];

	for (size_t i = 0; i < n / 3; i++) y = x[1]*y*(1 - y);
	return y;
}

static Scalar logistics(const Scalar *x, size_t n)
{
	Scalar y = x[0];

	for (size_t i = 0; i < n / 3; i++) y = Muls(Muls(x[1], y), Subs(constant(1), y));
	return y;
}

/* Kepler's equation again and again, each solved by Newton until it stands still */
static double kepler(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n / 33; i++) {
		double M = x[1] + sum*1e-9, E = M, step;

		do {
			step = (E - x[0]*sin(E) - M)/(1 - x[0]*cos(E));
			E -= step;
		} while (fabs(step) > 1e-8);
		sum += E;
	}
	return sum;
}

static Scalar keplers(const Scalar *x, size_t n)
{
	Scalar sum = constant(0);

	for (size_t i = 0; i < n / 33; i++) {
		Scalar M = Adds(x[1], Muls(sum, constant(1e-9))), E = M, step;

		do {
			step = Divs(Subs(Subs(E, Muls(x[0], Sins(E))), M),
				Subs(constant(1), Muls(x[0], Coss(E))));
			E = Subs(E, step);
		} while (fabs(step.v) > 1e-8);
		sum = Adds(sum, E);
	}
	return sum;
}

static const struct {
	const char *name;
	double (*plain)(const double *, size_t);
	Scalar (*recorded)(const Scalar *, size_t);
	size_t each;
	double x[2];
} programs[] = {
	{ "rosenbrock", rosenbrock, rosenbrocks, 8, { 0 } },
	/* where its slope is -1: no adjoint dies or explodes */
	{ "logistic", logistic, logistics, 0, { 0.3, 3 } },
	{ "kepler", kepler, keplers, 0, { 0.3, 0.6 } },
};

/* ---- the clock ----------------------------------------------------------------------------- */

typedef struct { size_t n, nx, turns; const double *x; Scalar *s; } Setting;

static Scalar taped(int k, const Setting *t)
{
	resettape();
	for (size_t i = 0; i < t->nx; i++) t->s[i] = variable(t->x[i]);
	return programs[k].recorded(t->s, t->n);
}

static void measure(FILE *f, int k, const Setting *t)
{
	double plain[RUNS], rec[RUNS], back[RUNS], t0, t1, t2, y = 0, ops;
	Scalar z = taped(k, t);

	starts(f, "%s,%zu", programs[k].name, recorded().rows);
	seed(z, 1), backwardtape();               /* the first touches its memory */
	ops = (double)(recorded().rows * t->turns);
	for (int r = 0; r < RUNS; r++) {
		plain[r] = rec[r] = back[r] = 0;
		for (size_t i = 0; i < t->turns; i++) {
			t0 = seconds();
			y = programs[k].plain(t->x, t->n);
			t1 = seconds();
			z = taped(k, t);
			t2 = seconds();
			seed(z, 1), backwardtape();
			plain[r] += t1 - t0, rec[r] += t2 - t1, back[r] += seconds() - t2;
		}
	}
	if (!(fabs(y - z.v) <= ALIKE * fabs(y)))
		die("%s: %g on doubles, %g recorded", programs[k].name, y, z.v);
	t0 = median(RUNS, plain, .5) / ops, t1 = median(RUNS, rec, .5) / ops,
	t2 = median(RUNS, back, .5) / ops;
	fprintf(f, ",%.3g,%.3g,%.3g,%.3g,%.3g,%.3g\n",
		1e9 * t0, 1e9 * t1, 1e9 * t2, (t1 + t2) / t0,
		(double)recorded().bytes / (double)recorded().rows,
		(double)recorded().held / (double)recorded().rows);
}

/* how many operations there are exactly is known when they are recorded */
static void ofabout(FILE *f, int k, size_t n, size_t least)
{
	size_t nx = programs[k].each ? n / programs[k].each + 1 : 2;
	double *x = alloc(nx, sizeof *x);
	Setting t = { n, nx, n < least ? least / n : 1, x, alloc(nx, sizeof *t.s) };

	for (size_t i = 0; i < nx; i++)
		x[i] = programs[k].each ? 0.3 + 0.5 * fmod(0.618 * (double)i, 1)
					: programs[k].x[i];
	measure(f, k, &t);
	release(x);
	release(t.s);
	freescalars();
}

void scalars(const Options *o, FILE *f)
{
	size_t most = o->smallest ? 10000 : 10000000, least = o->smallest ? 1 : LEAST;

	columnnames(f,
		"program,operations,primal_ns,record_ns,sweep_ns,gradient_over_primal,bytes,"
		"held\n");
	for (int k = 0; k < 3; k++)
		for (size_t n = 10000; n <= most; n *= 10)
			if (f)
				ofabout(f, k, n, least);
			else
				starts(f, "%s,about %zu", programs[k].name, n);
}
