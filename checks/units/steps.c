/* steps.c -- unit tests of how many steps a loop may take before it is refused. */
#include "engines/wengert.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void once(const V *x, V *y, const void *what) { y[0] = Sin(x[0]); }
static void thirty(const V *x, V *y, const void *what)
{
	Scan(30, false, 1, 0, 1, x, 1, once, NULL, y);
}
static void chosen(const V *x, V *y, const void *what)
{
	Cond(x[0], 1, x, 1, thirty, once, NULL, y);
}
static void repeated(List *l, size_t n, Body *body)
{
	V x = Input(l, "x", scalar()), y;
	Scan(n, false, 1, 0, 1, &x, 1, body, NULL, &y);
	Output(y);
}
static void r_1000(List *l, const Fn *f)   { repeated(l, 1000, once); }
static void r_1001(List *l, const Fn *f)   { repeated(l, 1001, once); }
static void r_33x30(List *l, const Fn *f)  { repeated(l, 33, chosen); }
static void r_34x30(List *l, const Fn *f)  { repeated(l, 34, chosen); }

/* what is given is the same whether steps stand one after the other or one in another */
static void counted(void **state)
{
	static const struct { Fn fn; const char *says; } of[] = {
		{ { "1000", r_1000 }, NULL },   { { "33 of 30", r_33x30 }, NULL },
		{ { "1001", r_1001 }, "1001 steps, and at most 1000 are taken" },
		{ { "34 of 30", r_34x30 }, "1020 steps, and at most 1000 are taken" },
	};
	long was = moststeps;

	assert_int_equal(was, 10000000);
	moststeps = 1000;
	for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
		char why[WHY] = "";
		List *l = trace(&of[k].fn, NULL, NULL, why);

		if (!l != !!of[k].says || (!l && !strstr(why, of[k].says)))
			fail_msg("%s: %s", of[k].fn.name, why);
		if (l) freelist(l);
	}
	moststeps = was;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(counted) };

	return cmocka_run_group_tests_name("steps", tests, NULL, NULL);
}
