/* compiling.c -- claim D4: what is compiled once, when it must be again, and what it gains. */
#include "checks/claims/claims.h"
#include "checks/claims/limits.h"
#include "checks/measure/assess.h"
#include "checks/suite/check.h"
#include "engines/base/cache.h"
#include "engines/compiled/library.h"
#include "engines/compiled/program.h"
#include "engines/prims/recorders.h"
#include "engines/run/traced.h"
#include <math.h>
#include <string.h>

/* ---- a function compiled once for each shape ------------------------------------------- */

typedef struct {
	const List *list;
	Program *program;
} Made;
typedef struct {
	Traced *traced;
	Made *made;
	size_t n, room;
} Reused;

static Program *programof(Reused *r, const Shape *x, char why[WHY])
{
	const List *l = tracedlist(r->traced, x, true, why);
	Program *p;

	for (size_t k = 0; k < r->n; k++)
		if (r->made[k].list == l) return r->made[k].program;
	if (!l || !(p = compiled(l, &f64, why))) return NULL;
	r->made = grow(r->made, &r->room, r->n + 1, sizeof *r->made);
	r->made[r->n++] = (Made){ l, p };
	return p;
}

static void freereused(Reused *r)
{
	for (size_t k = 0; k < r->n; k++) freeprogram(r->made[k].program);
	release(r->made);
	freetraced(r->traced);
}

/* ---- |tanh(W x)|^2 ------------------------------------------------------------------------ */

static void layer(const V *x, V *y, const void *what)
{
	y[0] = Sum(Sqr(Tanh(Matmul(x[0], x[1], false, false))), ALL);
}

static void layerfn(List *l, const Fn *f)
{
	V x[] = { Input(l, "W", matrix((size_t)f->depth, (size_t)f->width)),
		Input(l, "x", matrix((size_t)f->width, 1)) },
	  y;

	layer(x, &y, NULL);
	Output(y);
}

static void drawn(double *x, size_t n, int j)
{
	for (size_t i = 0; i < n; i++) x[i] = (double)((7 * (int)i + 3 * j) % 11 - 5) / 16;
}

/* value and gradient at the j-th point of m x n, compiled: as the static engine's, bit for bit? */
static bool asstatic(Reused *r, int m, int n, int j, char why[WHY])
{
	size_t all = (size_t)(m * n + n);
	double *x = alloc(all, sizeof *x), *g = alloc(all, sizeof *g), y, one = 1;
	Fn f = { .name = "layer", .record = layerfn, .depth = m, .width = n };
	Program *p =
		programof(r, (Shape[]){ matrix((size_t)m, (size_t)n), matrix((size_t)n, 1) }, why);
	bool alike = false;

	drawn(x, all, j);
	if (p) {
		Jacobian fresh = jacobian(&static_engine, &f, &f64, x);

		execute(p, (const void *[]){ x, x + m * n, &one }, (void *[]){ &y, g, g + m * n });
		alike = !memcmp(fresh.y, &y, sizeof y) && !memcmp(fresh.J, g, all * sizeof *g);
		freejacobian(&fresh);
	}
	release(x);
	release(g);
	return alike;
}

/* ---- the clock ------------------------------------------------------------------------------ */

enum { WIDE = 16, TURNS = 5, EACH = 50 };

/* seconds a call, compiled and recorded anew; medians of turns */
static void clocked(Reused *r, double *compiled, double *eager, char why[WHY])
{
	enum { NUMBERS = WIDE * WIDE + WIDE };
	static double x[NUMBERS], g[NUMBERS];
	double a[TURNS], b[TURNS], y, one = 1, t0, t1;
	Fn f = { .name = "layer", .record = layerfn, .depth = WIDE, .width = WIDE };
	Program *p = programof(r, (Shape[]){ matrix(WIDE, WIDE), matrix(WIDE, 1) }, why);

	drawn(x, NUMBERS, 1);
	for (int k = 0; k < TURNS && p; k++) {
		t0 = seconds();
		for (int i = 0; i < EACH; i++)
			execute(p, (const void *[]){ x, x + WIDE * WIDE, &one },
				(void *[]){ &y, g, g + WIDE * WIDE });
		t1 = seconds();
		for (int i = 0; i < EACH; i++) {
			Jacobian j = jacobian(&reverse_engine, &f, &f64, x);

			freejacobian(&j);
		}
		a[k] = (t1 - t0) / EACH, b[k] = (seconds() - t1) / EACH;
	}
	*compiled = median(TURNS, a, .5), *eager = median(TURNS, b, .5);
}

void claim_D4(Claim *c)
{
	enum { CALLS = 20, SHAPES = 4 };
	static const struct {
		int m, n;
	} shape[SHAPES] = { { 3, 4 }, { 3, 5 }, { 2, 4 }, { 3, 4 } };
	Emptied cache = emptycache();
	Reused r = { .traced = newtraced(2, 1, layer, NULL, &f64) };
	size_t before = compilations, after[SHAPES], wrong = 0;
	char why[WHY] = "";
	double fast = 0, slow = 0, start, cost;

	for (int s = 0; s < SHAPES; s++) {
		for (int j = 0; j < CALLS; j++)
			wrong += !asstatic(&r, shape[s].m, shape[s].n, j, why);
		after[s] = compilations - before;
	}
	start = seconds();
	if (!*why) programof(&r, (Shape[]){ matrix(WIDE, WIDE), matrix(WIDE, 1) }, why);
	cost = seconds() - start;
	if (!*why) clocked(&r, &fast, &slow, why);
	endempty(&cache);
	if (*why)
		unmeasured(c, why);
	else {
		holds(c, after[0] == 1, "%d calls of one shape: compiled %zu", CALLS, after[0]);
		holds(c, after[2] == 3 && after[3] == 3 && traces(r.traced).traces == 4,
			"two more shapes, then the first again: %zu, %zu; traced %zu in all, with "
			"the "
			"one below",
			after[2], after[3], traces(r.traced).traces);
		holds(c, !wrong, "%zu of %d gradients differ from the static engine's", wrong,
			SHAPES * CALLS);
		holds(c, slow > FASTER * fast,
			"%.3g us a call of %d x %d, recorded anew %.3g: %.0f times; compiling is "
			"paid "
			"after %.0f calls",
			1e6 * fast, WIDE, WIDE, 1e6 * slow, slow / fast,
			ceil(cost / (slow - fast)));
	}
	freereused(&r);
}
