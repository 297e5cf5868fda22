/* contract.c -- unit tests of checks/vjp/contract.c: which rule adds to what is there, which
 * overwrites it, which does neither. */
#include "checks/vjp/judge.h"
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* the gradient of y = c x, which is c g, put where `was` is */
typedef Quad Put(Quad was, Quad fresh);
static Put *rule;
static double slope = 1;

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = rounded((Quad)slope * x[0][e], p);
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	fesetround(s->rounding);
	for (size_t e = 0; e < c->nx[0]; e++)
		gx[0][e] = rounded(rule(gx[0][e], rounded((Quad)slope * g[0][e], p)), p);
	fesetround(FE_TONEAREST);
}

/* what is found of such a rule; narrow: only its own type could be built */
static Finding found(Put *which, double c, bool narrow)
{
	Array a = { .name = "x", .rank = 1, .dim = { "N" }, .base = REAL32, .bytes = 4,
		.wanted = true };
	Kernel k = { .name = "fake", .file = "fake.c", .nargs = 1, .nres = 1, .nsizes = 1,
		.size = { "N" }, .arg = { a }, .res = { a }, .base = REAL32,
		.forward = { .name = "f" }, .backward = { .name = "b" } };
	Subject s = { .kernel = &k, .forward = forward, .backward = pulled };
	Asked asked = { .seed = 42, .run = -1 };
	Verdict v = { 0 };
	Bench b = { .s = &s, .asked = &asked, .v = &v, .k = &k, .wide = narrow ? F32 : F128,
		.c = newcase(&k, 0, 42, 0), .d = dice(42, 0) };
	Quad **g = tolerance(b.c, true), **y[PRECISIONS];

	rule = which, slope = c;
	for (size_t e = 0; e < b.c->ny[0]; e++) g[0][e] = 1;
	for (int p = F32; p < PRECISIONS; p++) {
		y[p] = tolerance(b.c, true);
		forward(&s, (Precision)p, b.c, b.c->x, y[p]);
		b.y[p][0] = y[p][0];
	}
	contract(&b, g);
	v.arg[0].mode = b.mode[0];
	for (int p = F32; p < PRECISIONS; p++) freeroom(y[p], b.c, true);
	freeroom(g, b.c, true);
	freecase(b.c);
	return v.arg[0];
}

static Quad adds(Quad was, Quad fresh) { return was + fresh; }
static Quad replaces(Quad was, Quad fresh) { return fresh; }
static Quad halves(Quad was, Quad fresh) { return was / 2 + fresh; }
static Quad grows(Quad was, Quad fresh) { return was * (1 + (Quad)0x1p-10) + fresh; }
/* terms that are larger than the sum: 2^-95 of it is lost in binary128 */
static Quad cancels(Quad was, Quad fresh)
{
	return was + fresh / 3 + (Quad)0x1p40 - (Quad)0x1p40 + 2 * fresh / 3;
}
/* rounded three times, in the kernel's own type too */
static Quad thirds(Quad was, Quad fresh)
{
	return rounded(rounded(was + fresh / 3, F32) + fresh / 3, F32) + fresh / 3;
}
static Quad upto(Quad was, Quad fresh)
{
	Quad v = was + fresh, most = 1000;

	return v > most ? most : v < -most ? -most : v;
}
/* once more than the first of two fills */
static Quad between(Quad was, Quad fresh)
{
	Quad v = was + fresh, most = (Quad)0x1.6p20;

	return v > most ? most : v < -most ? -most : v;
}

/* of a direction that is projected out only rounding is left */
static Quad nothing_left(Quad was, Quad fresh) { return was + (fresh / 49 * 49 - fresh); }

static void rounding_is_not_additive(void **state)
{
	assert_int_equal(found(nothing_left, 1. / 7, false).ruling, RIGHT);
}

static void two_modes(void **state)
{
	assert_int_equal(found(adds, 1, false).mode, ACCUMULATES);
	assert_int_equal(found(replaces, 1, false).mode, OVERWRITES);
	assert_int_equal(found(adds, 1, false).ruling, RIGHT);
	assert_int_equal(found(replaces, 1, false).ruling, RIGHT);
}

static void what_cancels_is_added(void **state)
{
	assert_int_equal(found(cancels, 0.1, false).mode, ACCUMULATES);
	assert_int_equal(found(cancels, 0.1, false).ruling, RIGHT);
	assert_int_equal(found(thirds, 1. / 7, true).ruling, RIGHT);
	assert_int_equal(found(adds, 1. / 7, true).mode, ACCUMULATES);
}

static void neither_is_refused(void **state)
{
	assert_int_equal(found(halves, 1, false).ruling, WRONG);
	assert_int_equal(found(grows, 1, false).ruling, WRONG);
	assert_int_equal(found(upto, 1, false).ruling, WRONG);
	assert_int_equal(found(between, 1, false).ruling, WRONG);
}

/* a gradient of 1000 is no reason to look away, one of 2^100 is */
static void out_of_range(void **state)
{
	assert_int_equal(found(halves, 1000, false).ruling, WRONG);
	assert_int_equal(found(adds, 0x1p100, false).ruling, RIGHT);
	assert_int_equal(found(adds, 0x1p100, false).mode, EITHER);
}

/* sentences of a verdict live as long as the judge's process, which is this one here */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_modes),
		cmocka_unit_test(what_cancels_is_added),
		cmocka_unit_test(neither_is_refused),
		cmocka_unit_test(out_of_range),
		cmocka_unit_test(rounding_is_not_additive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
