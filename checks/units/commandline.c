/* commandline.c -- unit tests of the command line: it is read, and given back as it was. */
#include "checks/commands/options.h"
#include "engines/checkpoint/schedule.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* the name of the program changes while options are read, for their messages, and no longer */
static void words_stay_as_they_were(void **state)
{
	char name[] = "grad", typed[] = "-x", where[] = "--at", point[] = "-3",
	     many[] = "--steps=7";
	char *argv[] = { name, typed, where, point, many, NULL };
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
	/* a copy, a blank before what only looks like an option */
	if (given != typed) release(given);
}

static Options reading(const char *command, const char *option, const char *value)
{
	char *argv[] = { (char *)command, (char *)option, (char *)value, NULL };

	return options(3, argv);
}

static void values_are_what_they_say(void **state)
{
	static const struct { const char *text; int from, to; } ranges[] = {
		{ "16", 16, 16 }, { "1:1024", 1, 1024 }, { "3:3", 3, 3 }, { "1", 1, 1 },
	};
	static const struct { const char *text; double seconds; } times[] = {
		{ "20", 20 },
		{ "20s", 20 },
		{ "5m", 300 },
		{ "1h", 3600 },
		{ "0.5h", 1800 },
		{ "1e3", 1000 },
	};
	static const struct { const char *text; double bytes; } sizes[] = {
		{ "64", 64 },
		{ "64B", 64 },
		{ "1kB", 1000 },
		{ "2MB", 2e6 },
		{ "3GB", 3e9 },
		{ "1KiB", 1024 },
		{ "64MiB", 64 * 1048576. },
		{ "2GiB", 2147483648. },
		{ "1.5KiB", 1536 },
	};

	for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++)
		for (int w = 0; w < 2; w++) {
			Options o = reading("bench", w ? "--width" : "--depth", ranges[k].text);
			const int *r = w ? o.width : o.depth;

			assert_int_equal(r[0], ranges[k].from);
			assert_int_equal(r[1], ranges[k].to);
			freeoptions(&o);
		}
	for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
		Options o = reading("bench", "--budget", times[k].text);

		assert_true(o.budget == times[k].seconds);
		freeoptions(&o);
	}
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		Options o = reading("grad", "--memory", sizes[k].text);

		assert_true((double)checkpointpolicy.budget == sizes[k].bytes);
		assert_true(o.planned);
		freeoptions(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_stay_as_they_were),
		cmocka_unit_test(values_are_what_they_say),
	};

	return cmocka_run_group_tests_name("commandline", tests, NULL, NULL);
}
