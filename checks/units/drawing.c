/* drawing.c -- unit tests of bench/drawing.c: a figure in the report says what gnuplot's says, in
 * fewer characters, and a rule of style for each colour makes the dark one of the light one. */
#include "bench/drawing.h"
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void gives(const char *light, const char *dark, const char *want)
{
	char *got = drawing(light, dark, "a");

	assert_string_equal(got, want);
	release(got);
}

#define STYLE(rules) "<style>@media(prefers-color-scheme:dark){" rules "}</style>" \
	"<div id=\"a-figure\">"
#define RULES(light, dark) "#a-figure [fill=\"" light "\"]{fill:" dark "}" \
	"#a-figure [stroke=\"" light "\"]{stroke:" dark "}" \
	"#a-figure [color=\"" light "\"]{color:" dark "}"

static void numbers_are_tenths(void **state)
{
	const char *f = "<?xml?>\n<svg viewBox=\"0 0 8 9\">\n\n<rect x=\"12.34\" y='-0.04' "
		"r='0.183'/>"
		"<text x=\"1.25\">0.25 and 12.34 of v1.25</text>\n\t<a b=\"1.05,2.96 3.00\"/>"
		"</svg>\n";

	gives(f, f, STYLE("") "<svg viewBox=\"0 0 8 9\"><rect x=\"12.3\" y='0' r='0.183'/>"
		"<text x=\"1.2\">0.25 and 12.34 of v1.25</text><a b=\"1,3 3\"/></svg></div>\n");
}

static void lines_are_steps(void **state)
{
	/* a point a fifth of a pixel on is left out, the last never is; what is not M or L stays */
	const char *f = "<svg><path  d='M10.00,20.00 L11.00,20.50 L11.10,20.55 L13.00,20.00 "
		"L13.10,20.00  "
		"zM0.00,0.00 L-5.00,1.00 '/><path  d='M-1,0 h2 c1.00,2.00 z'/></svg>";

	gives(f, f, STYLE("") "<svg><path  d='M10,20l1,0.5 2,-0.5 0.1,0zM0,0l-5,1'/>"
		"<path  d='M-1,0h2c1.00,2.00z'/></svg></div>\n");
}

static void definitions_keep_their_units(void **state)
{
	const char *f = "<svg><defs><path id='gpPt7' d='M0,-1.33 L-1.33,0.67 L1.33,0.67 z'/></defs>"
		"<use href='#gpPt7'/><g id=\"p\" fill=\"url(#x)\">a</g></svg>";

	gives(f, f, STYLE("") "<svg><defs>"
		"<path id='a-gpPt7' d='M0,-1.33 L-1.33,0.67 L1.33,0.67 z'/></defs>"
		"<use href='#a-gpPt7'/><g id=\"a-p\" fill=\"url(#a-x)\">a</g></svg></div>\n");
}

static void discs_of_one_colour_are_one_path(void **state)
{
#define DISC(x, y, s, c) "<use xlink:href='#gpPt6' transform='translate(" x "," y ") " \
	"scale(" s ")' color='" c "'/>\n"
	const char *light = "<svg>" DISC("1.00", "2.00", "1.50", "rgb( 1,  2, 255)")
		DISC("3.00", "1.50", "1.50", "rgb( 1,  2, "
			"255)") DISC("3.00", "1.00", "1.50", "#102030")
		DISC("4.00", "1.00", "2.00", "#102030") "</svg>";
	const char *dark = "<svg>" DISC("1.00", "2.00", "1.50", "#aabbcc")
		DISC("3.00", "1.50", "1.50", "rgb(170,187,"
			"204)") DISC("3.00", "1.00", "1.50", "#102030")
		DISC("4.00", "1.00", "2.00", "#102030") "</svg>";

	gives(light, dark, STYLE(RULES("#0102ff", "#aabbcc")) "<svg>"
		"<path d='M1,2h0m2,-0.5h0' stroke-linecap='round' stroke-width='3' "
		"stroke='#0102ff'/>"
		"<path d='M3,1h0' stroke-linecap='round' stroke-width='3' stroke='#102030'/>"
		"<path d='M4,1h0' stroke-linecap='round' stroke-width='4' stroke='#102030'/>"
		"</svg></div>\n");
}

static void one_colour_may_be_two_in_the_dark(void **state)
{
	gives("<svg><a fill='#FFFFFF'/><b fill='#ffffff'/><c fill='rgb(255,255,255)'/></svg>",
		"<svg><a fill='#000000'/><b fill='#eeeeee'/><c fill='#000000'/></svg>",
		STYLE(RULES("#ffffff", "#000000") RULES("#fffffe", "#eeeeee"))
		"<svg><a fill='#ffffff'/><b fill='#fffffe'/><c fill='#ffffff'/></svg></div>\n");
}

static void figures_that_differ_in_more_are_both_there(void **state)
{
	gives("<svg><a fill='#ffffff'/></svg>", "<svg><a fill='#000000'/><b fill='#111111' "
		"id='c'/></svg>",
		"<div class=\"light\"><svg><a fill='#ffffff'/></svg></div>\n"
		"<div class=\"dark\"><svg><a fill='#000000'/><b fill='#111111' id='a-dark-c'/>"
		"</svg></div>\n");
}

static void groups_of_nothing_go(void **state)
{
	const char *f = "<svg><g fill=\"none\" stroke-linecap=\"butt\" stroke-linejoin=\"miter\" "
		"stroke-width=\"1.00\">\n<g id=\"b\">\n</g>\n</g>\n"
		"<g font-family=\"Inter,Helvetica,sans-serif\" x=\"1\"><text><tspan >2·10</tspan>"
		"<tspan font-size=\"8.0\" dy=\"-5px\">7</tspan><tspan dy=\"5\"></tspan> "
		"at</text></g></svg>";

	gives(f, f, STYLE("") "<svg><g x=\"1\"><text>2·10"
		"<tspan font-size=\"8.0\" dy=\"-5px\">7</tspan> at</text></g></svg></div>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_tenths),
		cmocka_unit_test(lines_are_steps),
		cmocka_unit_test(definitions_keep_their_units),
		cmocka_unit_test(discs_of_one_colour_are_one_path),
		cmocka_unit_test(one_colour_may_be_two_in_the_dark),
		cmocka_unit_test(figures_that_differ_in_more_are_both_there),
		cmocka_unit_test(groups_of_nothing_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
