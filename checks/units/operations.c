/* operations.c -- unit tests of the operations of a traced kernel: in balls with the branch they
 * take, on a list with the guards they leave.
 */
#include "checks/vjp/tracerops.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static Bits number(double c) { return operations.number(c); }
static Bits applied(int k, double a, double b)
{
	return operations.apply(k, number(a), number(b));
}

/* ---- in balls ------------------------------------------------------------------------------ */

static const struct { int op; double a, b; const char *is; } values[] = {
	{ K_cbrt, 8, 0, "2" }, { K_cbrt, -8, 0, "-2" }, { K_cbrt, 0, 0, "0" },
	{ K_atan2, 1, 1, "0.78539816339744830961566084581987572104929234984378" },
	{ K_atan2, 0, 1, "0" },
	{ K_atan2, 1, 0, "1.5707963267948966192313216916397514420985846996876" },
	{ K_atan2, 1, -1, "2.3561944901923449288469825374596271631478770495313" },
	{ K_atan2, -1, 0, "-1.5707963267948966192313216916397514420985846996876" },
	{ K_atan2, -1, -1, "-2.3561944901923449288469825374596271631478770495313" },
	{ K_atan2, 0, -1, "3.1415926535897932384626433832795028841971693993751" },
	{ K_atan2, 0, 0, "0" },
	{ K_hypot, 3, -4, "5" }, { K_hypot, 5, 12, "13" }, { K_hypot, 0, 0, "0" },
	{ K_fmod, 7, 3, "1" }, { K_fmod, -7, 3, "-1" }, { K_fmod, 7.5, -2, "1.5" },
	{ K_fmod, 1, 3, "1" },
	{ K_abs, -2, 0, "2" }, { K_abs, 2, 0, "2" }, { K_abs, 0, 0, "0" },
	{ K_max, 1, 2, "2" }, { K_max, 2, 1, "2" }, { K_min, 1, 2, "1" },
	{ K_min, 2, 1, "1" },
	{ K_lgamma, 3, 0, "0.69314718055994530941723212145817656807550013436" },
};

typedef struct { size_t at; Quad q; arb_t y; } Asking;

static void valued(void *own)
{
	Asking *a = own;

	ballfor(a->y, applied(values[a->at].op, values[a->at].a, values[a->at].b));
}

static void values_in_balls(void **state)
{
	Asking a = { 0 };
	arb_t is, off;

	arb_init(a.y), arb_init(is), arb_init(off);
	for (; a.at < sizeof values / sizeof *values; a.at++) {
		computein(256);
		assert_true(attempted(valued, &a));
		arb_set_str(is, values[a.at].is, 256);
		arb_sub(off, a.y, is, 256);
		if (arf_cmpabs_2exp_si(arb_midref(off), -150) >= 0 ||
			mag_cmp_2exp_si(arb_radref(a.y), -200) >= 0)
			fail_msg("row %zu is not %s", a.at, values[a.at].is);
	}
	arb_clear(a.y), arb_clear(is), arb_clear(off);
}

/* the truth of <, <=, >, >=, == and != of 1 and 2, 2 and 2, 3 and 2 */
static const int truths[3][6] = { { 1, 1, 0, 0, 0, 1 }, { 0, 1, 0, 1, 1, 0 },
	{ 0, 0, 1, 1, 0, 1 } };

static void orders(void *own)
{
	for (int a = 0; a < 3; a++)
		for (int how = LT; how <= NE; how++)
			if (operations.compare(how, number(a + 1), number(2)) != truths[a][how])
				*(int *)own = 6 * a + how + 1;
}

static void comparisons(void **state)
{
	int wrong = 0;
	List *l;

	computein(64);
	assert_true(attempted(orders, &wrong));
	assert_int_equal(wrong, 0);
	recordon(l = newlist());                    /* of constants: without a guard */
	assert_true(attempted(orders, &wrong));
	assert_int_equal(wrong, 0);
	freelist(l);
}

static void negativelgamma(void *own) { applied(K_lgamma, -0.5, 0); }
static void zerolgamma(void *own)     { applied(K_lgamma, 0, 0); }
static void narrowed(void *own)       { operations.narrow(number(0.1)); }
static void huge(void *own)           { applied(K_floor, 0x1p80, 0); }

static void kinds(void *own)
{
	int *kind = own;

	kind[0] = operations.kind(0);
	kind[1] = operations.kind(number(2));
	kind[2] = operations.kind(applied(K_log, 0, 0));
	kind[3] = operations.kind(applied(K_div, 1, 0));
}

static void what_balls_do_not_tell(void **state)
{
	static const struct { void (*run)(void *); const char *says; } not[] = {
		{ negativelgamma, "lgamma left of 0" }, { zerolgamma, "lgamma left of 0" },
		{ narrowed, "it rounds to a narrower type on the way" },
		{ huge, "which whole number it takes is not known" },
	};
	int kind[4];

	for (size_t k = 0; k < sizeof not / sizeof *not; k++) {
		computein(64);
		assert_false(attempted(not[k].run, NULL));
		assert_string_equal(untold(), not[k].says);
	}
	computein(64);
	assert_true(attempted(kinds, kind));
	assert_true(!kind[0] && !kind[1] && kind[2] && kind[3]);
	assert_true(operations.narrow(0) == 0);
}

/* of binary128 all bits */
static void exactly(void *own)
{
	Asking *a = own;

	ballfor(a->y, exactword(a->q));
}

static void a_binary128_is_exact(void **state)
{
	static const int second[] = { -60, -112 };
	Asking a = { 0 };
	arb_t is;

	arb_init(a.y), arb_init(is);
	for (int k = 0; k < 2; k++) {
		a.q = 3 + (Quad)ldexp(1, second[k] + 1);
		computein(256);
		assert_true(attempted(exactly, &a));
		arb_one(is);
		arb_mul_2exp_si(is, is, second[k] + 1);
		arb_add_si(is, is, 3, 256);
		assert_true(arb_equal(a.y, is));
	}
	a.q = 1 + (Quad)0x1p-54 + (Quad)0x1p-112;
	computein(256);
	assert_true(attempted(exactly, &a));
	arb_sub_si(a.y, a.y, 1, 256);
	arb_mul_2exp_si(a.y, a.y, 112);
	arb_one(is), arb_mul_2exp_si(is, is, 58), arb_add_si(is, is, 1, 256);
	assert_true(arb_equal(a.y, is));
	arb_clear(a.y), arb_clear(is);
}

/* ---- on a list ----------------------------------------------------------------------------- */

static void unwhole(void *own)    { *(double *)own = operations.whole(inputword("x", 0)); }
static void unnarrow(void *own)   { *(double *)own = operations.narrow(inputword("x", 0)); }
static void constant(void *own)   { *(double *)own = operations.narrow(number(0.5)); }

static bool holds(const List *l, Id row, double z)
{
	const Ins *in = &l->ins[row];
	const char *sign = signof(in->prim);
	double c = 0;

	assert_true(isinput(&l->ins[args(l, in)[0]]) && isconst(l, args(l, in)[1], &c));
	return *sign == '<' ? z < c || (sign[1] && z == c) : z > c || (sign[1] && z == c);
}

/* the guards that a conversion leaves hold of what has the same whole part, and of nothing else */
static void whole_parts_are_guarded(void **state)
{
	static const double x[] = { -3.5, -3, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 7.75 };
	enum { N = sizeof x / sizeof *x };

	for (int k = 0; k < N; k++) {
		mpfr_t at;
		double is = NAN;
		const Id *row;
		size_t n, here;
		List *l;

		mpfr_init2(at, 53), mpfr_set_d(at, x[k], MPFR_RNDN);
		recordon(l = neweager(&mpfr, &at));
		assert_true(attempted(unwhole, &is));
		assert_true(is == trunc(x[k]));
		n = guards(l, &row);
		assert_true(n > 0);
		for (here = 0; here < N; here++) {
			bool same = true;

			for (size_t g = 0; g < n; g++)
				same &= holds(l, row[g], x[here]) == holds(l, row[g], x[k]);
			assert_true(same == (trunc(x[here]) == trunc(x[k])));
		}
		mpfr_clear(at);
		freelist(l);
	}
}

static void too_large_for_a_whole_number(void **state)
{
	static const double x[] = { 0x1p54, -0x1p54, INFINITY, NAN, 0x1p53 };

	for (int k = 0; k < 5; k++) {
		double is;
		mpfr_t at;
		List *l;

		mpfr_init2(at, 53), mpfr_set_d(at, x[k], MPFR_RNDN);
		recordon(l = neweager(&mpfr, &at));
		assert_true(attempted(unwhole, &is) == (k == 4));
		if (k < 4) assert_string_equal(untold(), "a number too large for a whole one");
		mpfr_clear(at);
		freelist(l);
	}
}

static jmp_buf out;
static char said[300];
static void failing(void *own, const char *sentence)
{
	snprintf(said, sizeof said, "%s", sentence);
	longjmp(out, 1);
}

static void a_list_without_numbers_refuses(void **state)
{
	List *l = newlist();
	double is;

	l->fail = failing;
	recordon(l);
	if (!setjmp(out)) {
		attempted(unwhole, &is);
		fail_msg("a whole number of what has none");
	}
	assert_non_null(strstr(said, "whose truth is not known"));
	freelist(l);
}

static void a_narrower_type(void **state)
{
	List *l = newlist();
	double is = NAN;

	recordon(l);
	assert_true(attempted(constant, &is));
	assert_true(is == 0.5);
	assert_false(attempted(unnarrow, &is));
	assert_string_equal(untold(), "it rounds to a narrower type on the way");
	freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_in_balls),
		cmocka_unit_test(comparisons),
		cmocka_unit_test(what_balls_do_not_tell),
		cmocka_unit_test(a_binary128_is_exact),
		cmocka_unit_test(whole_parts_are_guarded),
		cmocka_unit_test(too_large_for_a_whole_number),
		cmocka_unit_test(a_list_without_numbers_refuses),
		cmocka_unit_test(a_narrower_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
