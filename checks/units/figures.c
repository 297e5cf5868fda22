/* figures.c -- unit tests of io/out.c: numbers and words as they are printed, by tables. */
#include "checks/io/out.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define N NAN
#define P HUGE_VAL

static void is(const char *what, double x, const char *got, const char *want)
{
	if (strcmp(got, want)) fail_msg("%s of %.17g is \"%s\", not \"%s\"", what, x, got, want);
}

static const struct { double x; int digits; const char *says; } plains[] = {
	{ N, 5, "nan" }, { P, 5, "inf" }, { -P, 5, "-inf" }, { 0, 5, "0.0000" }, { -0., 3, "0.00" },
	{ 1, 5, "1.0000" }, { -1, 5, "-1.0000" }, { 12.5, 5, "12.500" }, { 0.5, 5, "0.5000" },
	{ 0.75, 3, "0.75" }, { 0.25, 5, "0.2500" },
	{ 0.0625, 5, "0.06250" }, { 0.03125, 5, "0.03125" },
	{ 0x1p-9, 5, "0.001953" }, { 0x1p-10, 5, "0.0009766" }, { 0x1p-11, 5, "4.8828e-04" },
	{ 1e-30, 5, "1.0000e-30" }, { 1e17, 20, "100000000000000000.00" },
	{ 0x1p58, 18, "288230376151711744" }, { 0x1p58, 10, "288230376151711744" },
	{ 0x1p59, 10, "5.764607523e+17" }, { -0x1p70, 4, "-1.181e+21" }, { 9.5, 3, "9.5" },
	{ 99.5, 4, "99.5" }, { 1024, 4, "1024" }, { 1024, 6, "1024.00" },
	{ 1. / 3, 8, "0.3333333" },
};

static void plain_figures(void **state)
{
	mpfr_t v;

	mpfr_init2(v, 53);
	for (size_t k = 0; k < sizeof plains / sizeof *plains; k++) {
		char *s;

		mpfr_set_d(v, plains[k].x, MPFR_RNDN);
		s = plain(v, plains[k].digits);
		is("plain", plains[k].x, s, plains[k].says);
		release(s);
	}
	mpfr_clear(v);
}

static const struct { double x; const char *f64, *f32, *f16; } shorts[] = {
	{ N, "nan", "nan", "nan" }, { P, "inf", "inf", "inf" }, { -P, "-inf", "-inf", "-inf" },
	{ 0, "0", "0", "0" }, { -0., "-0", "-0", "-0" }, { 30, "30", "30", "30" },
	{ 0.1, "0.1", "0.1", "0.1" }, { 1. / 3, "0.3333333333333333", "0.33333334", "0.3333" },
	{ -12.5, "-12.5", "-12.5", "-12.5" }, { 1000, "1000", "1000", "1000" },
	{ 1e15, "1e+15", "999999986991104", "inf" },
	{ 5e14, "500000000000000", "499999993495552", "inf" },
	{ 1e-5, "1e-05", "1e-05", "1e-05" }, { 5e-324, "5e-324", "0", "0" },
	{ 1e300, "1e+300", "inf", "inf" },
};

static void shortest_figures(void **state)
{
	for (size_t k = 0; k < sizeof shorts / sizeof *shorts; k++) {
		const Num *const types[] = { &f64, &f32, &f16 };
		const char *const want[] = { shorts[k].f64, shorts[k].f32, shorts[k].f16 };

		for (int t = 0; t < 3; t++) {
			double room[2];
			char *s;

			types[t]->set(1, room, &shorts[k].x);
			s = shortest(types[t], room);
			is(types[t]->name, shorts[k].x, s, want[t]);
			release(s);
		}
	}
}

static const struct { double x; int width; const char *says; } briefs[] = {
	{ 0.1, 12, "0.1" }, { 1. / 3, 18, "0.3333333333333333" }, { 1. / 3, 17, "0.333333" },
	{ 1. / 3, 14, "0.333" }, { -1e22 / 3, 18, "-3.3333333e+21" }, { 1. / 3, 11, "0" },
};

static const struct { double x; const char *says; } places[] = {
	{ N, "-" }, { P, "inf" }, { 0, "0.00" }, { 0.333, "0.33" }, { 99.94, "99.94" },
	{ 99.96, "100" }, { 4022.4, "4022" }, { 99998.6, "99999" }, { 99999.5, "1.0e+05" },
	{ 123456, "1.2e+05" },
};

static void brief_figures(void **state)
{
	const char *first = ulptext(7), *before;

	for (size_t k = 0; k < sizeof briefs / sizeof *briefs; k++) {
		char *s = brief(&f64, &briefs[k].x, briefs[k].width);

		is("brief", briefs[k].x, s, briefs[k].says);
		release(s);
	}
	for (int k = 0; k < 7; k++) before = ulptext(k);
	assert_string_equal(first, "7.00");                    /* until the eighth call after */
	assert_string_equal(before, "6.00");
	for (size_t k = 0; k < sizeof places / sizeof *places; k++)
		is("ulps", places[k].x, ulptext(places[k].x), places[k].says);
}

static void in_json(void **state)
{
	double x[] = { 1.5, N, P, -P };
	json_t *j = jvector(x, 4), *m;
	char *s = json_dumps(j, JSON_COMPACT);
	mpfr_t v;

	assert_string_equal(s, "[1.5,\"nan\",\"inf\",\"-inf\"]");
	free(s), json_decref(j);
	mpfr_init2(v, 100);
	mpfr_set_d(v, -2.5, MPFR_RNDN);
	j = jmpfr(v, 4);
	assert_string_equal(json_string_value(j), "-2.500");
	json_decref(j);
	mpfr_set_nan(v);
	j = jmpfr(v, 4);
	assert_true(json_is_null(j));
	json_decref(j);
	j = jnum(&f64, x), m = jnum(&f64, x + 1);
	assert_true(json_real_value(j) == 1.5);
	assert_string_equal(json_string_value(m), "nan");
	json_decref(j), json_decref(m);
	mpfr_clear(v);
}

static const char *const words[][2] = {
	{ "abc", "abc" }, { "a.b/c-1_2+3=4,5:6@7%8", "a.b/c-1_2+3=4,5:6@7%8" }, { "", "''" },
	{ "a b", "'a b'" }, { "it's", "'it'\\''s'" }, { "$x", "'$x'" }, { "x*y", "'x*y'" },
	{ "Z9", "Z9" }, { "~", "'~'" },
};

static void words_for_a_shell(void **state)
{
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		char *s = shellword(words[k][0]);

		assert_string_equal(s, words[k][1]);
		release(s);
	}
}

static void cells_and_lines(void **state)
{
	char *said = NULL;
	size_t n = 0;
	FILE *was = stdout;
	mpfr_t v;

	mpfr_init2(v, 60);
	mpfr_set_d(v, 0.5, MPFR_RNDN);
	stdout = open_memstream(&said, &n);
	csvcell("plain"), csvcell(",a"), csvcell("a\"b"), csvcell("a\nb");
	csvreal(1.5), csvreal(N), csvreal(1234567.);
	csvmpfr(v, 3);
	mpfr_set_nan(v), csvmpfr(v, 3);
	putchar('\n');
	padded("ab", 4), padded("ab", -4), padded("abcde", 3), padded("\xc2\xb1", 3), putchar('|');
	putchar('\n');
	fclose(stdout);
	stdout = was;
	assert_string_equal(said, "plain\",a\"\"a\"\"b\"\"a\nb\",1.5,,1.23457e+06,0.50,\n"
		"ab    ababcde\xc2\xb1  |\n");
	free(said);
	mpfr_clear(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_figures),
		cmocka_unit_test(shortest_figures),
		cmocka_unit_test(brief_figures),
		cmocka_unit_test(in_json),
		cmocka_unit_test(words_for_a_shell),
		cmocka_unit_test(cells_and_lines),
	};

	return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
