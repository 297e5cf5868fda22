/* extents.c -- arrays that are large, flat, or of sizes that no comparison asks for: which of
 * them are tried, and what a difference through 70,000 elements sees.
 *
 * The kernel is y[N,C] = f(x[N,C]); it reports so many comparisons an element, as hooks of gcc do.
 */
#include "checks/vjp/cover.h"
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct {
	bool (*wrongat)(size_t e, long N, long C);
	double dear;                       /* reports of an element and call */
	double wave;                       /* y = sin(wave x); 0: y = x^2 */
	int nsizes;
} Rule;
static const Rule *rule;
static double reported;

static void start(void) { reported = 0; }
static size_t stop(Event **e, size_t *blocks, uint64_t *reports)
{
	*e = NULL, *blocks = 1, *reports = (uint64_t)reported;
	return 0;
}

static Quad valueof(Quad x) { return rule->wave ? (Quad)sin(rule->wave * (double)x) : x * x; }
static Quad slopeof(Quad x)
{
	return rule->wave ? (Quad)(rule->wave * cos(rule->wave * (double)x)) : 2 * x;
}

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	fesetround(s->rounding);
	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = rounded(valueof(x[0][e]), p);
	fesetround(FE_TONEAREST);
	reported += rule->dear * (double)c->nx[0];
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) {
		bool wrong = rule->wrongat && rule->wrongat(e, c->size[0], c->size[1]);

		gx[0][e] = wrong ? 0 : rounded(g[0][e] * slopeof(x[0][e]), p);
	}
	reported += rule->dear * (double)c->nx[0];
}

static Kernel kernelof(int nsizes)
{
	const Array x = { .name = "x", .rank = nsizes, .dim = { "N", "C" }, .base = REAL32,
		.bytes = 4, .wanted = true };
	Kernel k = { .name = "k", .file = "none.c", .nargs = 1, .nres = 1, .nsizes = nsizes,
		.size = { "N", "C" }, .base = REAL32, .mode = OVERWRITES, .arg = { x },
		.res = { x }, .forward = { .name = "f" }, .backward = { .name = "b" } };

	k.res[0].name = "y";
	return k;
}

static Subject subjectof(const Kernel *k)
{
	static const Hooks hooks = { start, stop, "" };

	return (Subject){ .kernel = k, .forward = forward, .backward = pulled, .hooks = &hooks,
		.has = { [F32] = true, [F64] = true, [F128] = true } };
}

static Ruling ruling(Rule r)
{
	Kernel k = kernelof(r.nsizes ? r.nsizes : 2);
	Subject s = subjectof(&k);
	Verdict v = { 0 };

	rule = &r;
	judge(&s, &(Asked){ .seed = 42, .run = -1 }, &v);
	return v.ruling;
}

/* ---- more elements than 16 bits count ------------------------------------------------------- */

static bool pastshort(size_t e, long N, long C) { return e > 65535; }

static void an_index_of_16_bits(void **state)
{
	assert_int_equal(ruling((Rule){ NULL, 1 }), RIGHT);
	assert_int_equal(ruling((Rule){ pastshort, 1 }), WRONG);
}

/* 2e7 reports of 70,000 elements are more than are waited for: the fault is not met */
static void what_is_too_dear(void **state)
{
	assert_int_equal(ruling((Rule){ pastshort, 150 }), RIGHT);
}

/* does a difference through so many elements miss the gradient? */
static bool missing(Rule r, Quad at)
{
	Kernel k = kernelof(2);
	Subject s = subjectof(&k);
	Bench b = { .s = &s, .k = &k, .wide = F128, .d = dice(1, 2) };
	Case *c = hugecase(&k, 70000, 1100, 42);
	Huge h;

	assert_non_null(c);
	rule = &r;
	for (size_t e = 0; e < c->nx[0]; e++) c->x[0][e] = at + (Quad)(e % 8) / 64;
	c->x[0][12345] = (Quad)1 / 64;
	h = newhuge(&b, c);
	hugerule(&h);
	return misses(&h);
}

static bool few(size_t e, long N, long C) { return e % 500 == 3; }
static bool one(size_t e, long N, long C) { return e == 12345; }

static void what_a_difference_sees(void **state)
{
	assert_false(missing((Rule){ NULL }, 1));
	assert_false(missing((Rule){ NULL, .wave = 64 }, 1));
	assert_true(missing((Rule){ few, .wave = 64 }, 1));
	/* a 64th of its neighbours: 2^-22 of the terms of all, less than a kink that is crossed */
	assert_false(missing((Rule){ one }, 1));
}

/* ---- sizes for their own sake --------------------------------------------------------------- */

static bool pastbyte(size_t e, long N, long C) { return e > 255; }

/* no comparison turns over: of one size 257 and 1100 are tried because they are */
static void a_count_in_a_byte(void **state)
{
	assert_int_equal(ruling((Rule){ pastbyte, 4, .nsizes = 1 }), WRONG);
	assert_int_equal(ruling((Rule){ pastbyte, 4000, .nsizes = 1 }), RIGHT);
}

static bool bothlarge(size_t e, long N, long C) { return N > 18 && C > 18; }
static bool flat(size_t e, long N, long C) { return N > 200 && C > 8; }
static bool stillflat(size_t e, long N, long C) { return C > 200 && N > 8; }

/* 40 reports an element: 3,000 elements may be tried, 16,384 not */
static void several_sizes(void **state)
{
	assert_int_equal(ruling((Rule){ NULL, 20 }), RIGHT);
	assert_int_equal(ruling((Rule){ bothlarge, 20 }), WRONG);
	assert_int_equal(ruling((Rule){ flat, 20 }), WRONG);
	assert_int_equal(ruling((Rule){ stillflat, 20 }), WRONG);
}

__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_index_of_16_bits),
		cmocka_unit_test(what_is_too_dear),
		cmocka_unit_test(what_a_difference_sees),
		cmocka_unit_test(a_count_in_a_byte),
		cmocka_unit_test(several_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
