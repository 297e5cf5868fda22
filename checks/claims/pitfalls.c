/* pitfalls.c -- claims H1 to H6: programs whose exact derivative is not what was wanted of it.
 *
 * J. Huckelheim, H. Menon, W. Moses, B. Christianson, P. Hovland, L. Hascoet, A taxonomy of
 * automatic differentiation pitfalls, WIREs Data Mining and Knowledge Discovery 14 (2024): chaos
 * and time averages, fixed points, discretisations, lookup tables, branches.  H2: J. C. Gilbert,
 * Automatic differentiation and iterative processes, Optimization Methods and Software 1 (1992).
 * H5: the JAX FAQ on where.  H6: T. Beck, H. Fischer, The if-problem in automatic differentiation,
 * Journal of Computational and Applied Mathematics 50 (1994).  Each is asked of every engine.
 */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/fit.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <string.h>

/* ---- all engines at one point ---------------------------------------------------------- */

static const Engine *const exact[] = { &forward_engine, &reverse_engine, &static_engine,
	&checkpointed_engine, &symbolic_engine, &complexstep_engine };
static const Engine *const differences[] = { &central_engine, &ridders_engine };
enum {
	EXACT = sizeof exact / sizeof *exact,
	DIFFERENCES = sizeof differences / sizeof *differences
};

typedef struct {
	size_t answered;
	double value, least, most, worst;
	bool alike;
} Modes;

/* the derivative of one argument by each: least and most, and how far from what it is to be */
static Modes asked(const Engine *const *engine, size_t n, const Fn *f, double x, double is)
{
	Modes m = { 0, NAN, INFINITY, -INFINITY, 0, true };

	for (size_t k = 0; k < n; k++) {
		Jacobian j = jacobian(engine[k], f, &f64, &x);

		if (j.status != UNABLE) {
			double d = *(double *)j.J;

			m.value = *(double *)j.y;
			m.least = fmin(m.least, d), m.most = fmax(m.most, d);
			m.worst = isnan(d) ? INFINITY : fmax(m.worst, fabs(d - is));
			m.answered++;
		}
		freejacobian(&j);
	}
	return m;
}

static Fn fnof(void (*record)(List *, const Fn *), int depth)
{
	return (Fn){ .name = "pitfall", .record = record, .depth = depth };
}

/* every engine that can says so; two at least, or nothing was compared */
static bool all(const Modes *m, double within) { return m->answered > 1 && m->worst <= within; }

/* ---- H1: chaos, averaged ---------------------------------------------------------------- */

/* x: the state, the sum so far */
static void chaotic(const V *x, V *y, const void *what)
{
	y[0] = Mul(Const(x[0], 4), Mul(x[0], Sub(Const(x[0], 1), x[0])));
	y[1] = Add(x[1], x[0]);
}

static void average(List *l, const Fn *f)
{
	V u = Input(l, "u", scalar()), x[] = { u, Const(u, 0) }, y[2];

	Scan((size_t)f->depth, false, 2, 0, 2, x, 2, chaotic, NULL, y);
	Output(Div(y[1], Const(u, f->depth)));
}

/* the average and its derivative, by the chain rule in plain C */
static double averaged(double u, int steps, double *slope)
{
	double sum = 0, total = 0, du = 1;

	for (int k = 0; k < steps; k++) {
		sum += u, total += du;
		du *= 4 * (1 - 2 * u);
		u = 4 * u * (1 - u);
	}
	*slope = total / steps;
	return sum / steps;
}

void claim_H1(Claim *c)
{
	enum { FIRST = 10, LAST = 40, LONG = 100000 };
	double n[LAST], size[LAST], d, ignored, of, apart, doublings;
	int sizes = 0;
	Modes m = { 0 };
	Fit r;

	for (int k = FIRST; k <= LAST; k++) {
		Fn f = fnof(average, k);

		averaged(0.3, k, &d);
		m = asked(exact, EXACT, &f, 0.3, d);
		n[sizes] = k, size[sizes++] = fabs(d) * k;
		if (!all(&m, CHAOTIC * fabs(d)))
			holds(c, false, "%zu engines at %d steps: %g to %g instead of %g",
				m.answered, k, m.least, m.most, d);
	}
	r = rate(sizes, n, size);
	doublings = r.slope / log(2);
	figure(c, "doublings a step", 1, &doublings);
	of = averaged(0.3, LONG, &ignored);
	apart = averaged(0.31, LONG, &ignored) - of;
	holds(c, fabs(of - 0.5) < AVERAGED && fabs(apart) < AVERAGED,
		"+- %.2f; by %zu engines %.2g at %d steps, while the average of %g is %.4f, and "
		"moves "
		"by %.1g when u moves by 0.01",
		r.error / log(2), m.answered, m.most, LAST, (double)LONG, of, apart);
}

/* ---- H2: a fixed point that is there already ----------------------------------------------- */

/* x: the root so far, a */
static V newton(const V *x) { return Div(Add(x[0], Div(x[1], x[0])), Const(x[0], 2)); }
static void refined(const V *x, V *y, const void *what) { y[0] = newton(x); }
static void wrongyet(const V *x, V *y, const void *what)
{
	y[0] = Gt(Abs(Sub(Mul(x[0], x[0]), x[1])), Const(x[0], 1e-12));
}

/* depth: steps more after it has converged */
static void root(List *l, const Fn *f)
{
	V a = Input(l, "a", scalar()), x[] = { Const(a, 2), a };

	While(1, 2, x, wrongyet, refined, NULL, x);
	for (int k = 0; k < f->depth; k++) x[0] = newton(x);
	Output(x[0]);
}

void claim_H2(Claim *c)
{
	Fn atonce = fnof(root, 0), further = fnof(root, 1);
	Modes m = asked(exact, EXACT, &atonce, 4, 0), more = asked(exact, EXACT, &further, 4, 0.25),
	      by = asked(differences, 1, &atonce, 4, 0.25);

	figure(c, "value, derivative", 2, (double[]){ m.value, m.least });
	figure(c, "after one step more", 1, &more.least);
	holds(c, all(&m, 0) && all(&more, 0) && by.answered,
		"by %zu engines; a central difference, whose points do take steps, %.6f",
		m.answered, by.most);
}

/* ---- H3: the end of an integration ----------------------------------------------------------- */

/* x: y, t, T */
static void euler(const V *x, V *y, const void *what)
{
	V h = Const(x[0], 1. / 64);

	y[0] = Add(x[0], Mul(h, x[0]));
	y[1] = Add(x[1], h);
}
static void before(const V *x, V *y, const void *what) { y[0] = Lt(x[1], x[2]); }

static void grown(List *l, const Fn *f)
{
	V T = Input(l, "T", scalar()), x[] = { Const(T, 1), Const(T, 0), T }, y[2];

	While(2, 3, x, before, euler, NULL, y);
	Output(y[0]);
}

void claim_H3(Claim *c)
{
	Fn f = fnof(grown, 0);
	/* between two steps, so that no point of a difference crosses one */
	Modes m = asked(exact, EXACT, &f, 1 - 1. / 128, 0),
	      by = asked(differences, DIFFERENCES, &f, 1 - 1. / 128, 0);

	figure(c, "value, derivative by T", 2, (double[]){ m.value, m.least });
	holds(c, all(&m, 0) && by.answered,
		"by %zu engines, and %.2g to %.2g by differences; y' = y says %.3f", m.answered,
		by.least, by.most, m.value);
}

/* ---- H4: a table -------------------------------------------------------------------------------
 */

enum { COARSE = 8, LADDER = 6 };

static V entry(V table, V at) { return Reshape(Gather(table, Reshape(at, vector(1))), scalar()); }

/* sin at depth + 2 knots from 0 on, by the chord between two */
static void tabled(List *l, const Fn *f)
{
	int n = f->depth;
	double *knot = alloc((size_t)n + 2, sizeof *knot);
	V x = Input(l, "x", scalar()), total, at, low, high;

	for (int k = 0; k < n + 2; k++) knot[k] = sin((double)k / n);
	total = Data(l, vector((size_t)n + 2), knot);
	release(knot);
	at = Mul(x, Const(x, n));
	low = Floor(at);
	high = entry(total, Add(low, Const(x, 1)));
	low = entry(total, low);
	Output(Add(low, Mul(Sub(at, Floor(at)), Sub(high, low))));
}

void claim_H4(Claim *c)
{
	double h[LADDER], off[2][LADDER] = { { 0 } };
	Fit r[2];
	size_t answering = 0;
	bool same = true;

	for (int k = 0; k < LADDER; k++) {
		Fn f = fnof(tabled, COARSE << k);

		h[k] = 1. / (COARSE << k);
		for (int i = 0; i < POINTS; i++) {
			double x = (i + 0.37) / POINTS;
			Modes m = asked(exact, EXACT, &f, x, cos(x));

			answering = m.answered;
			same = same && m.answered > 1 && m.most - m.least < TABLED;
			off[0][k] = fmax(off[0][k], fabs(m.value - sin(x)));
			off[1][k] = fmax(off[1][k], m.worst);
		}
	}
	for (int k = 0; k < 2; k++) r[k] = exponent(LADDER, h, off[k]);
	figure(c, "of the value and of its derivative as powers of h", 2,
		(double[]){ r[0].slope, r[1].slope });
	holds(c, same, "+- %.2f and %.2f, by %zu engines; at h = 1/%d %.1e and %.1e", r[0].error,
		r[1].error, answering, COARSE << (LADDER - 1), off[0][LADDER - 1],
		off[1][LADDER - 1]);
}

/* ---- H5: a branch that is not taken
 * ---------------------------------------------------------------- */

static void entropy(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(Where(Gt(x, Const(x, 0)), Mul(x, Log(x)), Const(x, 0)));
}

void claim_H5(Claim *c)
{
	Fn f = fnof(entropy, 0);
	Modes m = asked(exact, EXACT - 1, &f, 0, 0), step = asked(exact + EXACT - 1, 1, &f, 0, 0);

	holds(c, all(&m, 0),
		"a zero cotangent wins over infinity here: %g by %zu engines, value %g; the "
		"complex "
		"step, which has no cotangents, gives %g",
		m.least, m.answered, m.value, step.least);
	if (c->verdict == CONFIRMED) c->verdict = CORRECTED;
}

/* ---- H6: a branch that is the same function
 * --------------------------------------------------------- */

static void square(const V *x, V *y, const void *what) { y[0] = Mul(x[0], x[0]); }
static void one(const V *x, V *y, const void *what) { y[0] = Const(x[0], 1); }

static void pieces(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y;

	Cond(Eq(x, Const(x, 1)), 1, &x, 1, one, square, NULL, &y);
	Output(y);
}

void claim_H6(Claim *c)
{
	Fn f = fnof(pieces, 0);
	Modes m = asked(exact, EXACT, &f, 1, 0), by = asked(differences, DIFFERENCES, &f, 1, 2);

	figure(c, "derivative at 1", 1, &m.least);
	holds(c, all(&m, 0) && by.answered && by.worst == 0,
		"by %zu engines; differences, which look beside it, give %.6f to %.6f", m.answered,
		by.least, by.most);
}
