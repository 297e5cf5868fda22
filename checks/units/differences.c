/* differences.c -- unit tests of the difference formulas: each has its order. */
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <mpfr.h>

/* mutation: a difference formula that is wrong has an error that does not fall as its step does */
static void differences_have_their_order(void **state)
{
	List *l = formula("exp(sin(x))*x", "f", "x");
	Fn fn = listfn("f", l);
	double x = 0.7;

	precision(400);
	for (const Engine *const *e = engines; *e; e++) {
		Jacobian j, f;
		mpfr_t d;

		if (!(*e)->root)
			continue;
		j = jacobian(*e, &fn, &mpfr, &x);
		f = jacobian(&forward_engine, &fn, &mpfr, &x);
		assert_int_equal(j.status, OK);
		mpfr_init(d);
		mpfr_sub(d, *(mpfr_t *)j.J, *(mpfr_t *)f.J, MPFR_RNDN);
		if (mpfr_get_exp(d) > 16 - 400 * ((*e)->root - 1) / (*e)->root)
			fail_msg("%s is off by 2^%ld at 400 bits", (*e)->name,
				(long)mpfr_get_exp(d));
		mpfr_clear(d);
		freejacobian(&j);
		freejacobian(&f);
	}
	freelist(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(differences_have_their_order),
	};

	return cmocka_run_group_tests_name("differences", tests, NULL, NULL);
}
