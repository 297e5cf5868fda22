/* sources.c -- unit tests of what reads a source: expressions, clauses, names, loops, what is
 * needed of a file.
 */
#include "engines/base/cache.h"
#include "checks/units/pooled.h"
#include "checks/vjp/comment.h"
#include "checks/vjp/loops.h"
#include "checks/vjp/names.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static Comment comment(const char *says)
{
	char *s = pooled("/* wengert: %s */", says);

	return readcomment(s, strlen(s), 1);
}

/* ---- the comment ---------------------------------------------------------------------- */

static const struct {
	const char *says, *given;
} values[] = {
	{ "y = f(x) with W = (O-1)*S+1", "(O-1)*S+1" },
	{ "y = f(x) with W = 2 * R + 1, k = 3", "2 * R + 1" },
	{ "y = f(x) with eps = 1e-5 accumulates", "1e-5" },
	{ "y = f(x) with eps = -0.25", "-0.25" },
	{ "y = f(x) with mode = RELU in place", "RELU" },
	{ "y = f(x)\n *\twith K = 2*R+1,\n *\tother = 1", "2*R+1" },
};

static void a_value_ends_where_it_ends(void **state)
{
	for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
		Comment c = comment(values[k].says);

		assert_null(c.fault);
		assert_string_equal(c.k.given[0].value, values[k].given);
	}
}

static void clauses_are_read(void **state)
{
	Comment c = comment(
		"out[B,C]* m = f(x[B,C] in (0,1), t[B,C] in [0,1] rows sum to 1) with k[B+1] "
		"in [0,C] strictly sorted from 0 to C, scratch work[2*C] = 0 scratch w in place "
		"sizes C = 64, 300, B >= 2, D % 8, E <= 9 derivative only overwrites "
		"p as Params { n = C, a.b = 1e-3, data = x } call g(x, 2*C, &out)");

	assert_null(c.fault);
	assert_int_equal(c.k.nres, 2);
	assert_true(c.k.res[0].wanted && !c.k.res[1].wanted);
	assert_true(c.k.arg[1].rows && !c.k.arg[0].rows);
	assert_true(c.other[0].strictly && c.other[0].sorted && !strcmp(c.other[0].to, "C"));
	assert_int_equal(c.k.nscratch, 2);
	assert_true(c.k.scratch[0].zeroed && !c.k.scratch[1].zeroed && c.k.scratch[0].rank == 1);
	assert_true(c.k.inplace && c.k.derivative && c.k.mode == OVERWRITES);
	assert_int_equal(c.k.nlimits, 4);
	assert_true(c.k.limit[0].n == 2 && c.k.limit[0].list[1] == 300 && c.k.limit[1].least == 2 &&
		c.k.limit[2].step == 8 && c.k.limit[3].most == 9);
	assert_true(c.k.filled[0].n == 3 && !strcmp(c.k.filled[0].field[1].name, "a.b"));
	assert_true(c.ncalls == 1 && c.call[0].n == 3 && !strcmp(c.call[0].arg[1], "2*C"));
}

static const char *const mistakes[] = { "y[N = f(x)", "f(x)", "y = (x)", "y = f(x",
	"y = f(x) nonsense", "y = f(x) sizes", "y = f(x) sizes N = 0", "y = f(x) as P",
	"y = f(x) as P { n }", "y = f(x) scratch w = 1", "y = f(x) call", "y = f(x) z in (0,",
	"y = f(x) with k =" };

static void a_mistake_is_a_sentence(void **state)
{
	for (size_t k = 0; k < sizeof mistakes / sizeof *mistakes; k++)
		if (!comment(mistakes[k]).fault) fail_msg("%s is accepted", mistakes[k]);
}

static void expressions(void **state)
{
	Kernel k = { .nsizes = 2,
		.size = { "O", "S" },
		.ngiven = 2,
		.given = { { "W", "(O-1)*S+1" }, { "loop", "loop" } } };
	const long size[] = { 4, 3 };

	assert_true(sized("W+2", &k, size) == 12);
	assert_true(sized("O/3", &k, size) == 1);
	assert_true(sized("-(O - S) * 2", &k, size) == -2);
	assert_true(isnan(sized("RELU", &k, size)));
	assert_true(isnan(sized("loop", &k, size)));
}

/* ---- names ------------------------------------------------------------------------------ */

static const struct {
	const char *forward, *backward, *name;
} pairs[] = {
	{ "a_forward", "a_backward", "a" },
	{ "forward_a", "backward_a", "a" },
	{ "a_forward_cpu", "a_backward_cpu", "a_cpu" },
	{ "a_fwd", "a_bwd", "a" },
	{ "AForward", "ABackward", "A" },
	{ "a", "a_vjp", "a" },
	{ "a", "a_gradient", "a" },
	{ "a_cuda", "a_backward_cuda", "a_cuda" },
	{ "a_forward", "b_backward", NULL },
	{ "a", "agrad", NULL },
	{ "a_forward", "a_forward_backwards", NULL },
};

static void functions_pair(void **state)
{
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		File f = prototypes(pooled("void %s(float *y) {}\nvoid %s(float *x) {}\n",
			pairs[k].forward, pairs[k].backward));
		size_t n;
		Pair *p = pairsof(&f, &n);

		if (n != (pairs[k].name != NULL))
			fail_msg("%s, %s", pairs[k].forward, pairs[k].backward);
		if (n) assert_string_equal(p->name, pairs[k].name);
	}
}

static void derivatives_have_names(void **state)
{
	const Array a[] = { { .name = "x" }, { .name = "bias" } };

	assert_int_equal(derived(a, 2, "dx"), 0);
	assert_int_equal(derived(a, 2, "dX"), 0);
	assert_int_equal(derived(a, 2, "gradBias"), 1);
	assert_int_equal(derived(a, 2, "bias_updates"), 1);
	assert_int_equal(derived(a, 2, "x"), -1);
	assert_int_equal(derived(a, 2, "dxx"), -1);
	assert_true(scratchname("my_work") && !scratchname("network"));
}

/* ---- prototypes ---------------------------------------------------------------------------- */

static void types_are_followed(void **state)
{
	File f = prototypes(
		"typedef double real;\ntypedef unsigned int dim;\nenum act { A, B };\n"
		"struct s { int n, *p; real *w; };\ntypedef struct { dim n; } S;\n"
		"namespace a { namespace b { template <class T> void t_forward(T *y, enum act k) "
		"{} }\nvoid u(const struct s *q, S r, real v) {} }\n");
	const Proto *t = named(&f, "t_forward"), *u = named(&f, "u");

	assert_true(t && u && t->pattern && !u->pattern);
	assert_string_equal(t->scope, "a::b::");
	assert_string_equal(u->scope, "a::");
	assert_true(t->param[0].base == REAL32 && t->param[1].base == WHOLE);
	assert_true(!u->param[0].type && !strcmp(u->param[0].other, "s") && u->param[0].tagged);
	assert_true(!u->param[1].tagged && u->param[2].base == REAL64);
	assert_int_equal(structnamed(&f, "s")->n, 3);
	assert_true(structnamed(&f, "s")->field[1].pointer && structnamed(&f, "S")->n == 1);
}

static void writing_is_seen(void **state)
{
	File f =
		prototypes("void f(float *a, float *b, float *c, float *d) { a[0] += b[1]; *c = 2; "
			   "memset(d, 0, 4); if (b[2] == 1) return; }");

	assert_true(writes(f.p, "a") && !writes(f.p, "b") && writes(f.p, "c") && writes(f.p, "d"));
}

static void loops_give_shapes(void **state)
{
	File f = prototypes(
		"void f(float *y, const float *x, float *s, const float *h, int B, int C) {\n"
		"for (int b = 0; b < B; b++) for (int c = 0; c < C; c++) "
		"y[b * C + c] = x[c] + h[k]; *s = 1; }");

	assert_string_equal(extent(f.p, "y"), "B,C");
	assert_string_equal(extent(f.p, "x"), "C");
	assert_string_equal(extent(f.p, "s"), "");
	assert_null(extent(f.p, "h"));
	assert_true(inshape("y[B,C]", "C") && !inshape("C[B]", "C"));
}

/* of x, in void f(float *x, float *y, int B, int T, int C, int NH) */
static const struct {
	const char *body, *shape;
} shapes[] = {
	{ "", NULL },
	{ "for (int i = 0; i <= C; i++) x[i] = 1;", "C" },
	{ "for (int i = 0; i < B * T; i++) x[i] = 1;", "B*T" },
	{ "for (int i = 0; i < B; ++i) x[i] = x[i + 1];", "B" },
	{ "for (int i = 0; i < B; ++i) { x[0] = 1; x[i] = 2; }", "B" },
	{ "for (int i = 0; i < B; ++i) { x[i] = 1; *x = 2; y[i] = x[0]; }", "B" },
	{ "y[0] = *x;", "" },
	{ "y[0] = *x; for (int i = 0; i < B; ++i) x[i] = 1;", "B" },
	{ "x = y; y = x;", NULL },
	/* what is no loop over whole numbers that ascend */
	{ "for (int i = C - 1; i >= 0; i--) x[i] = 1;", NULL },
	{ "for (int i = 0; i != C; i++) x[i] = 1;", NULL },
	{ "for (;;) x[i] = 1;", NULL },
	{ "for (int i = 0; 3 < C; i++) x[i] = 1;", NULL },
	{ "fork (int i = 0; i < C; i++) x[i] = 1;", NULL },
	{ "return y == x[T];", "" },
	{ "for each (int i = 0; i < C; i++) x[i] = 1;", NULL },
	{ "while (i < C) x[i++] = 1;", NULL },
	/* bounds that are made of others */
	{ "int hs = C / NH; for (int i = 0; i < hs; i++) x[i] = 1;", "(C/NH)" },
	{ "int n = B; for (int i = 0; i < n; i++) x[i] = 1;", "B" },
	{ "int n; for (int i = 0; i < n; i++) x[i] = 1;", NULL },
	{ "int n = n; for (int i = 0; i < n; i++) x[i] = 1;", NULL },
	{ "int n = size(B); for (int i = 0; i < n; i++) x[i] = 1;", NULL },
	{ "for (int j = 0; j < T; j++) for (int i = 0; i <= j; i++) x[i] = 1;", "T" },
	{ "for (int j = 0; j < T; j++) for (int i = 0; i < 2 * j; i++) x[i] = 1;", "2*T" },
	{ "for (int i = 0; i < sizeof x / 4; i++) x[i] = 1;", NULL },
	/* indices that are made of others */
	{ "for (int b = 0; b < B; b++) { int i = b * C; for (int c = 0; c < C; c++) x[i + c] "
	  "= 1; }",
		"B,C" },
	{ "for (int b = 0; b < B; b++) { float *row = x + b * C; for (int c = 0; c < C; c++) "
	  "row[c] = 1; }",
		"B,C" },
	{ "for (int b = 0; b < B; b++) { float *p = x, *row = p + b * C; for (int c = 0; c < C; "
	  "c++) row[c] = 1; }",
		NULL },
	{ "for (int b = 0; b < B; b++) { float *p = x; float *row = p + b * C; for (int c = 0; "
	  "c < C; c++) row[c] = 1; }",
		"B,C" },
	{ "float *row = x - C; for (int c = 0; c < C; c++) row[c] = 1;", NULL },
	{ "float *row = y + C; for (int c = 0; c < C; c++) row[c] = 1;", NULL },
	{ "float *row = row + C; for (int c = 0; c < C; c++) row[c] = 1;", NULL },
	{ "float *row = &x[T]; for (int c = 0; c < C; c++) row[c] = 1;", "C" },
	{ "for (int b = 0; b < B; b++) { float *row = &x[b * C]; for (int c = 0; c < C; c++) "
	  "row[c] = 1; }",
		"B,C" },
	{ "float *row = &x; for (int c = 0; c < C; c++) row[c] = 1;", NULL },
	{ "for (int c = 0; c < C; c++) y[c] = y[c] && x[c];", "C" },
	{ "for (int c = 0; c < C; c++) add(&y[c], &x[c]);", NULL },
	{ "float *row = &", NULL },
	{ "int k == c; for (int c = 0; c < C; c++) x[k] = 1;", NULL },
	{ "for (int c = 0; c < C; c++) x[k] = 1;", NULL },
	{ "for (int c = 0; c < C; c++) x[c * NH + 1] = 1;", "C" },
	{ "for (int c = 0; c < C; c++) for (int b = 0; b < B; b++) x[c * c + b] = 1;", "C,B" },
	{ "for (int c = 0; c < C; c++) for (int b = 0; b < B; b++) x[y[c] + b] = 1;", "C,B" },
	/* a range in tiles */
	{ "for (int t = 0; t < T; t += 16) for (int i = 0; i < 16; i++) x[t + i] = 1;", "T" },
	{ "for (int t = 0; t < T; t += 16) for (int i = 0; i < 8; i++) x[t + i] = 1;", "T,8" },
	{ "for (int t = 0; t < T; t += C) for (int i = 0; i < C; i++) x[t + i] = 1;", "T" },
	{ "for (int t = 0; t < T; t += C) for (int i = 0; i < C + 1; i++) x[t + i] = 1;", "T,C+1" },
	{ "for (int t = 0; t < T; t -= C) for (int i = 0; i < C; i++) x[t + i] = 1;", "T,C" },
	{ "for (int t = 0; t < T; t++, C) for (int i = 0; i < C; i++) x[t * C + i] = 1;", "T,C" },
	/* the last of two loops by one name */
	{ "for (int i = 0; i < B; i++) y[i] = 1; for (int i = 0; i < C; i++) x[i] = 1;", "C" },
	{ "for (int i = 0; i < C", NULL },
	{ "for (int i = 0; i < C; i++) x[i", "C" },
	{ "for (int i = 0", NULL },
	{ "for", NULL },
};

static void shapes_by_loops(void **state)
{
	for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
		File f = prototypes("void f(float *x, float *y, int B, int T, int C, int NH) {}");
		char *got;

		f.p->text = pooled("{ %s }", shapes[k].body);
		got = extent(f.p, "x");
		if (!got != !shapes[k].shape || (got && strcmp(got, shapes[k].shape)))
			fail_msg("%s: %s, not %s", shapes[k].body, got ? got : "none",
				shapes[k].shape ? shapes[k].shape : "none");
	}
}

/* ---- what is needed ------------------------------------------------------------------------- */

static void only_what_is_called_is_kept(void **state)
{
	char *why,
		*s = needed("typedef union { float f; unsigned u; } bits;\n"
			    "static float used(float x) { return x; }\n"
			    "static float unused(float x) { bits b = { x }; return b.f; }\n"
			    "static const float table[] = { 1, 2 }, *other = table;\n"
			    "enum { ONE, TWO };\nfloat (*pointer)(float) = unused;\n"
			    "void f(float *y) { y[0] = used(table[TWO]); }\nvoid g(float *x) {}\n",
			&why);

	assert_null(why);
	assert_non_null(strstr(s, "used(float x)"));
	assert_non_null(strstr(s, "table[]"));
	assert_non_null(strstr(s, "TWO };"));
	assert_null(strstr(s, "unused"));
	assert_null(strstr(s, "union"));
	release(s);
}

/* what goes is blank, but for directives and the ends of its lines: places stay what they were */
static void what_goes_leaves_its_place(void **state)
{
	char *why, *s = needed(
		"static int gone(int x)\n{\n\t # define A 1\n\ta # b\n\t\n"
		"#define B 2\n\treturn x;\n}\n"
		"void f(float *y) { *y = A; }\nvoid g(float *x) {}\n", &why);

	assert_string_equal(s,
		"                      \n \n  # define A 1\n      \n \n#define B 2\n          \n \n"
		"void f(float *y) { *y = A; }\nvoid g(float *x) {}\n");
	release(s);
}

static void files_and_their_sums(void **state)
{
	char name[] = "/tmp/wengert-sources-XXXXXX", *s;
	int to = mkstemp(name);
	FILE *f = fdopen(to, "w");

	assert_non_null(f);
	fputs("seven c", f), fflush(f);
	s = contentsof(name);
	assert_string_equal(s, "seven c");
	release(s);
	for (int k = 0; k < 20000; k++) fputc('a' + k % 26, f);
	fclose(f);
	s = contentsof(name);
	assert_int_equal(strlen(s), 16383);                    /* no more is asked of a cache */
	assert_int_equal(s[16382], 'a' + (16382 - 7) % 26);
	release(s);
	unlink(name);
	s = contentsof(name);
	assert_string_equal(s, "");
	release(s);
	/* as the authors of FNV-1a print them */
	assert_true(hashed(0xcbf29ce484222325, "a") == 0xaf63dc4c8601ec8c);
	assert_true(hashed(0xcbf29ce484222325, "foobar") == 0x85944171f73967e8);
	assert_true(hashed(7, NULL) == 7 && hashed(7, "") == 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_ends_where_it_ends),
		cmocka_unit_test(clauses_are_read),
		cmocka_unit_test(a_mistake_is_a_sentence),
		cmocka_unit_test(expressions),
		cmocka_unit_test(functions_pair),
		cmocka_unit_test(derivatives_have_names),
		cmocka_unit_test(types_are_followed),
		cmocka_unit_test(writing_is_seen),
		cmocka_unit_test(loops_give_shapes),
		cmocka_unit_test(shapes_by_loops),
		cmocka_unit_test(only_what_is_called_is_kept),
		cmocka_unit_test(what_goes_leaves_its_place),
		cmocka_unit_test(files_and_their_sums),
	};

	return cmocka_run_group_tests_name("sources", tests, pooling, poolof);
}
