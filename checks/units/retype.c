/* retype.c -- unit tests of vjp/retype.c: the same source in another precision, whole. */
#include "checks/vjp/retype.h"
#include "checks/vjp/tracer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* libquadmath's; its header has a name that the judge has too */
Quad acosq(Quad), expq(Quad), logq(Quad), sqrtq(Quad), ldexpq(Quad, int), fabsq(Quad);
Quad strtoflt128(const char *, char **);

static const Shadows none = { 0 };

#define Q(x) "wengert_" x "q"
#define QUAD "wengert_quad"
#define PI   "3.14159265358979323846264338327950288419716939937510"
#define OTHERS "FLT_ FLT_M DBL_MAXI FLT_DIG LDBL_MAX FLT"
#define MOST "1.18973149535723176508575932662800702e4932"

/* a float kernel in binary64 and in binary128, a double kernel in both */
static const struct { const char *source, *single, *singlewide, *twice, *twicewide; } rows[] = {
	{ "float x;", "double x;", QUAD " x;", "float x;", "float x;" },
	{ "double x;", "double x;", QUAD " x;", "double x;", QUAD " x;" },
	{ "long double x", "long double x", " " QUAD " x", "long double x", " " QUAD " x" },
	{ "long x", "long x", "long x", "long x", "long x" },
	{ "a = 0.5f", "a = 0.5", "a = 0.5Q", "a = 0.5f", "a = 0.5f" },
	{ "0.5 1e3 2.L 7", "0.5 1e3 2. 7", "0.5Q 1e3Q 2.Q 7", "0.5 1e3 2. 7", "0.5Q 1e3Q 2.Q 7" },
	{ "0x1p-3f 0xef 0XEl", "0x1p-3 0xef 0XEl", "0x1p-3Q 0xef 0XEl", "0x1p-3f 0xef 0XEl",
		"0x1p-3f 0xef 0XEl" },
	{ "1E2F 3u 5UL", "1E2 3u 5UL", "1E2Q 3u 5UL", "1E2F 3u 5UL", "1E2F 3u 5UL" },
	{ "expf(x)", "exp(x)", Q("exp") "(x)", "expf(x)", "expf(x)" },
	{ "exp(x)", "exp(x)", Q("exp") "(x)", "exp(x)", Q("exp") "(x)" },
	{ "expl(x)", "expl(x)", Q("exp") "(x)", "expl(x)", Q("exp") "(x)" },
	{ "ceil(ceill(x))", "ceil(ceill(x))", Q("ceil") "(" Q("ceil") "(x))", "ceil(ceill(x))",
		Q("ceil") "(" Q("ceil") "(x))" },
	{ "erf(erff(x))", "erf(erf(x))", Q("erf") "(" Q("erf") "(x))", "erf(erff(x))",
		Q("erf") "(erff(x))" },
	{ "powf fmaf jnf", "pow fma jn", Q("pow") " " Q("fma") " " Q("jn"), "powf fmaf jnf",
		"powf fmaf jnf" },
	{ "exp9 expg selff", "exp9 expg selff", "exp9 expg selff", "exp9 expg selff",
		"exp9 expg selff" },
	{ "isnan(x)", "__builtin_isnan(x)", "__builtin_isnan(x)", "__builtin_isnan(x)",
		"__builtin_isnan(x)" },
	{ "std::isnan(x)", "std::isnan(x)", "std::isnan(x)", "std::isnan(x)", "std::isnan(x)" },
	{ "M_PI M_P", PI " M_P", PI "Q M_P", PI " M_P", PI "Q M_P" },
	{ "FLT_MAX", "__DBL_MAX__", MOST "Q", "__FLT_MAX__", "__FLT_MAX__" },
	{ "DBL_MAX", "__DBL_MAX__", MOST "Q", "__DBL_MAX__", MOST "Q" },
	{ "FLT_MANT_DIG DBL_MANT_DIG", "__DBL_MANT_DIG__ __DBL_MANT_DIG__", "113 113",
		"__FLT_MANT_DIG__ __DBL_MANT_DIG__", "__FLT_MANT_DIG__ 113" },
	{ OTHERS, OTHERS, OTHERS, OTHERS, OTHERS },
	{ "_Float16 h", "_Float16 h", "_Float16 h", "_Float16 h", "_Float16 h" },
	{ "# 3 \"float.c\"\n\"float\" /* float */\n\tfloat",
		"# 3 \"float.c\"\n\"float\" /* float */\n\tdouble",
		"# 3 \"float.c\"\n\"float\" /* float */\n\t" QUAD, NULL, NULL },
};

static void becomes(const char *source, Base base, Precision p, const char *want)
{
	char *s = want ? retyped(source, base, p, &none) : NULL;

	if (want && strcmp(s, want)) fail_msg("%s became %s, not %s", source, s, want);
	release(s);
}

static void token_by_token(void **state)
{
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		becomes(rows[k].source, REAL32, F64, rows[k].single);
		becomes(rows[k].source, REAL32, F128, rows[k].singlewide);
		becomes(rows[k].source, REAL64, F64, rows[k].twice);
		becomes(rows[k].source, REAL64, F128, rows[k].twicewide);
	}
	becomes("_Float16 h; __fp16 wengert_half;", REAL16, F64, "double h; double double;");
	becomes("__bf16 b; float f;", BREAL16, F128, QUAD " b; " QUAD " f;");
}

/* constants are those numbers, to the last bit of binary128 */
/* of a float kernel and of a double kernel that are traced */
static const struct { const char *source, *single, *twice; } traced[] = {
	{ "FLT_MAX", "0x1.fffffep127_W", "__FLT_MAX__" },
	{ "-FLT_MIN+FLT_EPSILON", "-0x1p-126_W+0x1p-23_W", "-__FLT_MIN__+__FLT_EPSILON__" },
	{ "DBL_MAX", "0x1.fffffffffffffp1023_W", "0x1.fffffffffffffp1023_W" },
	{ "DBL_MIN DBL_EPSILON", "0x1p-1022_W 0x1p-52_W", "0x1p-1022_W 0x1p-52_W" },
	{ "FLT_MANT_DIG DBL_MANT_DIG", "__FLT_MANT_DIG__ __DBL_MANT_DIG__",
		"__FLT_MANT_DIG__ __DBL_MANT_DIG__" },
	{ "FLT_MAXX DBL_MA M_PI", "FLT_MAXX DBL_MA " PI "_W", "FLT_MAXX DBL_MA " PI "_W" },
	{ "0.5f 2.l 0x1p3 7 7u", "0.5_W 2._W 0x1p3_W 7 7u", "0.5f 2._W 0x1p3_W 7 7u" },
	{ "long double x", " double x", " double x" },
};

static void traced_token_by_token(void **state)
{
	for (size_t k = 0; k < sizeof traced / sizeof *traced; k++)
		for (int twice = 0; twice < 2; twice++) {
			char *own = text("OWN %s END", traced[k].source),
			     *s = tracecode("", "", own, "", twice ? REAL64 : REAL32, false),
			     *want = text("OWN %s END",
				     twice ? traced[k].twice : traced[k].single);

			if (!strstr(s, want)) fail_msg("%s: not %s", traced[k].source, want);
			release(own), release(s), release(want);
		}
}

static void digits_of_constants(void **state)
{
	const Quad pi = acosq(-1), e = expq(1);
	const struct { const char *name; Quad is; } known[] = {
		{ "M_PI", pi }, { "M_PI_2", pi / 2 }, { "M_PI_4", pi / 4 }, { "M_1_PI", 1 / pi },
		{ "M_2_PI", 2 / pi }, { "M_2_SQRTPI", 2 / sqrtq(pi) }, { "M_SQRT2", sqrtq(2) },
		{ "M_SQRT1_2", sqrtq(2) / 2 }, { "M_E", e }, { "M_LOG2E", 1 / logq(2) },
		{ "M_LOG10E", 1 / logq(10) }, { "M_LN2", logq(2) }, { "M_LN10", logq(10) },
		{ "DBL_MAX", ldexpq(2 - ldexpq(1, -112), 16383) }, { "DBL_MIN", ldexpq(1, -16382) },
		{ "DBL_EPSILON", ldexpq(1, -112) },
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
		char *s = retyped(known[k].name, REAL64, F128, &none), *end;
		Quad x = strtoflt128(s, &end);

		assert_string_equal(end, "Q");
		if (!(fabsq(x - known[k].is) <= 2 * ldexpq(fabsq(known[k].is), -113)))
			fail_msg("%s is %s", known[k].name, s);
		release(s);
	}
}

static void names_of_the_library(void **state)
{
	static const char *const yes[] = { "exp", "expf", "expl", "fma", "fmal", "sincosf", "isnan",
		"pow", "powf", "llrint", "j0", "isunordered", "remainderl" };
	static const char *const no[] = { "", "f", "l", "ex", "expg", "expfl", "isnanf", "isna",
		"xexp" };

	for (size_t k = 0; k < sizeof yes / sizeof *yes; k++)
		if (!libraryfunction(yes[k], strlen(yes[k]))) fail_msg("%s", yes[k]);
	for (size_t k = 0; k < sizeof no / sizeof *no; k++)
		if (libraryfunction(no[k], strlen(no[k]))) fail_msg("%s", no[k]);
	assert_true(libraryfunction("expfile", 4) && !libraryfunction("expfile", 5));
}

static void marks_of_lines(void **state)
{
	char *s = linemark(12, "a \"b\"\\c\n.h");

	assert_string_equal(s, "#line 12 \"a \\042b\\042\\134c\\012.h\"\n");
	release(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(token_by_token),
		cmocka_unit_test(traced_token_by_token),
		cmocka_unit_test(digits_of_constants),
		cmocka_unit_test(names_of_the_library),
		cmocka_unit_test(marks_of_lines),
	};

	return cmocka_run_group_tests_name("retype", tests, NULL, NULL);
}
