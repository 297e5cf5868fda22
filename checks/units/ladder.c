/* ladder.c -- the cotangents that a rule is given: ordinary ones, large, small, one element alone.
 *
 * The rule is that of y = x^2.  It is right, is computed here, and notes what it is given.
 */
#include "checks/vjp/points.h"
#include "checks/vjp/verdict.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ordinary() is 1/4 to 2 in size: so are the cotangents of a rung, times its scale */
static const double LEAST = 0.25, LADDERS = 2, LARGE = 1000, SMALL = 0x1p-20;

typedef struct { double least, most, first, last; size_t n, zeros; } Seen;      /* in one call */
typedef struct { Seen *g; size_t n, room; } Calls;

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = rounded(x[0][e] * x[0][e], p);
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
                      Quad *const *g, Quad **gx)
{
	Calls *all = s->own;
	size_t n = c->nx[0];
	Seen now = { .least = INFINITY, .n = n, .first = (double)g[0][0],
	             .last = (double)g[0][n - 1] };

	for (size_t e = 0; e < n; e++) {
		double size = fabs((double)g[0][e]);

		if (!size)                 now.zeros++;
		else if (size < now.least) now.least = size;
		if (size > now.most)       now.most = size;
		gx[0][e] = rounded(gx[0][e] + 2 * x[0][e] * g[0][e], p);
	}
	all->g = grow(all->g, &all->room, all->n + 1, sizeof *all->g);
	all->g[all->n++] = now;
}

static Array fresh(char *name, bool plain)
{
	return (Array){ .name = name, .rank = !plain, .dim = { "N" }, .base = REAL64, .bytes = 8,
	                .wanted = true };
}

static Kernel kernel(bool plain)
{
	Kernel k = { .name = "square", .file = "square.c", .plain = plain, .base = REAL64 };

	k.nargs = k.nres = 1, k.nsizes = !plain;
	k.mode = ACCUMULATES;
	k.size[0] = "N";
	k.arg[0] = fresh("x", plain), k.res[0] = fresh("y", plain);
	k.backward.name = k.forward.name = "square";
	return k;
}

/* what the rule is given in one case of the plan */
static Calls given(const Kernel *k, long run)
{
	Calls all = { 0 };
	Subject s = { .kernel = k, .has = { [F64] = true, [F128] = true }, .forward = forward,
	              .backward = pulled, .own = &all };
	Asked asked = { .seed = 42, .run = run, .limit = 10 };
	Verdict v = { 0 };

	judge(&s, &asked, &v);
	assert_int_not_equal(v.arg[0].ruling, WRONG);
	return all;
}

static bool ofscale(const Seen *g, double scale)
{
	return g->zeros < g->n && g->least >= LEAST * scale && g->most <= LADDERS * scale;
}

/* calls of that scale, every element or one alone; without the contract's, which are the first
 * cotangent times 2^k */
static bool rungs(const Calls *all, double scale, bool alone)
{
	const Seen *f = all->g;
	bool any = false;

	for (size_t k = 0; k < all->n; k++) {
		const Seen *g = &all->g[k];
		bool multiple = g->first * f->last == f->first * g->last && g->first != f->first;

		any |= ofscale(g, scale) && (alone ? g->zeros + 1 == g->n : !g->zeros && !multiple);
	}
	return any;
}

/* an ordinary case of an array: four rungs; a hard one keeps to ordinary cotangents */
static void arrays_climb(void **state)
{
	Kernel k = kernel(false);
	size_t usual = 0, hard = 0;

	for (long run = 1; run < planned(&k); run++) {
		Calls all;
		bool climbs = !extreme(&k, run);
		const char *how = climbs ? "missing" : "given";

		if (islarge(&k, run)) continue;
		all = given(&k, run);
		if (all.n && all.g[0].n > 2) {
			bool large = rungs(&all, LARGE, false), small = rungs(&all, SMALL, false);

			if (!rungs(&all, 1, false)) fail_msg("case %ld: no ordinary one", run);
			if (large != climbs) fail_msg("case %ld: large ones %s", run, how);
			if (small != climbs) fail_msg("case %ld: small ones %s", run, how);
			if (rungs(&all, 1, true) != climbs) fail_msg("case %ld: one %s", run, how);
			climbs ? usual++ : hard++;
		}
		release(all.g);
	}
	assert_true(usual >= 3);
	assert_true(hard >= 3);
}

/* large and small cotangents that are not the first one times a power of 2 */
static size_t others(const Calls *all)
{
	size_t n = 0;
	int e;

	for (size_t k = 0; k < all->n; k++) {
		const Seen *g = &all->g[k];

		n += (ofscale(g, LARGE) || ofscale(g, SMALL)) &&
			fabs(frexp(g->first / all->g->first, &e)) != 0.5;
	}
	return n;
}

/* a case of numbers is one pass; ordinary ones take the scales in turn, hard points an ordinary
 * cotangent */
static void numbers_take_turns(void **state)
{
	static const double turn[] = { 1, 1, 1000, 0x1p-20, 1 };
	Kernel k = kernel(true);
	size_t seen[2] = { 0 };

	for (long run = 1; run < planned(&k); run += 7) {
		bool hard = extreme(&k, run);
		double scale = hard ? 1 : turn[run % 5];
		Calls all = given(&k, run);

		if (all.n) {
			if (!ofscale(all.g, scale))
				fail_msg("case %ld: %g, not of scale %g", run, all.g->most, scale);
			if (scale == 1 && others(&all)) fail_msg("case %ld: other scales too", run);
			seen[hard]++;
		}
		release(all.g);
	}
	assert_true(seen[0] >= 5);
	assert_true(seen[1] >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(arrays_climb),
	                                    cmocka_unit_test(numbers_take_turns) };

	return cmocka_run_group_tests_name("ladder", tests, NULL, NULL);
}
