/* cover.c -- where a rule is tried because the kernel decides there: thresholds, sizes, ties; and
 * the limits of checks/vjp/limits.def that say how hard it is looked for.
 *
 * A kernel is a function here; it says what it compares, as gcc's reports would.
 */
#include "checks/vjp/points.h"
#include "checks/vjp/truth.h"
#include "checks/vjp/verdict.h"
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { PLACES = 16, MOSTEVENTS = 1 << 16 };
static char placeat[PLACES], blockat[2 * PLACES];
static Event event[MOSTEVENTS];
static size_t nevents, nblocks;
static bool entered[2 * PLACES];

static void start(void) { nevents = 0; }
static size_t stop(Event **e, size_t *blocks, uint64_t *reports)
{
	*e = event, *blocks = nblocks, *reports = 2 * nevents;
	return nevents;
}

/* a < b, at that place of the kernel */
static bool less(int at, double a, double b, int real)
{
	int next = 2 * at + !(a < b);

	if (!entered[next]) entered[next] = true, nblocks++;
	if (nevents < MOSTEVENTS)
		event[nevents++] = (Event){ &placeat[at], &blockat[next], a, b, real };
	return a < b;
}

/* y = f(x), and f'(x) as the rule has it, of elements i of n; other: of a second argument */
typedef struct {
	Quad (*f)(Quad x, size_t i, size_t n), (*d)(Quad x, size_t i, size_t n, Precision);
	bool summed, array;
	int nargs;
	bool (*wrongat)(const Quad *x);    /* of several arguments whose product it is */
} Rule;
static const Rule *rule;

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	Quad all = 0;

	for (size_t e = 0; e < c->nx[0]; e++) {
		Quad v = rule->f(x[0][e], e, c->nx[0]);

		for (int a = 1; a < rule->nargs; a++) v += x[a][e];
		if (!rule->summed) y[0][e] = rounded(v, p);
		all += v;
	}
	if (rule->summed) y[0][0] = rounded(all, p);
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) {
		Quad h = g[0][rule->summed ? 0 : e], at[MOST];

		for (int a = 0; a < rule->nargs; a++) at[a] = x[a][e];
		gx[0][e] = rounded(gx[0][e] + h * rule->d(x[0][e], e, c->nx[0], p), p);
		for (int a = 1; a < rule->nargs; a++)
			gx[a][e] = rounded(gx[a][e] +
					h * (rule->wrongat && rule->wrongat(at) ? 2 : 1), p);
	}
}

static Verdict verdict(const Rule *r, const char *file)
{
	static const Hooks hooks = { start, stop, "" };
	Kernel k = { .name = "k", .file = (char *)file, .nargs = r->nargs, .nres = 1, .nsizes = 1,
		.size = { "N" }, .base = REAL32, .mode = ACCUMULATES, .forward = { .name = "f" },
		.backward = { .name = "b" } };
	Subject s = { .kernel = &k, .forward = forward, .backward = pulled, .hooks = &hooks };
	Asked asked = { .seed = 42, .run = -1 };
	Verdict v = { 0 };

	for (int a = 0; a < r->nargs; a++)
		k.arg[a] = (Array){ .name = text("%c", 'a' + a), .rank = 1, .dim = { "N" },
			.base = REAL32, .bytes = 4, .wanted = true };
	k.res[0] = (Array){ .name = "y", .rank = !r->summed, .dim = { "N" }, .base = REAL32,
		.bytes = 4, .wanted = true };
	s.has[F32] = s.has[F64] = s.has[F128] = true;
	memset(entered, 0, sizeof entered);
	nblocks = 0, rule = r;
	judge(&s, &asked, &v);
	return v;
}

static Ruling ruling(Rule r)
{
	r.nargs = r.nargs ? r.nargs : 1;
	return verdict(&r, "none.c").ruling;
}

static Quad square(Quad x, size_t i, size_t n) { return x * x; }
static Quad right(Quad x, size_t i, size_t n, Precision p) { return 2 * x; }

/* ---- thresholds ---------------------------------------------------------------------------- */

static Quad below(Quad x, size_t i, size_t n, Precision p)
{
	return less(0, toreal(x), -1000.7, 1) ? 3 * x : 2 * x;
}
/* between 1/100 and 1/50 behind it */
static Quad band(Quad x, size_t i, size_t n, Precision p)
{
	double v = toreal(x);

	return !less(0, v, 1000.7, 1) && v > 1010.7 && v < 1020.7 ? 3 * x : 2 * x;
}
static Quad behind(Quad x, size_t i, size_t n, Precision p)
{
	double v = toreal(x);

	if (less(0, v, 100000.7, 1)) return 2 * x;
	return less(1, v, 2000000.3, 1) || v > 2100000 ? 2 * x : 3 * x;
}

static void thresholds(void **state)
{
	assert_int_equal(ruling((Rule){ square, right, true }), RIGHT);
	assert_int_equal(ruling((Rule){ square, below, true }), WRONG);
	assert_int_equal(ruling((Rule){ square, band, true }), WRONG);
	assert_int_equal(ruling((Rule){ square, behind, true }), WRONG);
}

static Quad itself(Quad x, size_t i, size_t n) { return x; }
static Quad unity(Quad x, size_t i, size_t n, Precision p) { return 1; }
static Quad one(Quad x, size_t i, size_t n, Precision p)
{
	return less(0, toreal(x), 0x1.fffffep127, 1) ? 1 : 0;
}

/* FLT_MAX stands for no number: no case is added for it */
static void sentinels(void **state)
{
	Rule with = { itself, one, true, .nargs = 1 },
	     without = { itself, unity, true, .nargs = 1 };

	assert_int_equal(verdict(&with, "none.c").cases, verdict(&without, "none.c").cases);
}

/* x^2 - x - 5 is no element: found by secants */
static Quad hidden(Quad x, size_t i, size_t n, Precision p)
{
	double v = toreal(x);

	return !less(0, v * v - v - 5e5, 0, 1) && v > 0 && v < 720 ? 3 * x : 2 * x;
}

static void searched(void **state)
{
	assert_int_equal(ruling((Rule){ square, hidden, true }), WRONG);
}

/* ---- one element of an array --------------------------------------------------------------- */

/* 100 and -800 of the hard pairs; no fill of an array is as large as 70 */
static bool pair(const Quad *x) { return x[0] > 50 && x[1] < -500 && x[1] > -1000; }
static bool huge(const Quad *x) { return absq(x[2]) > 70; }

static void points(void **state)
{
	assert_int_equal(ruling((Rule){ itself, unity, .nargs = 2 }), RIGHT);
	assert_int_equal(ruling((Rule){ itself, unity, .nargs = 2, .wrongat = pair }), WRONG);
	assert_int_equal(ruling((Rule){ itself, unity, .nargs = 3, .wrongat = huge }), WRONG);
}

/* ---- sizes --------------------------------------------------------------------------------- */

static Quad block(Quad x, size_t i, size_t n, Precision p)
{
	return less(2, (double)i, 1030, 0) ? 2 * x : 0;
}
static Quad exactly(Quad x, size_t i, size_t n, Precision p)
{
	bool is = !less(2, (double)n, 200, 0) && less(3, (double)n, 201, 0);

	return is && less(4, (double)i, 1, 0) ? 0 : 2 * x;
}
static Quad named(Quad x, size_t i, size_t n, Precision p)
{
	bool is = !less(2, (double)n, 3001, 0) && less(3, (double)n, 3002, 0);

	return is && less(4, (double)i, 1, 0) ? 0 : 2 * x;
}

static void sizes(void **state)
{
	char name[] = "/tmp/wengert-unit-XXXXXX";
	int f = mkstemp(name);
	Rule r = { square, named, .nargs = 1 };

	assert_int_equal(ruling((Rule){ square, block }), WRONG);
	assert_int_equal(ruling((Rule){ square, exactly }), WRONG);
	assert_true(f >= 0 && write(f, "n == 3001", 9) == 9);
	assert_int_equal(verdict(&r, name).ruling, WRONG);
	close(f);
	unlink(name);
}

/* a pointer is compared with another; nobody asks for both outcomes */
static Quad pointers(Quad x, size_t i, size_t n, Precision p)
{
	less(5, 0x1p45 + (double)i, 0x1p46, 0);
	return 2 * x;
}
static Quad untaken(Quad x, size_t i, size_t n, Precision p)
{
	less(5, (double)i, 1e6, 0);
	return 2 * x;
}

static void what_is_never_taken(void **state)
{
	Rule a = { square, pointers, true, .nargs = 1 }, b = { square, untaken, true, .nargs = 1 };

	assert_string_equal(verdict(&a, "none.c").untaken, "");
	assert_string_not_equal(verdict(&b, "none.c").untaken, "");
}

/* ---- its own type -------------------------------------------------------------------------- */

static Quad cheat(Quad x, size_t i, size_t n, Precision p) { return p == F32 ? 3 * x : 2 * x; }

static void gross(void **state)
{
	assert_int_equal(ruling((Rule){ square, cheat, true }), WRONG);
	assert_int_equal(ruling((Rule){ square, right }), RIGHT);
}

/* ---- ties ---------------------------------------------------------------------------------- */

/* |a - 1| + ... cannot be said with f(a) + b + c: the second argument's own kink */
static void tents(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	fesetround(s->rounding);
	for (size_t e = 0; e < c->nx[0]; e++)
		y[0][e] = rounded(absq(x[0][e] - 1) - absq(x[1][e] - 1), p);
	fesetround(FE_TONEAREST);
}
static void tentsback(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) {
		gx[0][e] += x[0][e] > 1 ? g[0][e] : -g[0][e];
		gx[1][e] += x[1][e] == 1 ? 0 : x[1][e] > 1 ? -g[0][e] : g[0][e];
	}
}

static void kinks_that_meet(void **state)
{
	Array a = { .name = "a", .base = REAL32, .bytes = 4, .wanted = true }, b = a;
	Kernel k = { .name = "tents", .file = "none.c", .plain = true, .nargs = 2, .nres = 1,
		.base = REAL32, .forward = { .name = "f" }, .backward = { .name = "b" } };
	Subject s = { .kernel = &k, .forward = tents, .backward = tentsback,
		.has = { [F32] = true, [F64] = true, [F128] = true } };
	Asked asked = { .seed = 42, .run = -1 };
	Verdict v = { 0 };

	b.name = "b", k.arg[0] = a, k.arg[1] = b, k.res[0] = a, k.res[0].name = "y";
	judge(&s, &asked, &v);
	assert_int_equal(v.ruling, RIGHT);
}

/* ---- a whole argument ---------------------------------------------------------------------- */

static Quad least;                         /* x over its norm, which is at least this */
static bool (*left_in)(double);            /* where the slope of the clamp is */

static Quad sizeof_all(const Case *c, Quad *const *x, Precision p)
{
	Quad all = 0, s;

	for (size_t e = 0; e < c->nx[0]; e++) all += x[0][e] * x[0][e];
	s = (Quad)sqrtl((long double)all);
	if (s > 0) s = (s + all / s) / 2;
	return less(0, toreal(s), toreal(least), 1) ? least : s;
}
static void units(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	Quad r = sizeof_all(c, x, p);

	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = rounded(x[0][e] / r, p);
}
static void unitsback(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	Quad r = sizeof_all(c, x, p), d = 0, own = 0;
	bool off;

	for (size_t e = 0; e < c->nx[0]; e++)
		d += g[0][e] * x[0][e] / r, own += x[0][e] * x[0][e] / r / r;
	off = own < 0.999999 && !left_in((double)own);
	for (size_t e = 0; e < c->nx[0]; e++)
		gx[0][e] = rounded(gx[0][e] + (g[0][e] - (off ? 0 : x[0][e] / r * d)) / r, p);
}

static bool nowhere(double own)    { return false; }
static bool everywhere(double own) { return true; }
static bool closeby(double own)    { return own > 0.75 && own < 0.9; }

static Ruling clamped(double to, bool (*where)(double))
{
	static const Hooks hooks = { start, stop, "" };
	Array a = { .name = "x", .rank = 1, .dim = { "N" }, .base = REAL64, .bytes = 8,
		.wanted = true };
	Kernel k = { .name = "units", .file = "none.c", .nargs = 1, .nres = 1, .nsizes = 1,
		.size = { "N" }, .base = REAL64, .mode = ACCUMULATES, .forward = { .name = "f" },
		.backward = { .name = "b" } };
	Subject s = { .kernel = &k, .forward = units, .backward = unitsback, .hooks = &hooks,
		.has = { [F64] = true, [F128] = true } };
	Asked asked = { .seed = 42, .run = -1 };
	Verdict v = { 0 };

	k.arg[0] = a, k.res[0] = a, k.res[0].name = "y";
	memset(entered, 0, sizeof entered);
	nblocks = 0, least = to, left_in = where;
	judge(&s, &asked, &v);
	return v.ruling;
}

static void clamps(void **state)
{
	assert_int_equal(clamped(1e-9, everywhere), WRONG);
	assert_int_equal(clamped(1e-9, closeby), WRONG);
	assert_int_equal(clamped(3e5, everywhere), WRONG);
	assert_int_equal(clamped(1e-9, nowhere), RIGHT);
}

/* ---- a slope of 0 by cancellation ---------------------------------------------------------- */

static void cubed(void *own, Quad t, Quad *y)
{
	Quad x = 1 + (*(Quad *)own + t);

	*y = x * x * x - 1;
}
static void flat(void *own, Quad t, Quad *y) { *y = *(Quad *)own + t > 1 ? 1 : 0; }

static Slope slopeat(Line *f, Quad x)
{
	Curve c = { .n = 1, .f = f, .turned = f, .own = &x, .at = x, .scale = x };
	Slope s;

	differencesin(F128);
	slopes(&c, &s);
	return s;
}

static void swallowed(void **state)
{
	Slope s = slopeat(cubed, (Quad)1e-38), zero = slopeat(flat, (Quad)1e-38);

	assert_true(s.none || s.hi > 2);
	assert_true(!zero.none && zero.lo == 0 && zero.hi == 0);
}

/* sentences of a verdict live as long as the judge's process, which is this one here */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thresholds),
		cmocka_unit_test(sentinels),
		cmocka_unit_test(searched),
		cmocka_unit_test(clamps),
		cmocka_unit_test(points),
		cmocka_unit_test(sizes),
		cmocka_unit_test(what_is_never_taken),
		cmocka_unit_test(gross),
		cmocka_unit_test(kinks_that_meet),
		cmocka_unit_test(swallowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
