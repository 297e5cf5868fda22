/* numeric.c -- claims N1 to N7: what a difference quotient loses, and where. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/suite/functions.h"
#include "checks/measure/split.h"
#include "engines/run/program.h"
#include "engines/prims/recorders.h"
#include <math.h>

static const Num *const types[] = { &f32, &f64 };
static const char *const bits[] = { "binary32", "binary64" };

/* octaves of h that hold round-off alone, and both it and truncation */
static const struct { int from, to; } plain[] = { { -20, -11 }, { -43, -26 } },
                                      all[] = { { -21, -1 }, { -44, -6 } };

static Split *at2(const Fn *f, const Num *T)
{
	char why[WHY];
	Split *s = newsplit(f, T, 2, why);

	if (!s)
		die("%s", why);
	return s;
}

/* the polynomial of N5, and the cosine of N4 */
static Split *polynomial(const Num *T)
{
	Fn f = fnof(&polynomial_function, 0, 0);

	return at2(&f, T);
}

static Split *cosine(const Num *T, List **l)
{
	Fn f = listfn("cos", *l = formula("cos(x)", "cos", "x"));

	return at2(&f, T);
}

static void adding(Claim *c, size_t failed)
{
	if (failed)
		holds(c, false, "at %zu steps the parts do not add up to the error", failed);
}

/* ---- N1, N2: truncation --------------------------------------------------------------- */

static void truncates(Claim *c, const char *on, Split *s, const Linear *q)
{
	size_t n = bins(-14, -6);
	Bin *b = alloc(n, sizeof *b);
	Fit r;

	adding(c, sweep(s, q, -14, -6, 1, b));
	r = fit(n, b, TRUNCATION, 1e-4, 1e-2);
	holds(c, fabs(r.slope - q->order) <= STRAIGHT, "%s: slope of T %.4f +- %.4f", on, r.slope,
		r.error);
	release(b);
}

static void truncation(Claim *c, const char *parsed)
{
	List *l;
	Split *p = polynomial(&f64), *q = cosine(&f64, &l);

	truncates(c, "N5's polynomial, h in [1e-4, 1e-2]", p, linearnamed(parsed));
	truncates(c, "cos", q, linearnamed(parsed));
	freesplit(p);
	freesplit(q);
	freelist(l);
}

void claim_N1(Claim *c) { truncation(c, "forward"); }

void claim_N2(Claim *c)
{
	Split *s = polynomial(&f64);
	mpfr_t part[PARTS];
	double t[2];

	truncation(c, "central");
	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	for (int k = 0; k < 2; k++) {
		adding(c, !split(s, linearnamed("central"), k ? 1e-3 : 1e-2, NULL, part));
		t[k] = mpfr_get_d(part[TRUNCATION], MPFR_RNDN);
	}
	holds(c, fabs(t[0] / t[1] - 100) < HUNDREDTH,
		"h = 0.01 to 0.001: %.2f times less", t[0] / t[1]);
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	freesplit(s);
}

/* ---- N3: round-off ------------------------------------------------------------------------ */

void claim_N3(Claim *c)
{
	for (int t = 0; t < 2; t++)
		for (int central = 0; central < 2; central++) {
			size_t n = bins(plain[t].from, plain[t].to);
			Bin *b = alloc(n, sizeof *b);
			Split *s = polynomial(types[t]);
			Fit r;

			adding(c,
				sweep(s, linearnamed(central ? "central" : "forward"),
					plain[t].from, plain[t].to, 3, b));
			r = fit(n, b, ROUNDOFF, 0, INFINITY);
			holds(c, fabs(r.slope + 1) <= EXPONENT, "%s %s %.3f +- %.3f, halving: %.3f",
				bits[t], central ? "central" : "forward", r.slope, r.error,
				exp2(-r.slope));
			freesplit(s);
			release(b);
		}
}

/* ---- N4: tangents ---------------------------------------------------------------------------- */

void claim_N4(Claim *c)
{
	static const char *const names[] = { "forward", "backward", "central" };
	double got[3], off[3];
	mpfr_t part[PARTS];
	List *l;
	Split *s = cosine(&f32, &l);

	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	for (int k = 0; k < 3; k++) {
		adding(c, !split(s, linearnamed(names[k]), .5, &got[k], part));
		off[k] = fabs(mpfr_get_d(part[ERROR], MPFR_RNDN));
	}
	holds(c, off[2] < off[0] && off[2] < off[1],
	      "forward %.6f, backward %.6f, central %.6f against %.6f: off by %.3f, %.3f, %.3f",
	      got[0], got[1], got[2], mpfr_get_d(slope(s), MPFR_RNDN), off[0], off[1], off[2]);
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	freesplit(s);
	freelist(l);
}

/* ---- N5: the V, split ---------------------------------------------------------------------- */

enum { STEPS = 30 };

typedef struct { double h, part[PARTS]; } Step;

static size_t thirty(Split *s, const Linear *q, Step *at)
{
	mpfr_t part[PARTS];
	size_t failed = 0;

	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	for (int i = 0; i < STEPS; i++) {
		at[i].h = (float)pow(10, -7 + i * 7. / (STEPS - 1));
		failed += !split(s, q, at[i].h, NULL, part);
		for (int k = 0; k < PARTS; k++)
			at[i].part[k] = fabs(mpfr_get_d(part[k], MPFR_RNDN));
	}
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	return failed;
}

/* a V: left of the bottom round-off, right of it truncation, and both ends ten times as high */
static void vshaped(Claim *c, const char *name, const Step *at)
{
	const Step *left = at, *right = at + STEPS - 1, *low = at;
	bool arms = left->part[ROUNDOFF] > left->part[TRUNCATION] &&
		right->part[TRUNCATION] > right->part[ROUNDOFF];

	for (int i = 0; i < STEPS; i++)
		if (at[i].part[ERROR] < low->part[ERROR]) low = &at[i];
	holds(c, arms && fmin(left->part[ERROR], right->part[ERROR]) > 10 * low->part[ERROR],
		"%s error %.3g, %.2g, %.3g at h = %.0e, %.2g, %g", name, left->part[ERROR],
		low->part[ERROR], right->part[ERROR], left->h, low->h, right->h);
}

void claim_N5(Claim *c)
{
	Split *s = polynomial(&f32);
	Step at[STEPS];
	size_t failed = 0, moved = 0;

	for (int central = 0; central < 2; central++) {
		failed += thirty(s, linearnamed(central ? "central" : "forward"), at);
		vshaped(c, central ? "central" : "forward", at);
		for (int i = 0; i < STEPS; i++) moved += at[i].part[MOVED] > at[i].part[VALUES];
	}
	holds(c, !failed, "T + R_x + R_f + R_d is the error at %zu of %d; R_x > R_f at %zu",
	      2 * STEPS - failed, 2 * STEPS, moved);
	freesplit(s);
}

/* ---- N6: evaluations ----------------------------------------------------------------------- */

typedef struct { size_t n, m; } Size;

/* y = sin(A x), A of n columns and m rows */
static void dense(List *l, const Fn *f)
{
	const Size *size = f->what;
	double *a = alloc(size->m * size->n, sizeof *a);
	V x = Input(l, "x", matrix(size->n, 1));

	for (size_t i = 0; i < size->m * size->n; i++) a[i] = 1. / (double)(1 + i);
	Output(Sin(Matmul(Data(l, matrix(size->m, size->n), a), x, false, false)));
	release(a);
}

/* evaluations of f while e forms all columns at once */
static size_t evaluations(const Engine *e, Size size)
{
	Fn f = { .name = "dense", .record = dense, .what = &size };
	char why[WHY];
	void *s = e->open(&f, &f64, why);
	double *x = alloc(size.n, sizeof *x), *d = alloc(size.n * size.n, sizeof *d);
	double *dy = alloc(size.n * size.m, sizeof *dy);
	size_t calls;

	if (!s)
		die("%s: %s", e->name, why);
	for (size_t i = 0; i < size.n; i++) d[i * size.n + i] = 1;
	e->jvp(s, x, size.n, d, NULL, dy, NULL);
	/* newprogram: a state begins with its Program */
	calls = ((const Program *)s)->calls;
	e->close(s);
	release(x);
	release(d);
	release(dy);
	return calls;
}

void claim_N6(Claim *c)
{
	static const Size sizes[] = { { 1, 1 }, { 4, 1 }, { 16, 1 }, { 64, 1 }, { 256, 1 },
		{ 16, 7 }, { 64, 50 } };
	enum { SIZES = sizeof sizes / sizeof *sizes };
	size_t one[SIZES], two[SIZES];
	bool ok[2] = { true, true };

	for (int k = 0; k < SIZES; k++) {
		one[k] = evaluations(&onesided_engine, sizes[k]);
		two[k] = evaluations(&central_engine, sizes[k]);
		ok[sizes[k].m > 1] =
			ok[sizes[k].m > 1] && one[k] == sizes[k].n + 1 && two[k] == 2 * sizes[k].n;
	}
	holds(c, ok[0],
		"n = 1, 4, 16, 64, 256: forward %zu, %zu, %zu, %zu, %zu, central %zu, %zu, %zu, "
		"%zu, %zu evaluations",
		one[0], one[1], one[2], one[3], one[4], two[0], two[1], two[2], two[3], two[4]);
	holds(c, ok[1], "m x n = 50 x 64: %zu and %zu scalar results", one[6] * sizes[6].m,
		two[6] * sizes[6].m);
}

/* ---- N7: the best step --------------------------------------------------------------------- */

static void best(Claim *c, int t, const char *name)
{
	const Linear *q = linearnamed(name);
	Split *s = polynomial(types[t]);
	size_t n = bins(all[t].from, all[t].to);
	Bin *b = alloc(n, sizeof *b);
	double h, near, eps = exp2(1 - digits(types[t])), rule = pow(eps, 1. / (q->order + 1));

	adding(c, sweep(s, q, all[t].from, all[t].to, 7, b));
	h = besth(n, b);
	near = theory(s, q);
	if (!(b[0].part[TRUNCATION] < REGIMES * b[n - 1].part[TRUNCATION] &&
		    b[0].part[ERROR] > b[n / 2].part[ERROR]))
		holds(c, false, "%s: no less truncation or no more error at the least h", name);
	holds(c, fabs(log(h / rule)) <= log(DECADE) && fabs(log(h / near)) <= log(NEARBEST),
		"%s %s %.2g = %.2f eps^(1/%d), %.2f theory", bits[t], name, h, h / rule,
		q->order + 1, h / near);
	freesplit(s);
	release(b);
}

void claim_N7(Claim *c)
{
	for (int t = 0; t < 2; t++) {
		best(c, t, "forward");
		best(c, t, "central");
	}
}
