/* places.c -- unit tests of where a remark points: the line of the table that is to be changed. */
#include "checks/suite/check.h"
#include "checks/io/shard.h"
#include "checks/io/tap.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* a line of a file of this tree names it: NAME( or (NAME, */
static bool names(const char *file, int line, const char *name)
{
	FILE *f = fopen(file, "r");
	char s[400] = "", *quoted = text("(%s,", name);
	bool yes;

	if (!f) fail_msg("%s cannot be read", file);
	for (int k = 0; k < line; k++) assert_non_null(fgets(s, sizeof s, f));
	fclose(f);
	yes = strstr(s, quoted) != NULL;
	release(quoted);
	return yes;
}

static void every_rule_and_promise(void **state)
{
	int n = 0;

	for (const Prim *const *p = prims; *p; p++) {
		Tally t = { 0 };

		ruleplace(&t, *p);
		if (!strcmp(t.file, "engines/control/roster.c")) continue;
		if (!names(t.file, t.line, (*p)->name))
			fail_msg("%s is not in line %d of %s", (*p)->name, t.line, t.file);
		n++;
	}
	assert_true(n > 100);
	for (const Engine *const *e = engines; *e; e++) {
		Tally t = { 0 };

		engineplace(&t, *e);
		assert_string_equal(t.file, "checks/suite/bounds.def");
		if (!names(t.file, t.line, (*e)->name))
			fail_msg("%s is not in line %d of %s", (*e)->name, t.line, t.file);
	}
}

/* what the checks of definitions said last, and what their broken rules did, are about one */
static void definitions_say_theirs(void **state)
{
	const Options o = { .rng = 42 };
	const Types types = { { &f64 }, 1 };
	Tally t = { .kept = NULL }, mutants = t;

	shard = (Shard){ 4, 12, 0 };
	checkpages(&o, &types, &t, &mutants);
	shard = (Shard){ 0 };
	assert_int_equal(t.failed + mutants.failed, 0);
	assert_true(t.passed > 0 && mutants.passed > 0);
	assert_string_equal(t.file, "engines/prims/definitions.def");
	assert_string_equal(mutants.file, t.file);
	assert_int_equal(mutants.line, t.line);
	assert_true(t.line > 1);
}

static void rules_say_theirs(void **state)
{
	const Options o = { .rng = 42 };
	const Types types = { { &f64 }, 1 };
	Tally t = { .kept = NULL }, mutants = t;

	shard = (Shard){ 4, 1000, 0 };             /* one of them */
	checkrules(&o, &types, &t, &mutants);
	shard = (Shard){ 0 };
	assert_int_equal(t.failed + mutants.failed, 0);
	assert_true(t.passed > 0 && mutants.passed > 0);
	assert_non_null(mutants.file);
	assert_string_equal(mutants.file, t.file);
	assert_int_equal(mutants.line, t.line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_and_promise),
		cmocka_unit_test(definitions_say_theirs),
		cmocka_unit_test(rules_say_theirs),
	};

	return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
