/* factors.c -- unit tests of constants by name: what a gradient that is k times the truth is said
 * to be.
 */
#include "checks/vjp/diagnose.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void a_factor_is_named(void **state)
{
	static const struct { double k; const char *name; } is[] = {
		{ 7, "N, with N = 7" },
		{ -7, "-N, with N = 7" },
		{ 7. / 6, "N/(N - 1), with N = 7" },
		{ -7. / 6, "-N/(N - 1), with N = 7" },
		{ 2.64575131106459059, "sqrt N, with N = 7" },
		{ -0.37796447300922722, "-1/sqrt N, with N = 7" },
		{ 2, "2" },
		{ -0.5, "-1/2" },
		{ 3.14159265358979312, "pi" },
		{ 1.125, NULL },
	};
	Kernel kernel = { .nsizes = 2, .size = { "M", "N" } };
	Case c = { .kernel = &kernel, .size = { 2, 7 } };

	for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
		char *name = factor(is[i].k, &c);

		if (!name != !is[i].name || (name && strcmp(name, is[i].name)))
			fail_msg("%g is said to be %s", is[i].k, name ? name : "nothing");
		release(name);
	}
}

/* quotients that binary64 does not hold are told from the exact ones of binary128 */
static void a_quotient_of_sizes_is_named(void **state)
{
	static const struct { int a, b; const char *name; } is[] = {
		{ 1, 7, "1/N, with N = 7" },
		{ 6, 7, "(N - 1)/N, with N = 7" },
		{ -6, 7, "-(N - 1)/N, with N = 7" },
		{ 1, 3, "1/3" },
	};
	Kernel kernel = { .nsizes = 1, .size = { "N" } };
	Case c = { .kernel = &kernel, .size = { 7 } };

	for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
		char *name = factor((Quad)is[i].a / is[i].b, &c);

		if (!name || strcmp(name, is[i].name))
			fail_msg("%d/%d is said to be %s", is[i].a, is[i].b,
				name ? name : "nothing");
		release(name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_factor_is_named),
		cmocka_unit_test(a_quotient_of_sizes_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
