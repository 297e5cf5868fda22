/* limits -- constants of checks/measure/limits.def: what is right below passes, right above not. */
#include "checks/measure/climb.h"
#include "checks/measure/depth.h"
#include "checks/measure/explain.h"
#include "checks/measure/limits.h"
#include "checks/measure/loops.h"
#include "checks/measure/split.h"
#include "checks/suite/check.h"
#include "checks/suite/functions.h"
#include "checks/suite/definitions.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define near(a, b, by) assert_true(fabs((a) - (b)) <= (by))

/* ---- running-error bounds ---------------------------------------------------------------- */

/* what is said of the first entry at x, if it were off by so many ulps; takes the list */
static Explained saidof(List *l, const double *x, const Engine *e, const Num *T, double ulps)
{
	Fn fn = listfn("unit", l);
	Facts f = facts(&fn, x, 53);
	Answer a = answer(e, &f, T);
	Explain *from = NULL;
	char why[WHY];
	Explained *all, one;

	a.ulps[0] = ulps;
	all = explain(&from, &a, &f, why);
	one = all[0];
	release(all);
	freeexplain(from);
	freeanswer(&a);
	freefacts(&f);
	freelist(l);
	return one;
}

static Explained said(const char *says, double x, double y, const Engine *e, const Num *T,
                      double ulps)
{
	return saidof(formula(says, "unit", "x,y"), (double[]){ x, y }, e, T, ulps);
}

/* d/dx of x y^17 is rounded 16 times, r = 1/16 in bfloat16: r (1 + 2.56 1.01 r) is 9.29 ulps */
static void terms_of_second_order(void **state)
{
	const char *power = "x*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y*y";

	assert_int_equal(said(power, 1, 1, &forward_engine, &bf16, 9.28).verdict, EXPLAINED);
	assert_int_equal(said(power, 1, 1, &forward_engine, &bf16, 9.31).verdict, UNEXPLAINED);
}

/* d/dx is y, behind 2^45: 2^-53 2^45 of it and 1 %, which is 8 bits at 1.01 */
static void bits_that_a_bound_leaves(void **state)
{
	const char *behind = "x*((y + 35184372088832) - 35184372088832)";

	assert_int_equal(said(behind, 1, 1, &forward_engine, &f64, 2).verdict, VACUOUS);
	assert_int_equal(said(behind, 1, 1.03125, &forward_engine, &f64, 2).verdict, EXPLAINED);
}

/* behind 2^8 of 11 bits: 3 bits left at 1.26 */
static void bits_that_one_of_few_leaves(void **state)
{
	const char *behind = "x*((y + 256) - 256)";

	assert_int_equal(said(behind, 1, 1.203125, &forward_engine, &f16, 2).verdict, VACUOUS);
	assert_int_equal(said(behind, 1, 1.40625, &forward_engine, &f16, 2).verdict, EXPLAINED);
}

/* d/dx is one kernel and no rounding: 1.01 times what the kernel may be off */
static void what_kernels_may_be_off(void **state)
{
	const char *f = "x*sinpi(y)";
	double unit = 2 * sin(M_PI / 4) * 1.01;

	assert_int_equal(said(f, 1, .25, &forward_engine, &f64, 0.505 * unit).verdict, ONE);
	assert_int_equal(said(f, 1, .25, &forward_engine, &f64, 0.515 * unit).verdict, UNEXPLAINED);
}

/* the same kernel, as if the C library had it */
static void what_the_library_may_be_off(void **state)
{
	Prim mine = *primnamed("sinpi", 5);

	near(ulpsof(&mine, &f64), 0.51, 1e-3);
	mine.traits |= LIBRARY;
	near(ulpsof(&mine, &f64), 2, 1e-2);
}

/* d/dx sin x is a partial of 1 + 4 ulps */
static void what_a_good_rule_may_be_off(void **state)
{
	Explained e = said("sin(x) + y", 0.75, 0, &forward_engine, &f64, 1.2);

	near(e.ideal, 1.01 * 5 * 2 * cos(0.75), 0.05);
}

/* sinc' at 1e-300 cancels 2000 bits, at 1e-32 212: what is left of 200 makes the bound
 * a thousand times too large, and of 2000 a tenth too small */
static void bits_in_which_bounds_are_computed(void **state)
{
	const char *sinc1 = "dsinc(x) + y";

	assert_int_equal(said(sinc1, 1e-32, 0, &reverse_engine, &f64, 3).verdict, EXPLAINED);
	assert_int_equal(said(sinc1, 1e-32, 0, &reverse_engine, &f64, 1000).verdict, UNEXPLAINED);
	assert_int_equal(said(sinc1, 1e-20, 0, &reverse_engine, &f64, 1000).verdict, UNEXPLAINED);
	assert_true(said(sinc1, 1e-300, 0, &reverse_engine, &f64, 16).verdict <= LOSSY);
	assert_int_equal(said(sinc1, 1e-300, 0, &reverse_engine, &f64, 1000).verdict, UNEXPLAINED);
}

static bool bounded(int n)
{
	List *l = newlist();
	V x = Input(l, "x", scalar()), y = x;
	double at = 1;
	Fn fn = listfn("chain", l);
	Explain *from = NULL;
	char why[WHY] = "";
	Explained *all;
	Facts f;
	Answer a;

	while (n--) y = Mul(y, x);
	Output(y);
	f = facts(&fn, &at, 53);
	a = answer(&forward_engine, &f, &f64);
	all = explain(&from, &a, &f, why);
	if (!all) assert_non_null(strstr(why, "rows, more than"));
	release(all);
	freeexplain(from);
	freeanswer(&a);
	freefacts(&f);
	freelist(l);
	return all != NULL;
}

/* a product and two terms of its tangent and their sum: 4 an operation */
static void instructions_that_are_bounded(void **state)
{
	assert_true(bounded(4750));
	assert_false(bounded(5250));
}

/* ---- differences ------------------------------------------------------------------------- */

/* the share of its allowance that an error takes, relative to the derivative; its verdict: words */
static double shareof(const char *says, double x, const Engine *e, const Num *T, double error,
                      size_t words[VERDICTS])
{
	List *l = formula(says, "unit", "x");
	Fn fn = listfn("unit", l);
	Facts f = facts(&fn, &x, 53);
	Answer a = answer(e, &f, T);
	size_t all[VERDICTS] = { 0 };
	double w, d = fabs(mpfr_get_d(f.t[0].d, MPFR_RNDN));
	int exponent;

	frexp(d, &exponent);
	a.ulps[0] = a.norm[0] = error * d * ldexp(1, (int)digits(T) - exponent);
	w = unexplained(&a, &f, T, 0, words ? words : all);
	freeanswer(&a);
	freefacts(&f);
	freelist(l);
	return w;
}

/* of x at 1 there is no truncation: OPS u (|f| + |x f'|)/h */
static void roundings_of_a_value(void **state)
{
	double one = ldexp(2, -53) / ldexp(1, (int)stepexponent(53, onesided_engine.root, 1, 1));

	assert_true(shareof("x", 1, &onesided_engine, &f64, 63 * one, NULL) <= 1);
	assert_true(shareof("x", 1, &onesided_engine, &f64, 65 * one, NULL) > 1);
}

/* exp(1e5 x) at 0: truncation is a million times what roundings may add */
static void truncation_and_little_more(void **state)
{
	double h = ldexp(1, (int)stepexponent(53, onesided_engine.root, 0, 1));
	double T = expm1(1e5 * h) / (1e5 * h) - 1;

	assert_true(shareof("exp(100000*x)", 0, &onesided_engine, &f64, 1.0095 * T, NULL) <= 1);
	assert_true(shareof("exp(100000*x)", 0, &onesided_engine, &f64, 1.0105 * T, NULL) > 1);
}

/* (x + 1024) - 1024 is 0 in binary16: all of x + h is lost, beside the 64 roundings of it */
static void errors_of_values_twice(void **state)
{
	const char *lost = "(x + 1024) - 1024";
	double x = 0.25, h = ldexp(1, (int)stepexponent(11, onesided_engine.root, x, 1));
	double ops = 64 * 0x1p-11 * (x + h + x) / h, d = (x + h) / h;

	assert_true(shareof(lost, x, &onesided_engine, &f16, ops + 1.95 * d, NULL) <= 1);
	assert_true(shareof(lost, x, &onesided_engine, &f16, ops + 2.05 * d, NULL) > 1);
}

/* binary16 ends at 65504: what half of it is left of may leave it */
static void room_for_a_difference(void **state)
{
	size_t in[VERDICTS] = { 0 }, out[VERDICTS] = { 0 };

	shareof("sin(x) + 31000", 1, &central_engine, &f16, 0, in);
	shareof("sin(x) + 33000", 1, &central_engine, &f16, 0, out);
	assert_true(in[VACUOUS] == 0 && out[VACUOUS] == 1);
}

/* of x there is none, and none is seen */
static void bits_that_show_truncation_alone(void **state)
{
	double one = ldexp(2, -53) / ldexp(1, (int)stepexponent(53, onesided_engine.root, 1, 1));

	assert_true(shareof("x*3/7", 1.1, &onesided_engine, &f64, 80 * one, NULL) > 1);
}

/* ---- rules ------------------------------------------------------------------------------- */

static void ulps_of_an_array_primitive(void **state)
{
	assert_true(definitionwithin(31.5, 1) && !definitionwithin(32.5, 1));
	assert_true(definitionwithin(127, 2) && !definitionwithin(129, 2));
}

static void what_a_mutant_changes(void **state)
{
	List *l = formula("3*x", "unit", "x");
	Fn fn = listfn("unit", l);
	double x = 1;
	Jacobian j;

	breakrule(primnamed("mul", 3), 1, SCALED);
	j = jacobian(&forward_engine, &fn, &f64, &x);
	breakrule(NULL, 0, NEGATED);
	assert_true(*(double *)j.J == 3 + 3 * 0x1p-40);
	assert_string_equal(mutation(SCALED), "times 1 + 2^-40");
	freejacobian(&j);
	freelist(l);
}

static double height(void *with, const double *x)  { return x[0] - fabs(x[1] - 2); }
static double itself(void *with, double x)         { return x; }

/* the first input has no peak: all steps are taken; the second has, and is on it */
static void climbs_go_so_far(void **state)
{
	double far = 1;
	Hill hill = { height, itself, NULL };

	for (int k = 1; k <= 12; k++) {
		double x[] = { 1, 2 };

		far *= 1 + ldexp(1, -2 * k);
		if (k == 8) near(climb(&hill, UPHILL, 2, x, 1), far, 1e-12);
		if (k == 12) near(climb(&hill, RULEHILL, 2, x, 1), far, 1e-12);
		if (k == 12) assert_true(x[1] == 2);
	}
}

/* ---- the parts of a difference's error --------------------------------------------------- */

static Split *opened(const Num *T)
{
	static Fn f;
	char why[WHY];
	Split *s;

	f = fnof(&polynomial_function, 0, 0);
	s = newsplit(&f, T, 2, why);
	if (!s)
		fail_msg("%s", why);
	return s;
}

/* the error moved by 2^by of the largest part */
static bool wholeif(long by)
{
	Split *s = opened(&f64);
	mpfr_t part[PARTS], most;
	bool is;

	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	split(s, linearnamed("forward"), 0x1p-10, NULL, part);
	mpfr_init2(most, mpfr_get_prec(part[ERROR]));
	mpfr_abs(most, part[TRUNCATION], MPFR_RNDN);           /* at this step the largest */
	mpfr_mul_2si(most, most, by, MPFR_RNDN);
	mpfr_add(part[ERROR], part[ERROR], most, MPFR_RNDN);
	is = whole(s, part);
	mpfr_clear(most);
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	freesplit(s);
	return is;
}

static void bits_that_parts_agree_to(void **state)
{
	assert_true(wholeif(-201));
	assert_false(wholeif(-199));
}

/* (x - 10)^2 (3x^2 - 3x + 1) at 2: f = 448, f'' = 110, f''' = -234 */
static void steps_that_theory_gives(void **state)
{
	Split *s = opened(&f64);

	near(theory(s, linearnamed("forward")) / (2 * sqrt(0x1p-53 * 448 / 110)), 1, 1e-5);
	near(theory(s, linearnamed("central")) / cbrt(3 * 0x1p-53 * 448 / 234), 1, 1e-5);
	freesplit(s);
}

/* T of sin at 1 is -sin(1)/2 h, 300 bits below f' */
static void bits_of_the_slope(void **state)
{
	List *l = formula("sin(x)", "unit", "x");
	Fn f = listfn("unit", l);
	char why[WHY];
	Split *s = newsplit(&f, &f64, 1, why);
	mpfr_t part[PARTS];

	for (int k = 0; k < PARTS; k++) mpfr_init(part[k]);
	assert_true(split(s, linearnamed("forward"), 0x1p-300, NULL, part));
	near(ldexp(mpfr_get_d(part[TRUNCATION], MPFR_RNDN), 300) / sin(1), -0.5, 1e-12);
	for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]);
	freesplit(s);
	freelist(l);
}

static void exponents_that_fits_end_at(void **state)
{
	double n[10], bytes[10];

	for (int k = 0; k < 10; k++) n[k] = exp2(k + 2), bytes[k] = 3000 + 40 * pow(n[k], 0.8);
	near(growth(10, n, bytes).p, 0.8, 1e-8);
}

/* ---- array primitives against loops ------------------------------------------------------ */

/* x -> x of four, the first result expected off by so many u */
static bool agrees(const Num *T, double by)
{
	Loops j = { .name = "identity", .n = 4, .l = newlist() };
	Loop u = 1;
	char *why;

	for (int bits = T->digits ? T->digits : 80; bits--; ) u /= 2;
	Output(Input(j.l, NULL, vector(4)));
	openloops(&j, 1);
	for (size_t i = 0; i < 4; i++) flows(&j, i, i);
	j.y[0] /= 1 + (Loop)by * u;
	why = disagreement(&j, T);
	release(why);
	closeloops(&j);
	return !why;
}

/* 8 (4 + 16) = 160 */
static void roundings_of_loops(void **state)
{
	assert_true(agrees(&f64, 158) && !agrees(&f64, 162));
	assert_true(agrees(&mpfr, 158) && !agrees(&mpfr, 162));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_of_second_order),
		cmocka_unit_test(bits_that_a_bound_leaves),
		cmocka_unit_test(bits_that_one_of_few_leaves),
		cmocka_unit_test(what_kernels_may_be_off),
		cmocka_unit_test(what_the_library_may_be_off),
		cmocka_unit_test(what_a_good_rule_may_be_off),
		cmocka_unit_test(bits_in_which_bounds_are_computed),
		cmocka_unit_test(instructions_that_are_bounded),
		cmocka_unit_test(roundings_of_a_value),
		cmocka_unit_test(truncation_and_little_more),
		cmocka_unit_test(errors_of_values_twice),
		cmocka_unit_test(room_for_a_difference),
		cmocka_unit_test(bits_that_show_truncation_alone),
		cmocka_unit_test(ulps_of_an_array_primitive),
		cmocka_unit_test(what_a_mutant_changes),
		cmocka_unit_test(climbs_go_so_far),
		cmocka_unit_test(bits_that_parts_agree_to),
		cmocka_unit_test(steps_that_theory_gives),
		cmocka_unit_test(bits_of_the_slope),
		cmocka_unit_test(exponents_that_fits_end_at),
		cmocka_unit_test(roundings_of_loops),
	};

	countmpfr();
	return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
