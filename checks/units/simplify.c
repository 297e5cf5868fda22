/* simplify.c -- constants are folded in the number type that runs; under MPFR, whose numbers a
 * constant cannot hold, never.
 */
#include "engines/formula/formula.h"
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { BITS = 300, AGREE = 290 };          /* of 53 that a folded constant would keep */

/* ---- f = c x: its derivative is c, which MPFR's own functions give --------------------------- */

typedef int Function(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef struct { const char *formula, *prim; Function *of; double a; } Constant;

static int third(mpfr_t y, const mpfr_t a, mpfr_rnd_t r)  { return mpfr_ui_div(y, 1, a, r); }
static int twice(mpfr_t y, const mpfr_t a, mpfr_rnd_t r) { return mpfr_mul_2ui(y, a, 1, r); }

static const Constant constants[] = {
	{ "log(3)*x",                "log",   mpfr_log,   3 },
	{ "exp(1)*x",                "exp",   mpfr_exp,   1 },
	{ "sqrt(2)*x",               "sqrt",  mpfr_sqrt,  2 },
	{ "x*(1/3)",                 "div",   third,      3 },
	{ "atan(0.5)*x + 7",         "atan",  mpfr_atan,  0.5 },
	{ "x*cbrt(5)",               "cbrt",  mpfr_cbrt,  5 },
	{ "sin(2)*x - sin(2)",       "sin",   mpfr_sin,   2 },
	{ "where(log(2) > 0.6, tanh(0.25)*x, x)", "tanh", mpfr_tanh, 0.25 },
	{ "iterate(2, s = 0, s + x*erf(0.5)/2)",  "erf",  mpfr_erf,  0.5 },
	{ "(x + x)*lgamma(0.25)/2 + x*lgamma(0.25)", "lgamma", NULL, 0.25 },
};
enum { CONSTANTS = sizeof constants / sizeof *constants };

static List *recorded(const char *parsed)
{
	static const char *const names[] = { "x" };
	List *l = newlist();
	V x = Input(l, "x", scalar());

	Output(recordformula(l, parsed, 1, names, &x));
	return l;
}

static void expected(const Constant *c, mpfr_t want)
{
	mpfr_t a;

	mpfr_init2(a, 53);
	mpfr_set_d(a, c->a, MPFR_RNDN);
	if (c->of) c->of(want, a, MPFR_RNDN);
	else       mpfr_lngamma(want, a, MPFR_RNDN), twice(want, want, MPFR_RNDN);
	mpfr_clear(a);
}

static void agrees(const Constant *c, const char *who, const mpfr_t got)
{
	mpfr_t want, e;

	mpfr_inits2(2 * BITS, want, e, (mpfr_ptr)0);
	expected(c, want);
	mpfr_sub(e, got, want, MPFR_RNDN);
	if (!mpfr_number_p(e) || (!mpfr_zero_p(e) && mpfr_get_exp(e) > mpfr_get_exp(want) - AGREE))
		fail_msg("%s by %s at %d bits is off by 2^%ld", c->formula, who, BITS,
		         (long)mpfr_get_exp(e));
	mpfr_clears(want, e, (mpfr_ptr)0);
}

static void mpfr_keeps_its_bits(void **state)
{
	static const Engine *const who[] = { &reverse_engine, &forward_engine, &static_engine };

	precision(BITS);
	for (size_t k = 0; k < CONSTANTS; k++)
		for (size_t e = 0; e < sizeof who / sizeof *who; e++) {
			List *l = recorded(constants[k].formula);
			Fn fn = listfn(constants[k].formula, l);
			double x = 0.75;
			Jacobian j = jacobian(who[e], &fn, &mpfr, &x);

			assert_int_equal(j.status, OK);
			agrees(&constants[k], who[e]->name, *(mpfr_t *)j.J);
			freejacobian(&j);
			freelist(l);
		}
}

/* in binary64 the same rows are folded away; under MPFR, or for no number type, they stay */
static void folded_where_they_may_be(void **state)
{
	for (size_t k = 0; k < CONSTANTS; k++) {
		const Prim *p = primnamed(constants[k].prim, strlen(constants[k].prim));
		static const Num *const types[] = { &f64, &f32, &mpfr, NULL };

		for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
			List *l = simplify(recorded(constants[k].formula), types[t]);
			bool stays = has(l, p), may = types[t] && !adjustable(types[t]);

			if (stays == may)
				fail_msg("%s in %s: the constant is %sfolded", constants[k].formula,
				         types[t] ? types[t]->name : "no type", may ? "not " : "");
			freelist(l);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(mpfr_keeps_its_bits),
	                                    cmocka_unit_test(folded_where_they_may_be) };

	return cmocka_run_group_tests_name("simplify", tests, NULL, NULL);
}
