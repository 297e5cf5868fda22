/* explain -- each verdict where it belongs: right, wrong, lossy, on another branch, more than a
 * bound can say. */
#include "checks/suite/check.h"
#include "checks/measure/explain.h"
#include "checks/measure/limits.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* the first entry of the derivative of a formula at x, by e in T */
static Explained first(const char *says, const double *x, const Engine *e, const Num *T)
{
	List *l = formula(says, "unit", "x,y");
	Fn fn = listfn("unit", l);
	Facts f = facts(&fn, x, 53);
	Answer a = answer(e, &f, T);
	Explain *from = NULL;
	char why[WHY];
	Explained *all = explain(&from, &a, &f, why), one = all[0];

	release(all);
	freeexplain(from);
	freeanswer(&a);
	freefacts(&f);
	freelist(l);
	return one;
}

static const char *const ordinary[] = {
	"sin(x)*exp(y)",
	"x*y + x/y - sqrt(x*x + y*y)",
	"log(1 + exp(x))*tanh(y)",
	"pow(x, y)*atan2(x, y)",
	"hypot(x, y)/(x + 0.1)",
};

static void everything_right_is_explained(void **state)
{
	const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine,
		&symbolic_engine, &shared_engine };
	double x[] = { 0.7, 1.3 };

	for (size_t k = 0; k < sizeof ordinary / sizeof *ordinary; k++)
		for (size_t e = 0; e < sizeof who / sizeof *who; e++) {
			Explained y = first(ordinary[k], x, who[e], &f64);

			assert_true(y.known && y.verdict <= EXPLAINED && y.ulps <= y.bound &&
				y.power > 45);
		}
}

static void a_rule_off_by_2_to_the_minus_40_is_not(void **state)
{
	double x[] = { 0.7, 1.3 };

	breakrule(primnamed("mul", 3), 0, SCALED);
	assert_int_equal(first(ordinary[1], x, &reverse_engine, &f64).verdict, UNEXPLAINED);
	breakrule(primnamed("mul", 3), 0, NEGATED);
	assert_int_equal(first(ordinary[1], x, &forward_engine, &f32).verdict, UNEXPLAINED);
	breakrule(NULL, 0, NEGATED);
	assert_true(first(ordinary[1], x, &reverse_engine, &f64).verdict <= EXPLAINED);
}

/* the quotient of sums for tanh: all of its digits cancel at 20, eleven of sixteen at 12 */
static void what_cancels_is_vacuous(void **state)
{
	double x[] = { 20, 0 }, nearer[] = { 12, 0 };
	const char *quotient = "(exp(x) - exp(-x))/(exp(x) + exp(-x)) + y";
	Explained y = first(quotient, x, &forward_engine, &f64);

	assert_int_equal(y.verdict, VACUOUS);
	assert_true(y.ulps > 1e6 && y.power < POWER);
	y = first(quotient, nearer, &forward_engine, &f64);
	assert_int_equal(y.verdict, EXPLAINED);
	assert_true(y.ulps > 1e3 && y.ulps <= y.bound);
}

/* pi^2 sinc + 2 sinc'/x cancels: the rule of second order that rules.def excuses */
static void a_rule_that_cancels_is_lossy(void **state)
{
	double x[] = { 0.7f, 0 };
	Explained y = first("dsinc(x) + y", x, &reverse_engine, &f32);

	assert_int_equal(y.verdict, LOSSY);
	assert_true(y.ulps > y.ideal && y.ulps <= y.bound);
}

/* x*x rounds to the threshold itself in binary32 */
static void another_path_is_a_branch(void **state)
{
	double x[] = { 1 + 0x1p-12, 0 };
	const char *step = "where(x*x > 1.00048828125, 3*x, 2*x) + y";

	assert_int_equal(first(step, x, &reverse_engine, &f32).verdict, BRANCH);
	assert_int_equal(first(step, x, &reverse_engine, &f64).verdict, HALF);
}

/* a value on the way leaves the range: no rounding explains that */
static void overflow_is_unexplained(void **state)
{
	double x[] = { 100, 0 };

	assert_int_equal(first("exp(x)/(1 + exp(x)) + x + y", x, &forward_engine, &f32).verdict,
		UNEXPLAINED);
}

/* of 11 bits three are asked for; a range that ends at 65504 is left by ordinary values, which is
 * no fault of a rule */
static void short_types_are_asked_for_less(void **state)
{
	double x[] = { 12, 0 }, further[] = { 4, 0 }, nearer[] = { 2, 0 };
	const char *quotient = "(exp(x) - exp(-x))/(exp(x) + exp(-x)) + y";

	assert_int_equal(first("exp(x)/(1 + exp(x)) + x + y", x, &forward_engine, &f16).verdict,
		VACUOUS);
	assert_int_equal(first(quotient, further, &forward_engine, &f16).verdict, VACUOUS);
	assert_true(first("exp(x)*exp(x)*exp(x) + y", nearer, &forward_engine, &f16).verdict <=
		EXPLAINED);
	assert_true(first("exp(x)*exp(x)*exp(x) + y", nearer, &forward_engine, &bf16).verdict <=
		EXPLAINED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_right_is_explained),
		cmocka_unit_test(a_rule_off_by_2_to_the_minus_40_is_not),
		cmocka_unit_test(what_cancels_is_vacuous),
		cmocka_unit_test(a_rule_that_cancels_is_lossy),
		cmocka_unit_test(another_path_is_a_branch),
		cmocka_unit_test(overflow_is_unexplained),
		cmocka_unit_test(short_types_are_asked_for_less),
	};

	countmpfr();
	return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
