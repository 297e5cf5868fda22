/* loop -- rows of a loop against its length: recorded eagerly at each call, and once as a row with
 * a body.
 *
 *	u <- r u (1 - u)        k times, from u = 0.3 with r = 17/16: an error loses 1/16 a step
 *
 * rows: of the list and of all bodies in it; of the value alone, and of value and gradient
 * together.  slope: of log rows against log k over all lengths, by least squares, with its standard
 * error.  ulps: the worst entry of the gradient against the proved reference, in ulps of the
 * largest, where it is compared and decided; bound: what the engine promises.
 */
#include "bench/bench.h"
#include "checks/suite/check.h"
#include "checks/measure/fit.h"
#include "engines/prims/recorders.h"
#include <math.h>

static const int lengths[] = { 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000,
	100000 };
/* the reference proves derivatives of this loop up to a few thousand steps */
static const int compared[] = { 10, 200, 2000 };
enum { LENGTHS = sizeof lengths / sizeof *lengths, COMPARED = sizeof compared / sizeof *compared };
static const double start[] = { 0.3, 1.0625 };

static void step(const V *x, V *y, const void *what)
{
	y[0] = Mul(x[1], Mul(x[0], Sub(Const(x[0], 1), x[0])));
}

static void loop(List *l, const Fn *f)
{
	V x[] = { Input(l, "u", scalar()), Input(l, "r", scalar()) }, y;

	Scan((size_t)f->depth, false, 1, 0, 2, x, 1, step, NULL, &y);
	Output(y);
}

/* rows of one call */
static size_t eagerrows(const Fn *f, bool gradient)
{
	double one = 1;
	char why[WHY];
	List *l = trace(f, &f64, start, why);
	V y = instruction(l, l->out[0]);
	size_t n;

	if (gradient) backward(1, &y, &one);
	n = l->n;
	freelist(l);
	return n;
}

static size_t staticrows(const Fn *f, bool gradient)
{
	char why[WHY];
	List *l = simplify(trace(f, NULL, NULL, why), &f64),
	     *d = gradient ? simplify(pullback(l), &f64) : copylist(l);
	size_t n = allrows(d);

	freelist(l);
	freelist(d);
	return n;
}

static bool compares(int k)
{
	for (int i = 0; i < COMPARED; i++)
		if (compared[i] == k)
			return true;
	return false;
}

/* NaN: the reference has no derivative to compare with */
static double worst(const Answer *a, const Facts *t)
{
	double most = 0;

	for (size_t i = 0; i < a->j.nx; i++) {
		if (t->t[i].class == UNDECIDED)
			return NAN;
		most = isnan(a->norm[i]) ? INFINITY : fmax(most, a->norm[i]);
	}
	return most;
}

/* of both engines at each length that is compared */
static void offs(int n, double (*off)[LENGTHS], const Engine *const *who)
{
	for (int i = 0; i < n; i++) {
		Fn f = { .name = "loop", .record = loop, .depth = lengths[i] };
		Facts t;

		if (!compares(lengths[i]))
			continue;
		t = facts(&f, start, 53);
		for (int e = 0; e < 2; e++) {
			Answer a = answer(who[e], &t, &f64);

			off[e][i] = worst(&a, &t);
			if (isnan(off[e][i]))
				fprintf(stderr, "loop: the reference is undecided after %d steps\n",
					lengths[i]);
			else if (!(off[e][i] <= bound(who[e], &f64)))
				die("loop: %s is %g ulps off after %d steps", who[e]->name,
					off[e][i], lengths[i]);
			freeanswer(&a);
		}
		freefacts(&t);
	}
}

void looprows(const Options *o, FILE *f)
{
	static const Engine *const who[] = { &reverse_engine, &static_engine };
	double off[2][LENGTHS], k[LENGTHS], rows[LENGTHS];
	int n = o->smallest ? 7 : LENGTHS;     /* to 1000 */

	columnnames(f, "trace,of,iterations,rows,slope,slope_error,ulps,bound\n");
	if (f) offs(n, off, who);
	for (int fixed = 0; fixed < 2; fixed++)
		for (int gradient = 0; gradient < 2; gradient++) {
			Fit r = { 0 };

			for (int i = 0; f && i < n; i++) {
				Fn fn = { .name = "loop", .record = loop, .depth = lengths[i] };

				k[i] = lengths[i];
				rows[i] = (double)(fixed ? staticrows : eagerrows)(&fn, gradient);
			}
			if (f) r = exponent((size_t)n, k, rows);
			for (int i = 0; i < n; i++) {
				if (!starts(f, "%s,%s,%d", fixed ? "static" : "eager",
					    gradient ? "gradient" : "value", lengths[i]))
					continue;
				fprintf(f, ",%.0f,%.4f,%.4f", rows[i],
					fabs(r.slope) < 5e-5 ? 0 : r.slope, r.error);
				if (gradient && compares(lengths[i]) && !isnan(off[fixed][i]))
					fprintf(f, ",%.3g,%g\n", off[fixed][i],
						bound(who[fixed], &f64));
				else                                  fputs(",,\n", f);
			}
		}
}
