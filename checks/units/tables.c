/* tables.c -- unit tests of the report's tables: names of rows first, then verdicts, nothing that
 * is the same in all rows, no more than fits the page; a quoted cell is one cell. */
#include "bench/html.h"
#include "bench/table.h"
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* of a CSV the page that is made, yours to free */
static char *made(const char *csv)
{
	char file[] = "/tmp/wengert-tables-XXXXXX", *s = NULL;
	FILE *f = fdopen(mkstemp(file), "w"), *page;
	size_t n;

	fputs(csv, f);
	fclose(f);
	page = open_memstream(&s, &n);
	tabled(page, file);
	fclose(page);
	unlink(file);
	return s;
}

static void shows(const char *csv, const char *want, bool yes)
{
	char *s = made(csv);

	if (!strstr(s, want) == yes) fail_msg("%s: %s\n%s", yes ? "missing" : "there", want, s);
	free(s);
}

static void verdicts_follow_names(void **state)
{
	const char *csv = "# keys a\na,x,status\n1,2,ok\n3,4,wrong\n";

	shows(csv, "<tr><th>a</th><th class=l>status</th><th>x</th></tr>", true);
	shows(csv, "<tr><td>3</td><td class=l>wrong</td><td>4</td></tr>", true);
}

static void the_same_in_every_row_is_said_once(void **state)
{
	const char *csv = "# keys a\na,x,clock,why\n1,2,cpu,\n3,4,cpu,\n";

	shows(csv, "The same in every row: clock cpu.", true);
	shows(csv, "<td class=l>cpu", false);
	shows(csv, "why", false);
	shows("# keys a\na,clock\n1,cpu\n", "<td class=l>cpu", true);    /* one row alone */
}

static void what_does_not_fit_is_named(void **state)
{
	char csv[4096] = "# keys a\na";

	for (int k = 0; k < 40; k++) snprintf(csv + strlen(csv), 99, ",column%d", k);
	strcat(csv, ",samples\n");
	for (int r = 0; r < 2; r++) {
		snprintf(csv + strlen(csv), 99, "%d", r);
		for (int k = 0; k < 40; k++) snprintf(csv + strlen(csv), 99, ",%d.25", r + k);
		strcat(csv, ",1 2\n");
	}
	shows(csv, "<th>column0</th>", true);
	shows(csv, "Not shown for want of room: column", true);
	shows(csv, "<th>column39</th>", false);
	shows(csv, ", column39.</p>", true);
	shows(csv, "<th>samples", false);
	/* 21 pixels, 10 columns of 69 and 2 of 77 are 865 of 930 */
	shows(csv, "2 of 2 rows, 13 of 42 columns", true);
}

static void a_quoted_cell_is_one(void **state)
{
	const char *csv = "# keys a\na,x,y\n1,\"b, \"\"c\"\"\",2\n3,d,4\n";

	shows(csv, "<td class=l>b, \"c\"</td><td>2</td>", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdicts_follow_names),
		cmocka_unit_test(the_same_in_every_row_is_said_once),
		cmocka_unit_test(what_does_not_fit_is_named),
		cmocka_unit_test(a_quoted_cell_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
