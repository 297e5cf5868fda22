/* ladder.c -- the cotangents a rule under judgement is given: ordinary ones, large, small, one element alone.
 *
 * The rule is y = x^2, right, computed here, and notes what it is given; what the judge says of it is no matter.
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
static const double LEAST = 0.25, MOST_ = 2, LARGE = 1000, SMALL = 0x1p-20;

typedef struct { double least, most, first, last; size_t n, zeros; } Seen;       /* one call's cotangent */
typedef struct { Seen *g; size_t n, room; } Calls;

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = rounded(x[0][e] * x[0][e], p);
}

static void backward_(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y, Quad *const *g, Quad **gx)
{
	Calls *all = s->own;
	size_t n = c->nx[0];
	Seen now = { .least = INFINITY, .n = n, .first = (double)g[0][0], .last = (double)g[0][n - 1] };

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

static Kernel kernel(bool plain)
{
	Kernel k = { .name = "square", .file = "square.c", .nargs = 1, .nres = 1, .nsizes = !plain, .plain = plain, .base = REAL64 };

	k.mode = ACCUMULATES;
	k.size[0] = "N";
	k.arg[0] = (Array){ .name = "x", .rank = !plain, .dim = { "N" }, .base = REAL64, .bytes = 8, .wanted = true };
	k.res[0] = (Array){ .name = "y", .rank = !plain, .dim = { "N" }, .base = REAL64, .bytes = 8, .wanted = true };
	k.backward.name = k.forward.name = "square";
	return k;
}

/* what the rule is given in one case of the plan */
static Calls given(const Kernel *k, long run)
{
	Calls all = { 0 };
	Subject s = { .kernel = k, .has = { false, true, true }, .forward = forward, .backward = backward_, .own = &all };
	Asked asked = { .seed = 42, .run = run, .limit = 10 };
	Verdict v = { 0 };

	judge(&s, &asked, &v);
	assert_int_not_equal(v.arg[0].ruling, WRONG);
	return all;
}

static bool ofscale(const Seen *g, double scale)
{
	return g->zeros < g->n && g->least >= LEAST * scale && g->most <= MOST_ * scale;
}

/* calls of that scale, every element or one alone; without the contract's, which are the first cotangent times 2^k */
static size_t rungs(const Calls *all, double scale, bool alone)
{
	const Seen *f = all->g;
	size_t n = 0;

	for (size_t k = 0; k < all->n; k++) {
		const Seen *g = &all->g[k];
		bool multiple = g->first * f->last == f->first * g->last && g->first != f->first;

		n += ofscale(g, scale) && (alone ? g->zeros + 1 == g->n : !g->zeros && !multiple);
	}
	return n;
}

/* an ordinary case of an array: four rungs; a hard one keeps to ordinary cotangents */
static void arrays_climb(void **state)
{
	Kernel k = kernel(false);
	size_t ordinary_ = 0, hard = 0;

	for (long run = 1; run < planned(&k); run++) {
		Calls all;
		bool climbs = !extreme(&k, run);

		if (islarge(&k, run)) continue;
		all = given(&k, run);
		if (all.n && all.g[0].n > 2) {
			if (!rungs(&all, 1, false)) fail_msg("case %ld: no ordinary cotangent", run);
			if (!rungs(&all, LARGE, false) == climbs) fail_msg("case %ld: large cotangents %s", run, climbs ? "missing" : "given");
			if (!rungs(&all, SMALL, false) == climbs) fail_msg("case %ld: small cotangents %s", run, climbs ? "missing" : "given");
			if (!rungs(&all, 1, true) == climbs) fail_msg("case %ld: one element alone %s", run, climbs ? "missing" : "given");
			climbs ? ordinary_++ : hard++;
		}
		release(all.g);
	}
	assert_true(ordinary_ >= 3);
	assert_true(hard >= 3);
}

/* large and small cotangents that are not the first one times a power of 2 */
static size_t others(const Calls *all)
{
	size_t n = 0;
	int e;

	for (size_t k = 0; k < all->n; k++) {
		const Seen *g = &all->g[k];

		n += (ofscale(g, LARGE) || ofscale(g, SMALL)) && fabs(frexp(g->first / all->g->first, &e)) != 0.5;
	}
	return n;
}

/* a case of numbers is one pass; ordinary ones take the scales in turn, hard points an ordinary cotangent */
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
			if (!ofscale(&all.g[0], scale)) fail_msg("case %ld: the cotangent is %g, not of scale %g", run, all.g[0].most, scale);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(arrays_climb), cmocka_unit_test(numbers_take_turns) };

	return cmocka_run_group_tests_name("ladder", tests, NULL, NULL);
}
