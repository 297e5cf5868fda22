/* trace.c -- a kernel that is traced: what its operations record, what they enclose, what they
 * refuse; and verdicts that rest on the proof.
 *
 * A kernel is a function here that calls the operations itself, as one compiled on trace.hpp does.
 */
#include "checks/vjp/entries.h"
#include "checks/vjp/trust.h"
#include "engines/reference/reference.h"
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static Bits number(double c) { return operations.number(c); }
static Bits decimal(const char *s) { return operations.decimal(s); }
static int ordered(int how, Bits a, Bits b) { return operations.compare(how, a, b); }
static Bits add(Bits a, Bits b) { return operations.apply(K_add, a, b); }
static Bits sub(Bits a, Bits b) { return operations.apply(K_sub, a, b); }
static Bits mul(Bits a, Bits b) { return operations.apply(K_mul, a, b); }

/* ---- in balls ------------------------------------------------------------------------------ */

typedef Bits Program(void);
typedef struct { Program *run; arb_t y; } Asking;

static void asked(void *own)
{
	Asking *a = own;

	ballfor(a->y, a->run());
}

/* why it has no value, or "" */
static const char *ball(Program *run, slong bits, arb_t y)
{
	Asking a = { .run = run };

	arb_init(a.y);
	computein(bits);
	if (!attempted(asked, &a)) return untold();
	arb_set(y, a.y);
	arb_clear(a.y);
	return "";
}

static Bits tenth(void)   { return sub(mul(number(10), decimal("0.1")), number(1)); }
static Bits pi(void)
{
	return sub(decimal("3.14159265358979323846264338327950288419716939937510"),
		number(3.14159265358979323846));
}
/* beside those that binary64 holds, and 10^22 is the last power of ten it does */
static const struct { const char *says; const char *is; } decimalsays[] = {
	{ "1e4", "10000" }, { "1e+4", "10000" }, { "2.5e3", "2500" }, { "1e0", "1" },
	{ "12e21", "12000000000000000000000" }, { "1e22", "1e22" }, { "1E23", "1e23" },
	{ "1e44", "1e44" }, { "1.25e45", "1.25e45" }, { "0.5e-3", "5e-4" }, { "1e-22", "1e-22" },
	{ "1e-23", "1e-23" }, { "7e-45", "7e-45" }, { "7.e2", "700" }, { ".5e1", "5" },
	{ "123456789012345678901e5", "12345678901234567890100000" }, { "0e9", "0" },
};
enum { DECIMALS = sizeof decimalsays / sizeof *decimalsays };
static int which;
static Bits decimalof(void) { return decimal(decimalsays[which].says); }

static void decimals_as_they_stand(void **state)
{
	arb_t y, is;

	arb_init(y), arb_init(is);
	for (which = 0; which < DECIMALS; which++) {
		assert_string_equal(ball(decimalof, 400, y), "");
		arb_set_str(is, decimalsays[which].is, 400);
		if (!arb_overlaps(y, is) || arb_rel_accuracy_bits(y) < 380)
			fail_msg("%s is not %s", decimalsays[which].says, decimalsays[which].is);
	}
	arb_clear(y), arb_clear(is);
}

static Bits small(void)   { return sub(decimal("1.5e-7"), number(1.5e-7)); }
static Bits zero(void) { return add(0, number(2)); }
static Bits never(void)
{
	Bits b;

	memset(&b, NEVER_WRITTEN, sizeof b);
	return add(b, number(1));
}
static Bits kept;
static Bits keeping(void) { return kept = add(number(1), number(2)); }
static Bits stale(void)   { return kept; }
static Bits shifted(void) { return add(number(1), number(2)) ^ 1; }
/* the same computed twice is the same number */
static Bits twice(void)
{
	Bits a = operations.apply(K_exp, number(1), 0), b = operations.apply(K_exp, number(1), 0);

	return number(ordered(EQ, a, b) ? 7 : 8);
}
static Bits undecided(void)
{
	Bits r = operations.apply(K_sqrt, number(2), 0);

	return number(ordered(LT, mul(r, r), number(2)) ? 1 : 0);
}
static Bits endless(void) __attribute__((noreturn));
static Bits endless(void)
{
	Bits a = number(1);

	for (;;) a = add(a, number(1));
}
static Bits floors(void)
{
	static const double x[] = { 2.5, -2.5, 3, -3, 0.25, -0.25 };
	Bits y = 0;

	for (int k = 0; k < 6; k++)
		for (int op = K_floor; op <= K_round; op++)
			y = add(mul(y, number(16)),
				add(operations.apply(op, number(x[k]), 0), number(4)));
	return y;
}

/* the first zero that is read comes after so many other numbers, wherever their memory ends */
static int others;
static Bits othersfirst(void)
{
	for (int k = 1; k <= others; k++) number(k);
	return 0;
}
static Bits comparedwithzero(void)
{
	othersfirst();
	return number(ordered(GT, number(others), 0) ? 7 : 8);
}
static void zero_after_others(void **state)
{
	arb_t y;

	arb_init(y);
	for (others = 1; others < 200; others++)
		for (int k = 0; k < 2; k++) {
			endtrace();
			assert_string_equal(ball(k ? comparedwithzero : othersfirst, 64, y), "");
			assert_true(arb_equal_si(y, k ? 7 : 0));
		}
	arb_clear(y);
}

static void exact_numbers(void **state)
{
	arb_t y;

	arb_init(y);
	assert_string_equal(ball(tenth, 256, y), "");
	assert_true(arb_contains_zero(y) && mag_cmp_2exp_si(arb_radref(y), -240) < 0);
	assert_string_equal(ball(pi, 256, y), "");
	assert_true(arb_is_positive(y) && fabs(arf_get_d(arb_midref(y), ARF_RND_NEAR)) < 1e-15);
	assert_string_equal(ball(small, 256, y), "");
	assert_false(arb_contains_zero(y));
	assert_string_equal(ball(zero, 256, y), "");
	assert_true(arb_equal_si(y, 2));
	arb_clear(y);
}

static void refusals(void **state)
{
	arb_t y;

	arb_init(y);
	assert_non_null(strstr(ball(never, 256, y), "never written"));
	assert_string_equal(ball(keeping, 256, y), "");
	assert_non_null(strstr(ball(stale, 256, y), "another call"));
	assert_non_null(strstr(ball(shifted, 256, y), "bits of a number apart"));
	assert_string_equal(ball(twice, 256, y), "");
	assert_true(arb_equal_si(y, 7));
	assert_non_null(strstr(ball(undecided, 256, y), "which way"));
	assert_non_null(strstr(ball(endless, 256, y), "too many operations"));
	arb_clear(y);
}

/* floor, ceil, trunc, round of each, in base 16, from 4 on */
static void whole_numbers(void **state)
{
	static const int says[] = { 2, 3, 2, 3, -3, -2, -2, -3, 3, 3, 3, 3, -3, -3, -3, -3,
		0, 1, 0, 0, -1, 0, 0, 0 };
	arb_t y, want;

	arb_init(y), arb_init(want);
	for (int k = 0; k < 24; k++) {
		arb_mul_si(want, want, 16, 256);
		arb_add_si(want, want, says[k] + 4, 256);
	}
	assert_string_equal(ball(floors, 256, y), "");
	assert_true(arb_equal(y, want));
	arb_clear(y), arb_clear(want);
}

/* ---- recorded, and judged by the proof ------------------------------------------------------ */

/* y[i] = f(x[i], z[i]) and its rule, as words; the same as numbers */
typedef struct {
	Bits (*f)(Bits, Bits);
	void (*back)(Bits x, Bits z, Bits g, Bits *dx, Bits *dz);
	Quad (*real)(Quad, Quad);
	void (*realback)(Quad x, Quad z, Quad g, Quad *dx, Quad *dz);
} Rule;
static const Rule *rule;

static void traceforward(void **p, const long *n)
{
	Bits *x = p[0], *z = p[1], *y = p[2];

	for (long e = 0; e < n[0]; e++) y[e] = rule->f(x[e], z[e]);
}

/* x, z, y, dy, dx, dz */
static void traceback(void **p, const long *n)
{
	Bits *x = p[0], *z = p[1], *g = p[3], *dx = p[4], *dz = p[5];

	for (long e = 0; e < n[0]; e++) rule->back(x[e], z[e], g[e], &dx[e], &dz[e]);
}

static void forward(Subject *s, Precision p, const Case *c, Quad *const *x, Quad **y)
{
	for (size_t e = 0; e < c->nx[0]; e++)
		y[0][e] = rounded(rule->real(x[0][e], x[1][e]), p);
}

static void pulled(Subject *s, Precision p, const Case *c, Quad *const *x, Quad *const *y,
	Quad *const *g, Quad **gx)
{
	fesetround(s->rounding);
	for (size_t e = 0; e < c->nx[0]; e++) {
		rule->realback(x[0][e], x[1][e], g[0][e], &gx[0][e], &gx[1][e]);
		for (int a = 0; a < 2; a++) gx[a][e] = rounded(gx[a][e], p);
	}
	fesetround(FE_TONEAREST);
}

static Verdict verdict(const Rule *r, bool traced)
{
	Array a = { .name = "x", .rank = 1, .dim = { "N" }, .base = REAL64, .bytes = 8,
		.wanted = true };
	Kernel k = { .name = "k", .file = "none.c", .nargs = 2, .nres = 1, .nsizes = 1,
		.size = { "N" }, .arg = { a, a }, .res = { a }, .base = REAL64, .mode = OVERWRITES,
		.forward = { .name = "f" }, .backward = { .name = "b" } };
	Operations *program;
	Subject s = { .kernel = &k, .forward = forward, .backward = pulled,
		.has = { [F64] = true, [F128] = true } };
	Asked everything = { .seed = 42, .run = -1 };
	Verdict v = { 0 };

	k.arg[1].name = "z", k.res[0].name = "y";
	if (traced) s.tracer = newtracer(&k, traceforward, traceback, &program);
	rule = r;
	judge(&s, &everything, &v);
	freetracer(s.tracer);
	return v;
}

/* max(x, z) + min(x, z) = x + z, and half of its gradient where they tie */
static Bits both(Bits x, Bits z)
{
	return add(operations.apply(K_max, x, z), operations.apply(K_min, x, z));
}
static Quad bothnumber(Quad x, Quad z) { return x + z; }
static void half(Bits x, Bits z, Bits g, Bits *dx, Bits *dz)
{
	*dx = *dz = ordered(EQ, x, z) ? mul(number(0.5), g) : g;
}
static void halfnumber(Quad x, Quad z, Quad g, Quad *dx, Quad *dz)
{
	*dx = *dz = x == z ? g / 2 : g;
}
static void whole(Bits x, Bits z, Bits g, Bits *dx, Bits *dz) { *dx = *dz = g; }
static void wholenumber(Quad x, Quad z, Quad g, Quad *dx, Quad *dz) { *dx = *dz = g; }

static void smooth_ties(void **state)
{
	const Rule wrong = { both, half, bothnumber, halfnumber },
		   right = { both, whole, bothnumber, wholenumber };
	Verdict v = verdict(&wrong, true);

	assert_int_equal(v.ruling, WRONG);
	assert_non_null(strstr(v.arg[0].evidence, "proved"));
	v = verdict(&right, true);
	assert_int_equal(v.ruling, RIGHT);
	assert_int_equal(v.proved, v.asked);
	assert_int_equal(verdict(&right, false).proved, 0);
}

/* x z, off by 2^-50 of it: what a double does not show, a proof does */
static Bits product(Bits x, Bits z) { return mul(x, z); }
static Quad productnumber(Quad x, Quad z) { return x * z; }
static void inexact(Bits x, Bits z, Bits g, Bits *dx, Bits *dz)
{
	*dx = mul(mul(g, z), number(1 + 0x1p-48)), *dz = mul(g, x);
}
static void nearlynumber(Quad x, Quad z, Quad g, Quad *dx, Quad *dz)
{
	*dx = g * z * (1 + (Quad)0x1p-48), *dz = g * x;
}

static void a_small_fault(void **state)
{
	const Rule r = { product, inexact, productnumber, nearlynumber };
	Verdict v = verdict(&r, true);

	assert_int_equal(v.arg[0].ruling, WRONG);
	assert_non_null(strstr(v.arg[0].evidence, "proved"));
	assert_int_equal(v.arg[1].ruling, RIGHT);
}

/* open below -100, where a root of the square is asked for its sign; proved elsewhere */
static Bits openbelow(Bits x, Bits z)
{
	Bits r = operations.apply(K_sqrt, number(2), 0);

	if (ordered(LT, x, number(-100)))
		return mul(x, ordered(LT, mul(r, r), number(2)) ? z : mul(z, number(1)));
	return mul(x, z);
}
static void plainly(Bits x, Bits z, Bits g, Bits *dx, Bits *dz)
{
	*dx = mul(g, z), *dz = mul(g, x);
}
static void plainnumber(Quad x, Quad z, Quad g, Quad *dx, Quad *dz) { *dx = g * z, *dz = g * x; }

static void some_points_are_open(void **state)
{
	const Rule r = { openbelow, plainly, productnumber, plainnumber };
	Verdict v = verdict(&r, true);

	assert_int_equal(v.ruling, RIGHT);
	assert_true(v.proved > v.asked / 2 && v.proved < v.asked);
	assert_true(*v.untraced);
}

/* ---- what a call is given ------------------------------------------------------------------ */

/* x, y in its place, a cotangent, a gradient, a workspace whose size nothing says */
enum { X, Y, WORK = 4, ELEMENTS = 3, ROOM = 4096 + 8 * 2 * ELEMENTS };
static bool begins, unwritten;

static void inplace(void **p, const long *n)
{
	const Bits *x = p[X], *y = p[Y];
	unsigned char never[ROOM * sizeof(Bits)];

	memset(never, NEVER_WRITTEN, sizeof never);
	begins = !memcmp(x, y, ELEMENTS * sizeof *x) && x[0] != x[1];
	unwritten = !memcmp(p[WORK], never, sizeof never);
}

static void givesup(void **p, const long *n) { operations.narrow(*(Bits *)p[X]); }

static void a_call_recorded(void **state)
{
	const Array a = { .name = "x", .rank = 1, .dim = { "N" }, .base = REAL64, .bytes = 8,
		.wanted = true };
	Kernel k = { .name = "k", .nargs = 1, .nres = 1, .nsizes = 1, .size = { "N" },
		.arg = { a }, .res = { a }, .from = { 1 }, .base = REAL64, .nscratch = 1,
		.scratch = { { .name = "work", .base = REAL64, .bytes = 8 } } };
	Case c = { .kernel = &k, .size = { ELEMENTS }, .nx = { ELEMENTS }, .ny = { ELEMENTS } };
	Entry *const entry[] = { inplace, givesup };

	assert_int_equal(place(&k, SCRATCH, 0), WORK);
	for (int gives = 0; gives < 2; gives++) {
		Operations *program;
		Tracer *t = newtracer(&k, entry[gives], NULL, &program);
		List *l = newlist();
		double is = 0;
		Fn f;

		consider(t, &c, NULL);
		f = weighted(t), f.record(l, &f);
		/* what is given up has no value, and no derivative */
		assert_int_equal(l->nout, 1);
		assert_true(isconst(l, l->out[0], &is) == gives && isnan(is) == gives);
		freetracer(t);
		freelist(l);
	}
	assert_true(begins && unwritten);
}

/* sentences of a verdict live as long as the judge's process, which is this one here */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_numbers),
		cmocka_unit_test(decimals_as_they_stand),
		cmocka_unit_test(zero_after_others),
		cmocka_unit_test(refusals),
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(smooth_ties),
		cmocka_unit_test(a_small_fault),
		cmocka_unit_test(some_points_are_open),
		cmocka_unit_test(a_call_recorded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
