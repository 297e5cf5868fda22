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
	gives("<svg><a fill='#ffffff' b='#123456'/></svg>", "<svg><a fill='#000000'/></svg>",
		"<div class=\"light\"><svg><a fill='#ffffff' b='#123456'/></svg></div>\n"
		"<div class=\"dark\"><svg><a fill='#000000'/></svg></div>\n");
}

/* a word of a reader keeps its spaces, its lines are one */
static void what_is_read_stays(void **state)
{
	const char *f = "<svg>  <title>  a  b\n1.25 </title>  <desc>  c\n d</desc>\n\n"
		"<text>  e\n</text>  <g>  f  g</g></svg>";

	gives(f, f, STYLE("") "<svg><title>  a  b 1.25 </title><desc>  c  d</desc>"
		"<text>  e </text><g>f g</g></svg></div>\n");
}

/* a point without a letter of its own, a step that nobody sees at the end, no second number */
static void odd_paths(void **state)
{
	const char *f = "<svg><path d='M1.00,1.00 L1.10,1.10'/><path d='M2.00 3.00 L4.00,5.00 "
		"L6.00;7.00'/><path d='L1.00,1.0 L2.000,1.00 L2.x0,1.00'/></svg>";

	gives(f, f, STYLE("") "<svg><path d='M1,1 0.1,0.1'/><path d='M2.003.00l4,5L6.00;7.00'/>"
		"<path d='L1.00,1.0L2.000,1.00L2.x0,1.00'/></svg></div>\n");
}

/* what is nearly a number, a colour or a disc is none */
static void what_only_looks_alike_stays(void **state)
{
	const char *f = "<svg><a b='v1.25' c=2.25 g='(3.25' id='4.25' e='5.2x' f='6.255'/>"
		"<a fill='#ABCDEFG' b='#ABCDEF1' c='rgb(0,0,256)' d='rgb(1,2,3' e='rgb(1,2)'/>"
		"<use xlink:href='#gpPt6' transform='translate(1.00,2.00) scale(1.00)' "
		"color='red'/><use xlink:href='#gpPt6' transform='translate(1.00,2.00) "
		"scale(1.00)' color='#102030' /><use xlink:href='#gpPt8' color='#102030'/>"
		"</g></svg>";

	gives(f, f, STYLE("") "<svg><a b='v1.25' c=2.25 g='(3.2' id='a-4.25' e='5.2x' f='6.255'/>"
		"<a fill='#ABCDEFG' b='#ABCDEF1' c='rgb(0,0,256)' d='rgb(1,2,3' e='rgb(1,2)'/>"
		"<use xlink:href='#a-gpPt6' transform='translate(1,2) scale(1)' "
		"color='red'/><use xlink:href='#a-gpPt6' transform='translate(1,2) scale(1)' "
		"color='#102030' /><use xlink:href='#a-gpPt8' color='#102030'/></g></svg></div>\n");
	gives("only 1.25", "only 1.25", STYLE("") "only 1.25</div>\n");
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
		cmocka_unit_test(what_is_read_stays),
		cmocka_unit_test(odd_paths),
		cmocka_unit_test(what_only_looks_alike_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
