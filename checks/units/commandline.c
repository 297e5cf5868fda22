/* commandline.c -- unit tests of the command line: it is read, and given back as it was. */
#include "checks/commands/options.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* the name of the program changes while options are read, for their messages, and no longer */
static void words_stay_as_they_were(void **state)
{
	char name[] = "grad", formula_[] = "-x", at_[] = "--at", value_[] = "-3", steps_[] = "--steps=7";
	char *argv[] = { name, formula_, at_, value_, steps_, NULL };
	Options o = options(5, argv);
	char *given;

	assert_ptr_equal(argv[0], name);
	assert_string_equal(argv[0], "grad");
	assert_int_equal(o.noperands, 1);
	assert_string_equal(o.operand[0] + strspn(o.operand[0], " "), "-x");
	assert_string_equal(o.at, "-3");
	assert_int_equal(o.steps, 7);
	assert_int_equal(o.format, TEXT);
	given = (char *)o.operand[0];
	freeoptions(&o);
	if (given != formula_) release(given);         /* a copy, a blank before what only looks like an option */
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_stay_as_they_were) };

	return cmocka_run_group_tests_name("commandline", tests, NULL, NULL);
}
