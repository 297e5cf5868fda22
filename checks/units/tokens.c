/* tokens.c -- unit tests of vjp/tokens.c and vjp/cuda.c: sources, and all their tokens with kind
 * and line; launches, and what they become. */
#include "checks/vjp/cuda.h"
#include "checks/vjp/tokens.h"
#include "engines/wengert.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

/* what is said: kind and line, the token between bars; blanks alone are counted */
static const struct { const char *source, *all, *meaningful; } rows[] = {
	{ "", "e1", "e1" },
	{ "int a;", "w1|int| b1 w1|a| p1|;| e1", "w1|int| w1|a| p1|;| e1" },
	{ "_x9\t y_", "w1|_x9| b2 w1|y_| e1", "w1|_x9| w1|y_| e1" },
	{ "1.5e-3+2", "n1|1.5e-3| p1|+| n1|2| e1", "n1|1.5e-3| p1|+| n1|2| e1" },
	{ "0x1p-3f-e", "n1|0x1p-3f| p1|-| w1|e| e1", "n1|0x1p-3f| p1|-| w1|e| e1" },
	{ "0x1e-3", "n1|0x1e| p1|-| n1|3| e1", "n1|0x1e| p1|-| n1|3| e1" },
	{ "0XAP+1 1E+2", "n1|0XAP+1| b1 n1|1E+2| e1", "n1|0XAP+1| n1|1E+2| e1" },
	{ ".5 . 5.", "n1|.5| b1 p1|.| b1 n1|5.| e1", "n1|.5| p1|.| n1|5.| e1" },
	{ "a//b\nc", "w1|a| c1|//b| b1 w2|c| e2", "w1|a| w2|c| e2" },
	{ "a/b", "w1|a| p1|/| w1|b| e1", "w1|a| p1|/| w1|b| e1" },
	{ "a//b", "w1|a| c1|//b| e1", "w1|a| e1" },
	{ "/* a\n * b */c", "c1|/* a\n * b */| w2|c| e2", "w2|c| e2" },
	{ "/* open\n", "c1|/* open\n| e2", "e2" },
	{ "\"a\\\"b\"'\\''", "s1|\"a\\\"b\"| s1|'\\''| e1", "s1|\"a\\\"b\"| s1|'\\''| e1" },
	{ "\"a\nb", "s1|\"a\n| w2|b| e2", "s1|\"a\n| w2|b| e2" },
	{ "\"open", "s1|\"open| e1", "s1|\"open| e1" },
	{ "\"a\\", "s1|\"a\\| e1", "s1|\"a\\| e1" },
	{ "#define A \\\n 1\nx", "d1|#define A \\\n 1| b1 w3|x| e3", "w3|x| e3" },
	{ " # if 1 // no\n", "b1 d1|# if 1 | c1|// no| b1 e2", "e2" },
	{ "#a /* \n */ b\nc", "d1|#a /* \n */ b| b1 w3|c| e3", "w3|c| e3" },
	{ "x # y", "w1|x| b1 p1|#| b1 w1|y| e1", "w1|x| p1|#| w1|y| e1" },
	{ "/* c */ #d", "c1|/* c */| b1 d1|#d| e1", "e1" },
	{ "# 12 \"f\"\na\nb", "d1|# 12 \"f\"| b1 w12|a| b1 w13|b| e13", "w12|a| w13|b| e13" },
	{ "#line 7\na", "d1|#line 7| b1 w7|a| e7", "w7|a| e7" },
	{ "#\tline\t 30 \"f\"\na", "d1|#\tline\t 30 \"f\"| b1 w30|a| e30", "w30|a| e30" },
	{ "#line\na", "d1|#line| b1 w2|a| e2", "w2|a| e2" },
	{ "#linear 5\na", "d1|#linear 5| b1 w2|a| e2", "w2|a| e2" },
};

static const char kinds[] = "wnspcdbe";

static char *said(const Token *t)
{
	char *all = text("%s", ""), *more;

	for (bool on = true; on; t++) {
		on = t->kind != END;
		if (t->kind == BLANK)
			more = text("%sb%zu ", all, t->n);
		else if (on)
			more = text("%s%c%d|%.*s| ", all, kinds[t->kind], t->line, (int)t->n, t->s);
		else
			more = text("%se%d", all, t->line);
		release(all);
		all = more;
	}
	return all;
}

static void every_byte_is_in_one(void **state)
{
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		size_t n, m, bytes = 0;
		Token *t = tokens(rows[k].source, &n), *u = meaningful(t, &m);
		char *all = said(t), *some = said(u);

		for (size_t i = 0; i < n; i++) {
			assert_ptr_equal(t[i].s, rows[k].source + bytes);
			bytes += t[i].n;
		}
		assert_int_equal(bytes, strlen(rows[k].source));
		assert_true(t[n - 1].kind == END && u[m - 1].kind == END);
		if (strcmp(all, rows[k].all))
			fail_msg("%s:\n%s\n%s", rows[k].source, all, rows[k].all);
		if (strcmp(some, rows[k].meaningful))
			fail_msg("%s:\n%s\n%s", rows[k].source, some, rows[k].meaningful);
		release(all), release(some), release(t), release(u);
	}
}

static void brackets_and_words(void **state)
{
	size_t n, m;
	Token *t = tokens("f(a[(1)], {b}) < x < y > >; \")\" (", &n), *u = meaningful(t, &m);

	assert_true(is(u, "f") && !is(u, "fa") && !is(u, "") && !mark(u, 'f'));
	assert_true(mark(u + 1, '(') && !mark(u + 1, ')'));
	assert_ptr_equal(matching(u + 1)->s, u[1].s + 12);
	assert_ptr_equal(matching(u + 3)->s, u[3].s + 4);
	assert_ptr_equal(matching(u + 4)->s, u[4].s + 2);
	assert_true(mark(u + 9, '{') && mark(matching(u + 9), '}'));
	assert_ptr_equal(matching(u + 9), u + 11);
	assert_true(mark(u + 13, '<'));
	assert_ptr_equal(matching(u + 13), u + 18);
	assert_true(matching(&u[m - 2])->kind == END);
	release(t), release(u);
}

/* ---- launches ------------------------------------------------------------------------------ */

static const struct { const char *source, *becomes; } launches[] = {
	{ "k<<<g, b>>>(x);", "wengert_launch(k, g, b)(x);" },
	{ "k <<< g, b >>> (x);", "wengert_launch(k ,  g, b ) (x);" },
	{ "{k<<<g,b,0,s>>>(x);}", "{wengert_launch(k, g,b,0,s)(x);}" },
	{ "k<float><<<g, b>>>(x);", "wengert_launch(k<float>, g, b)(x);" },
	{ "k<f<a>, 3> <<<g, b>>>(x);", "wengert_launch(k<f<a>, 3> , g, b)(x);" },
	{ "k <float><<<g, b>>>(x);", "wengert_launch(k <float>, g, b)(x);" },
	{ "a(); k<<<f(1), b>>>(x); l<<<g, b>>>(y);",
		"a(); wengert_launch(k, f(1), b)(x); wengert_launch(l, g, b)(y);" },
	{ "if (a < b) k<<<g, b>>>(x);", "if (a < b) wengert_launch(k, g, b)(x);" },
	{ "k<<<(n + 3) >> 2, b>>>(x);", "wengert_launch(k, (n + 3) >> 2, b)(x);" },
	{ "a << b; c >> d; e < f > g;", "a << b; c >> d; e < f > g;" },
	{ "// k<<<g, b>>>(x)\nf(\"k<<<g, b>>>(x)\");",
		"// k<<<g, b>>>(x)\nf(\"k<<<g, b>>>(x)\");" },
	{ "<<<g, b>>>(x)", ", g, b)(x)" },
	{ "> <<<g", "> , g" },
	{ "k<<<", "wengert_launch(k, " },
	{ "k<<", "k<<" },
	{ "#include <cuda_runtime.h>\nk;", "\nk;" },
	{ "#include <stdio.h> // cuda\nk;", "#include <stdio.h> // cuda\nk;" },
	{ "#include <stdio.h>\nint cuda;", "#include <stdio.h>\nint cuda;" },
	{ "#include \"cuda_own.h\"\nk;", "#include \"cuda_own.h\"\nk;" },
	{ "", "" },
};

static void launches_are_calls(void **state)
{
	static const char behind[] = "#line 1 \"f.cu\"\n";

	for (size_t k = 0; k < sizeof launches / sizeof *launches; k++) {
		char *all = ascpp(launches[k].source, "f.cu"), *at = strstr(all, behind);

		assert_non_null(at);
		if (strcmp(at + strlen(behind), launches[k].becomes))
			fail_msg("%s:\n%s", launches[k].source, at + strlen(behind));
		release(all);
	}
	assert_true(iscuda("a.cu") && iscuda("a.b/c.cuh") && !iscuda("a.c") && !iscuda("cu"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_in_one),
		cmocka_unit_test(brackets_and_words),
		cmocka_unit_test(launches_are_calls),
	};

	return cmocka_run_group_tests_name("tokens", tests, NULL, NULL);
}
