/* judged.c -- the constants of checks/vjp/judgelimits.def: what is right below passes, right above
 * it is refused.  One element, or a kernel that is a function here. */
#include "checks/vjp/compare.h"
#include "checks/vjp/contract.h"
#include "checks/vjp/csource.h"
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const Asked asked = { .seed = 42, .run = -1 };

static Array number(const char *name, Base base, int rank)
{
	return (Array){ .name = text("%s", name), .rank = rank, .dim = { "N" }, .base = base,
		.bytes = base == REAL64 ? 8 : base == REAL32 ? 4 : 2, .wanted = true };
}

static Kernel kernelof(Base base, int rank, int nargs)
{
	static const char *const names[] = { "a", "b", "c" };
	Kernel k = { .name = "k", .file = "none.c", .plain = !rank, .nargs = nargs, .nres = 1,
		.nsizes = rank > 0, .size = { "N" }, .base = base, .forward = { .name = "f" },
		.backward = { .name = "b" } };

	for (int a = 0; a < nargs; a++) k.arg[a] = number(names[a], base, rank);
	k.res[0] = number("y", base, rank);
	return k;
}

/* ---- one element --------------------------------------------------------------------------- */

/* what is said of it; counted: it counts as judged */
static Ruling said(Base base, int rank, Element x, bool *counted)
{
	Kernel k = kernelof(base, rank, 1);
	Subject s = { .kernel = &k };
	Verdict v = { 0 };
	Bench b = { .s = &s, .asked = &asked, .v = &v, .k = &k, .wide = F128,
		.c = newcase(&k, 0, 42, 0), .d = dice(42, 0) };

	for (int p = 0; p < PRECISIONS; p++) {
		b.y[p][0] = alloc(b.c->ny[0] + 1, sizeof(Quad));
		for (size_t e = 0; e < b.c->ny[0]; e++) b.y[p][0][e] = 1;
	}
	element(&b, &x);
	if (counted) *counted = v.arg[0].elements > 0;
	return v.arg[0].ruling;
}

/* off by so much in every type, or in its own alone */
static Element offby(Quad off, bool everywhere)
{
	Element x = { .d = { .lo = 1, .hi = 1 }, .terms = 1, .peak = (Quad)1e-30 };

	for (int p = 0; p < PRECISIONS; p++) x.given[p] = everywhere || p < F64 ? 1 + off : 1;
	return x;
}

static bool wrong(Element x) { return said(REAL32, 1, x, NULL) == WRONG; }

static void the_truth_is_not_exact(void **state)
{
	Element x = offby((Quad)3.9e-3, true), z = offby((Quad)4.1e-3, true);

	x.d.error = z.d.error = (Quad)1e-3;
	assert_false(wrong(x)), assert_true(wrong(z));
	x = offby((Quad)7.9e-3, true), z = offby((Quad)8.1e-3, true);
	x.rough = z.rough = (Quad)1e-3;
	assert_false(wrong(x)), assert_true(wrong(z));
	x = offby((Quad)0x1.fcp-8, true), z = offby((Quad)0x1.02p-7, true);
	x.terms = z.terms = (Quad)0x1p100;
	assert_false(wrong(x)), assert_true(wrong(z));
}

static void constants_of_its_own_type(void **state)
{
	Element x = offby((Quad)7.5 * unitof(F32), true), z = offby((Quad)8.5 * unitof(F32), true);

	assert_false(wrong(x)), assert_true(wrong(z));
	x.d = z.d = (Slope){ 0 }, x.terms = z.terms = 0;
	for (int p = 0; p < PRECISIONS; p++)
		x.given[p] = (Quad)7.5 * leastof(F32), z.given[p] = (Quad)8.5 * leastof(F32);
	assert_false(wrong(x)), assert_true(wrong(z));
	x = offby((Quad)8.2e-6, true), z = offby((Quad)8.8e-6, true);
	x.exact = x.given[F128], z.exact = z.given[F128], x.given[F128] = z.given[F128] = 1;
	x.rule = z.rule = DIFFERS, x.moved = z.moved = (Quad)1e-6;
	assert_false(wrong(x)), assert_true(wrong(z));
}

static void what_shrinks_is_rounding(void **state)
{
	Element x = offby((Quad)1e-3, true), z = x;

	x.given[F64] = 1 + (Quad)1e-3 * (Quad)0x1.6ap20;
	z.given[F64] = 1 + (Quad)1e-3 * (Quad)0x1.6ap19;
	assert_false(wrong(x)), assert_true(wrong(z));
}

/* in its own type: a little less passes, a little more is LOSSY */
static void within(Base base, int rank, Element x, Quad less, Quad more)
{
	for (int p = 0; p < F64; p++) x.given[p] = x.d.lo + less;
	assert_int_equal(said(base, rank, x, NULL), RIGHT);
	for (int p = 0; p < F64; p++) x.given[p] = x.d.lo + more;
	assert_int_equal(said(base, rank, x, NULL), IMPRECISE);
}

static void its_own_type(void **state)
{
	Kernel k = kernelof(REAL32, 1, 1);
	double n = (double)newcase(&k, 0, 42, 0)->nx[0];
	Quad root = (Quad)sqrt(n), u = unitof(F32), half = unitof(F16);
	Element x = offby(0, true), z = { 0 };

	within(REAL32, 1, x, u * ((Quad)31.5 + 8 * root), u * ((Quad)32.5 + 8 * root));
	within(REAL16, 1, x, half * ((Quad)7.5 + 8 * root), half * ((Quad)8.5 + 8 * root));
	x.moved = (Quad)1e-5;
	within(REAL32, 1, x, (Quad)31.5e-5, (Quad)32.9e-5);
	x.moved = 1;
	within(REAL16, 1, x, half * (15 + 8 * root), half * (17 + 8 * root));
	x.peak = 0;
	within(REAL32, 0, x, (Quad)0x1.18p-16, (Quad)0x1.8p-16);
	within(REAL32, 1, z, (Quad)0x1.cp13 * leastof(F32), (Quad)0x1.2p14 * leastof(F32));
	within(REAL16, 1, z, (Quad)3.5 * leastof(F16), (Quad)4.5 * leastof(F16));
}

static void what_counts_as_judged(void **state)
{
	Element x = offby(0, true);
	bool counted;

	x.d.error = (Quad)0x1.cp-15;
	said(REAL32, 1, x, &counted), assert_true(counted);
	x.d.error = (Quad)0x1.4p-14;
	said(REAL32, 1, x, &counted), assert_false(counted);
}

/* ---- linear ---------------------------------------------------------------------------------- */

static double bent, bentabove;
static bool thirds;

/* y = c x; the gradient of a large cotangent, or of a negative one, is a little more */
static void identity(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++) y[0][e] = x[0][e];
}
static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) {
		Quad v = g[0][e] * (absq(g[0][e]) > (Quad)bentabove ? 1 + (Quad)bent : 1);

		if (bentabove < 0) v = g[0][e] + (Quad)bent * absq(g[0][e]);
		for (int k = 0; k < 3 && thirds; k++)
			gx[0][e] = rounded(gx[0][e] + v / 3, p);
		if (!thirds) gx[0][e] = rounded(gx[0][e] + v, p);
	}
}

typedef void Asking(Bench *, Quad *const *y, Quad *const *g, Quad *const *fresh);

static Ruling ask(Base base, double by, double above, Quad g, Asking *what)
{
	Kernel k = kernelof(base, 1, 1);
	Subject s = { .kernel = &k, .forward = identity, .backward = pulled };
	Verdict v = { 0 };
	Bench b = { .s = &s, .asked = &asked, .v = &v, .k = &k, .wide = F128,
		.c = newcase(&k, 0, 42, 0), .d = dice(42, 0) };
	Quad **fresh = tolerance(b.c, false), **h = tolerance(b.c, true);

	bent = by, bentabove = above, b.NY = b.c->ny[0];
	for (int p = 0; p < PRECISIONS; p++) b.y[p][0] = b.c->x[0];
	for (size_t e = 0; e < b.c->ny[0]; e++) h[0][e] = g;
	usersrule(&b, native(&k), b.c->x, b.y[F128], h, fresh);
	what(&b, b.y[F128], h, fresh);
	return v.arg[0].ruling;
}

static void scaled(Bench *b, Quad *const *y, Quad *const *g, Quad *const *fresh)
{
	homogeneous(b, y, g, fresh);
}
static void summing(Bench *b, Quad *const *y, Quad *const *g, Quad *const *fresh) { additive(b); }
static void promised(Bench *b, Quad *const *y, Quad *const *g, Quad *const *fresh)
{
	contract(b, g);
}

static void in_the_cotangent(void **state)
{
	assert_int_equal(ask(REAL32, 0x1p-13, 100, 1, scaled), RIGHT);
	assert_int_equal(ask(REAL32, 0x1p-11, 100, 1, scaled), WRONG);
	assert_int_equal(ask(REAL16, 0x1p-8, 8, 1, scaled), RIGHT);
	assert_int_equal(ask(REAL16, 0x1p-6, 8, 1, scaled), WRONG);
	assert_int_equal(ask(REAL32, 0x1p-30, -1, 1, summing), RIGHT);
	assert_int_equal(ask(REAL32, 0.25, -1, 1, summing), WRONG);
}

/* rounded three times beside a fill of eight; clipped between one fill and twice as much */
static void clipping(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) {
		Quad v = gx[0][e] + g[0][e];

		gx[0][e] = v > 12 ? 12 : v < -12 ? -12 : v;
	}
}
static void clipped(Bench *b, Quad *const *y, Quad *const *g, Quad *const *fresh)
{
	b->s->backward = clipping;
	contract(b, g);
}

static void fills_of_16_bits(void **state)
{
	thirds = true;
	assert_int_equal(ask(BREAL16, 0, 1e30, (Quad)0.15, promised), RIGHT);
	thirds = false;
	assert_int_equal(ask(REAL16, 0, 1e30, 1, clipped), WRONG);
}

static double crooked;

static void pushed(Subject *s, Precision p, const Case *c, Quad *const *v, Quad **dy)
{
	Quad sum = 0;

	for (size_t e = 0; e < c->nx[0]; e++) sum += v[0][e];
	for (size_t e = 0; e < c->ny[0]; e++)
		dy[0][e] = v[0][e] + (Quad)crooked * absq(sum);
}
static void unmoved(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y) { }
static void settled(Subject *s, const Case *c) { }

static bool isnonlinear(double by)
{
	Kernel k = kernelof(REAL32, 1, 1);
	Subject s = { .kernel = &k, .tangent = pushed, .point = unmoved, .settle = settled };
	Case *c = newcase(&k, 0, 42, 0);
	Quad **g = tolerance(c, true), **gx = tolerance(c, false);

	crooked = by;
	for (size_t e = 0; e < c->ny[0]; e++) g[0][e] = 1;
	columnwise(&s, F128, c, c->x, c->x, g, gx);
	return s.nonlinear;
}

static void in_the_tangent(void **state)
{
	assert_false(isnonlinear(0x1p-60));
	assert_true(isnonlinear(0.01));
}

/* ---- kinks, and what a difference does not tell ---------------------------------------- */

typedef void Forward(Subject *, Precision, const Case *, Quad *const *x, Quad **y);
typedef void Backward(Subject *, Precision, const Case *, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx);

static Ruling ruled(Base base, int rank, int nargs, Forward *f, Backward *b)
{
	Kernel k = kernelof(base, rank, nargs);
	Subject s = { .kernel = &k, .forward = f, .backward = b };
	Verdict v = { 0 };

	for (int p = (int)native(&k); p < PRECISIONS; p = after(p)) s.has[p] = true;
	judge(&s, &asked, &v);
	return v.ruling;
}

static void larger(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	y[0][0] = x[0][0] > x[1][0] ? x[0][0] : x[1][0];
}
static void toone(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	gx[x[0][0] > x[1][0] ? 0 : 1][0] += g[0][0];
}
static void toboth(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (int a = 0; a < 2; a++) if (x[a][0] >= x[1 - a][0]) gx[a][0] += g[0][0];
}

/* the place of element e when all are sorted, equal ones as they stand */
static size_t placeof(const Case *c, const Quad *x, size_t e)
{
	size_t at = 0;

	for (size_t i = 0; i < c->nx[0]; i++) at += x[i] < x[e] || (x[i] == x[e] && i < e);
	return at;
}
static void sorting(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++) y[0][placeof(c, x[0], e)] = x[0][e];
}
static void unsorting(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	for (size_t e = 0; e < c->nx[0]; e++) gx[0][e] += g[0][placeof(c, x[0], e)];
}

static void ties_of_two_and_more(void **state)
{
	assert_int_equal(ruled(REAL32, 0, 2, larger, toone), RIGHT);
	assert_int_equal(ruled(REAL32, 0, 2, larger, toboth), WRONG);
	assert_int_equal(ruled(REAL32, 1, 1, sorting, unsorting), RIGHT);
}

/* what is left of x when whole numbers are taken away: past 2^113 all are whole */
static void fraction(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	const Quad whole = (Quad)0x1p112;
	Quad v = absq(x[0][0]), r;

	fesetround(FE_TONEAREST);
	r = v + whole - whole;
	if (r > v) r -= 1;
	y[0][0] = v >= whole ? 0 : rounded(x[0][0] < 0 ? r - v : v - r, p);
}
static void unity(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	gx[0][0] += g[0][0];
}

/* 1 but for e^-x, whose quotient is none where binary128 has overflowed */
static void one(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y) { y[0][0] = 1; }
static void overflowing(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	gx[0][0] += absq(x[0][0]) > 11356 ? (Quad)NAN : 0;
}

/* x^3/3, and x^2 rounded to binary32 in every type */
static void cube(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	fesetround(s->rounding);
	y[0][0] = rounded(x[0][0] * x[0][0] * x[0][0] / 3, p);
	fesetround(FE_TONEAREST);
}
static void infloat(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	double v = (double)x[0][0] * (double)x[0][0];
	volatile float f;

	fesetround(s->rounding);
	f = (float)v;
	gx[0][0] = rounded(gx[0][0] + g[0][0] * (Quad)(isfinite(f) ? f : v), p);
	fesetround(FE_TONEAREST);
}

static void what_no_difference_tells(void **state)
{
	assert_int_not_equal(ruled(REAL64, 0, 1, fraction, unity), WRONG);
	assert_int_not_equal(ruled(REAL64, 0, 1, one, overflowing), WRONG);
	assert_int_equal(ruled(REAL64, 0, 1, cube, infloat), WRONG);
}

/* ---- a difference ---------------------------------------- */

static size_t calls;
static double roughly;

static void exponential(void *own, Quad t, Quad *y)
{
	Quad x = t, term = 1;

	*y = 0, calls++;
	for (int k = 1; k < 60; term *= x / k, k++) *y += term;
}
static void turned(void *own, Quad t, Quad *y)
{
	exponential(own, t, y);
	*y *= 1 + (Quad)roughly * (calls & 1 ? 1 : -1);
}
static void nocorner(void *own, Quad t, Quad *y) { *y = (Quad)pow(fabs(toreal(t)), 1.2); }

/* 1 + cbrt(x) near 0: its digits are 1's, and its slope falls with every step that is seen */
static void drowned(void *own, Quad t, Quad *y)
{
	*y = 1 + (Quad)cbrtl(1e-100L + (long double)t);
}

static Slope slopeat(Line *f, Line *again, Quad at)
{
	Slope s;

	calls = 0;
	differencesin(F128);
	slopes(&(Curve){ .n = 1, .f = f, .turned = again, .at = at, .scale = at }, &s);
	return s;
}
static Slope slopeof(Line *f, Line *again) { return slopeat(f, again, 1); }

static void steps(void **state)
{
	Slope s = slopeof(exponential, exponential);

	assert_true(!s.none && absq(s.lo - 1) < (Quad)0x1p-70 && s.error < (Quad)0x1p-70);
	assert_in_range(calls, 1, 40);         /* the first step will do */
	roughly = 1e-3;
	assert_true(slopeof(exponential, turned).none);
	assert_true(slopeof(nocorner, nocorner).none);
	s = slopeat(drowned, drowned, (Quad)1e-100L);
	assert_true(s.none || absq(s.lo - (Quad)1.547e66L) < 4 * s.error);
}

/* sentences of a verdict live as long as the judge's process, which is this one here */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_truth_is_not_exact),
		cmocka_unit_test(constants_of_its_own_type),
		cmocka_unit_test(what_shrinks_is_rounding),
		cmocka_unit_test(its_own_type),
		cmocka_unit_test(what_counts_as_judged),
		cmocka_unit_test(in_the_cotangent),
		cmocka_unit_test(fills_of_16_bits),
		cmocka_unit_test(in_the_tangent),
		cmocka_unit_test(ties_of_two_and_more),
		cmocka_unit_test(what_no_difference_tells),
		cmocka_unit_test(steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
