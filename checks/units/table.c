/* table.c -- unit tests of what the bench reads back and of the errors of a whole Jacobian. */
#include "bench/jacobianerrors.h"
#include "bench/table.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

/* the table of a file that says so, or NULL; why without the file's name */
static Table *reading(const char *says, char why[WHY])
{
	char name[] = "/tmp/wengert-table-XXXXXX", all[WHY] = "";
	FILE *f = fdopen(mkstemp(name), "w");
	Table *t;

	assert_non_null(f);
	fputs(says, f);
	fclose(f);
	t = newtable(name, all);
	unlink(name);
	strcpy(why, strncmp(all, name, strlen(name)) ? all : all + strlen(name));
	return t;
}

static void comments_names_and_rows(void **state)
{
	char why[WHY], *s;
	Table *t = reading("# complete yes   \n# keys depth,width\n#bare 7\r\n# cpu A b\n"
		"depth,width,status,seconds\n\n1,16,ok,0.5\n# late 1\n"
		"2,16,unable,\n4,32,ok,2e-3x\nhalf,", why);

	assert_non_null(t);
	assert_int_equal(t->columns, 4);
	assert_int_equal(t->n, 3);
	assert_int_equal(t->ncells, 12);
	assert_int_equal(t->keys, 2);
	assert_string_equal(t->heading, "depth,width,status,seconds");
	assert_string_equal(t->line[1], "2,16,unable,");
	assert_string_equal(told(t, "complete"), "yes");
	assert_string_equal(told(t, "cpu"), "A b");
	assert_string_equal(told(t, "bare"), "7");
	assert_string_equal(told(t, "late"), "1");
	assert_string_equal(told(t, "cp"), "");
	assert_int_equal(column(t, "depth"), 0);
	assert_int_equal(column(t, "seconds"), 3);
	assert_int_equal(column(t, "second"), -1);
	assert_string_equal(cell(t, 2, 1), "32");
	assert_string_equal(cell(t, 0, 3), "0.5");
	assert_string_equal(cell(t, 0, -1), "");
	assert_true(real(t, 0, 3) == 0.5 && real(t, 2, 0) == 4);
	assert_true(isnan(real(t, 1, 3)) && isnan(real(t, 2, 3)) && isnan(real(t, 0, -1)));
	assert_string_equal(keytext(t, 2), "4,32");
	s = seriesof(t, 1, 0);
	assert_string_equal(s, "16");
	release(s);
	s = seriesof(t, 1, 1);
	assert_string_equal(s, "2");
	release(s);
	freetable(t);
	/* without a line of keys they are what comes before status, or the first column */
	t = reading("a,b,c,status\n1,2,3,ok\n", why);
	assert_int_equal(t->keys, 3);
	assert_string_equal(keytext(t, 0), "1,2,3");
	freetable(t);
	t = reading("status,b\nok,2\n", why);
	assert_int_equal(t->keys, 1);
	freetable(t);
	t = reading("a,b\n", why);
	assert_true(t->keys == 1 && !t->n);
	freetable(t);
	freetable(NULL);
}

/* longer than what is read at once */
static void long_files(void **state)
{
	char why[WHY], *s = alloc(200000, 1), *at = s + sprintf(s, "k,status,v\n");
	Table *t;

	for (int k = 0; k < 9000; k++) at += sprintf(at, "%d,ok,%d\n", k, k * k % 7919);
	t = reading(s, why);
	assert_int_equal(t->n, 9000);
	for (size_t k = 0; k < t->n; k++) assert_true(real(t, k, 2) == (double)(k * k % 7919));
	assert_string_equal(keytext(t, 8999), "8999");
	freetable(t);
	release(s);
}

/* quotes at the beginning of a field are not of it, others are; two of them within are one */
static void fields_in_quotes(void **state)
{
	static const char *const want[] = { "1, 2", "say \"so\"", "5\" x", "", "a\"b", "end" };
	char why[WHY];
	Table *t = reading("k,a,b,c,d,e\n\"1, 2\",\"say \"\"so\"\"\",5\" x,\"\",a\"b,"
			   "\"end\"\n", why);

	assert_non_null(t);
	for (int c = 0; c < 6; c++) assert_string_equal(cell(t, 0, c), want[c]);
	freetable(t);
}

static void numbers_in_a_cell(void **state)
{
	double x[4] = { 0 };

	assert_int_equal(spaced("1 2.5  -3e2", 4, x), 3);
	assert_true(x[0] == 1 && x[1] == 2.5 && x[2] == -300);
	assert_int_equal(spaced("7 8 9", 2, x), 2);
	assert_true(x[1] == 8 && x[2] == -300);
	assert_int_equal(spaced("4 x 5", 4, x), 1);
	assert_int_equal(spaced("", 4, x), 0);
}

static void more_keys_than_columns(void **state)
{
	char why[WHY], *s;
	Table *t = reading("# keys a,b\na,b\n1,2\n", why);

	s = keynames(t);
	assert_string_equal(s, "a,b");
	release(s);
	freetable(t);
	assert_null(reading("# keys a,b,c\na,b\n1,2\n", why));
	assert_string_equal(why, ", line 2: expected 3 columns separated by commas");
}

static void what_is_no_table(void **state)
{
	static const char *const rows[][2] = {
		{ "", " has no line of column names: is it a CSV of wengert bench?" },
		{ "# only 1\n", " has no line of column names: is it a CSV of wengert bench?" },
		{ "a,b", " has no line of column names: is it a CSV of wengert bench?" },
		{ "alone\n", ", line 1: expected 2 columns separated by commas" },
		{ "# x\na,b\n1\n", ", line 3: expected 2 columns separated by commas" },
		{ "a,b,c\n1,2,3\n1,2,3,4\n", ", line 3: expected 3 columns separated by commas" },
	};
	char why[WHY];

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		assert_null(reading(rows[k][0], why));
		assert_string_equal(why, rows[k][1]);
	}
	assert_null(newtable("/nowhere/at/all.csv", why));
	assert_string_equal(why, "/nowhere/at/all.csv cannot be read: No such file or directory");
}

/* of each entry in its own ulps, and in those of the largest of its row: 2^-50 off 1 are 4 ulps of
 * 2^-52, and 1/16 of one of 64 */
static void errors_of_a_jacobian(void **state)
{
	const double truth[6] = { 1, 64, 0, -3, 0, 0.5 };
	double J[6];
	Certificate c = { .ny = 2, .nx = 3, .J = alloc(6, sizeof *c.J) };
	static const struct { int k; double by, entry, norm; } rows[] = {
		{ 0, 0x1p-50, 4, 0x1p-4 }, { 1, 0x1p-44, 4, 4 }, { 2, 0x1p-50, 0, 0x1p-4 },
		{ 3, -0x1p-51, 1, 1 }, { 5, 0x1p-53, 1, 0.25 }, { 4, 0, 0, 0 },
		{ 3, INFINITY, INFINITY, INFINITY }, { 2, NAN, INFINITY, INFINITY },
	};

	for (int k = 0; k < 6; k++)
		mpfr_init2(c.J[k], 60), mpfr_set_d(c.J[k], truth[k], MPFR_RNDN);
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		Worst w;

		memcpy(J, truth, sizeof J);
		J[rows[r].k] += rows[r].by;
		w = worsterrors(&c, J);
		if (w.entry != rows[r].entry || w.norm != rows[r].norm)
			fail_msg("row %zu: %g and %g", r, w.entry, w.norm);
	}
	for (int k = 0; k < 6; k++) mpfr_clear(c.J[k]);
	release(c.J);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_names_and_rows),
		cmocka_unit_test(long_files),
		cmocka_unit_test(what_is_no_table),
		cmocka_unit_test(fields_in_quotes),
		cmocka_unit_test(numbers_in_a_cell),
		cmocka_unit_test(more_keys_than_columns),
		cmocka_unit_test(errors_of_a_jacobian),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
