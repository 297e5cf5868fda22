/* plugin.c -- unit tests of outside/plugin.c: an engine compiled here answers, refuses, crashes and
 * does not end; what is no engine is a sentence and exit 2.  The functions are linear with small
 * whole numbers, so that f(x + d) - f(x) is J d exactly.
 */
#include "engines/outside/plugin.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

/* how an engine behaves is in its name; the line before it says how the table looks */
static const char source[] =
	"#include \"wengert_kit.h\"\n"
	"#include <stdlib.h>\n"
	"typedef struct { const wengert_function *f; } State;\n"
	"static void *loaded(const wengert_function *f, char *why, size_t room) { State *s = "
	"malloc(sizeof *s); s->f = f; (void)why, (void)room; return s; }\n"
	"static void *closed(const wengert_function *f, char *why, size_t room)\n"
	"{ const char *says = \"not on Sundays\"; size_t k = 0; (void)f; for (; says[k] && k "
	"+ 1 < room; k++) why[k] = says[k]; why[k] = 0; return NULL; }\n"
	"static int jvp(void *state, const double *x, const double *d, double *y, double *dy)\n"
	"{\n"
	"	const wengert_function *f = ((State *)state)->f;\n"
	"	double p[64];\n"
	"	for (size_t i = 0; i < f->nx; i++) p[i] = x[i] + d[i];\n"
	"	f->eval(f, p, dy);\n"
	"	f->eval(f, x, y);\n"
	"	for (size_t o = 0; o < f->ny; o++) dy[o] -= y[o];\n"
	"	return WENGERT_OK;\n"
	"}\n"
	"static int vjp(void *state, const double *x, const double *g, double *y, double *gx)\n"
	"{\n"
	"	const wengert_function *f = ((State *)state)->f;\n"
	"	double d[64] = { 0 }, dy[64];\n"
	"	for (size_t i = 0; i < f->nx; i++) {\n"
	"		d[i] = 1, jvp(state, x, d, y, dy), d[i] = 0, gx[i] = 0;\n"
	"		for (size_t o = 0; o < f->ny; o++) gx[i] += g[o]*dy[o];\n"
	"	}\n"
	"	return WENGERT_OK;\n"
	"}\n"
	"static int crash(void *s, const double *x, const double *d, double *y, double *dy) { "
	"(void)s, (void)x, (void)d, (void)y, (void)dy; abort(); }\n"
	"static int forever(void *s, const double *x, const double *d, double *y, double *dy) "
	"{ (void)s, (void)x, (void)d, (void)y, (void)dy; for (;;) *(volatile double *)y = 0; "
	"}\n"
	"static int undefined(void *s, const double *x, const double *d, double *y, double "
	"*dy) { (void)s, (void)x, (void)d, (void)y; *dy = 7; return WENGERT_UNDEFINED; }\n"
	"static void shut(void *s) { free(s); }\n";

static char folder[] = "/tmp/wengert-plugin-XXXXXX";

/* the library of these engines, compiled; its file is yours to release */
static char *library(const char *name, const char *table)
{
	const char *cc = getenv("CC");
	char *c = text("%s/%s.c", folder, name), *so = text("%s/%s.so", folder, name);
	char *command =
		text("%s -std=c99 -w -I. -fPIC -shared -o %s %s", cc && *cc ? cc : "cc", so, c);
	FILE *f = fopen(c, "w");

	assert_non_null(f);
	fprintf(f, "%s%s\n", source, table);
	fclose(f);
	if (system(command)) fail_msg("%s", command);
	release(c), release(command);
	return so;
}

static const Engine *engine(const char *name)
{
	for (const Engine *const *e = engines; *e; e++)
		if (!strcmp((*e)->name, name)) return *e;
	fail_msg("there is no engine %s", name);
	return NULL;
}

/* y = (2 a - b, a + 3 b + c, -c) */
static void linear(List *l, const Fn *f)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), c = Input(l, "c", scalar());

	Output(Sub(Mul(a, Number(l, 2)), b));
	Output(Add(Add(a, Mul(b, Number(l, 3))), c));
	Output(Neg(c));
}

static const double J[3][3] = { { 2, -1, 0 }, { 1, 3, 1 }, { 0, 0, -1 } };
static const Fn fn = { .name = "linear", .record = linear };
static const double point[3] = { 5, -7, 11 };

#define ENGINE(c, name, bound, open, jvp, vjp)                                                     \
	"static const wengert_engine " #c " = WENGERT_ENGINE(\"" name "\", \"" name "\", " bound   \
	", " open ", " jvp ", " vjp ", shut);\n"

static int join(void **state)
{
	char *so;

	if (!mkdtemp(folder)) return -1;
	so = library("several",
		     ENGINE(a, "exact", "8", "loaded", "jvp", "vjp")
		     ENGINE(b, "one-way", "8", "loaded", "jvp", "0")
		     ENGINE(c, "shut", "8", "closed", "jvp", "vjp")
		     ENGINE(d, "falls", "8", "loaded", "crash", "crash")
		     ENGINE(e, "runs-on", "8", "loaded", "forever", "vjp")
		     ENGINE(f, "nowhere", "8", "loaded", "undefined", "vjp")
		     "WENGERT_ENGINES(&a, &b, &c, &d, &e, &f)");
	plugin(so, enlist);
	release(so);
	return 0;
}

static int tidied(void **state)
{
	char *command = text("rm -rf %s", folder);
	int status = system(command);

	release(command);
	return status;
}

static void in_the_roster(void **state)
{
	const Engine *e = engine("exact");
	const Plugin *p = pluginof(e);

	assert_non_null(p);
	assert_null(pluginof(&static_engine));
	assert_true(e->ownprocess && e->jvp && e->vjp && e->promise == 8);
	assert_non_null(strstr(p->source, "several.c"));
	assert_int_equal(p->place, 0);
	assert_int_equal(pluginof(engine("nowhere"))->place, 5);
	assert_true(engine("one-way")->jvp && !engine("one-way")->vjp);
}

static void answers(void **state)
{
	static const char *const both[] = { "exact", "one-way" };

	for (int k = 0; k < 2; k++) {
		Jacobian j = jacobian(engine(both[k]), &fn, &f64, point);

		assert_int_equal(j.status, OK);
		assert_memory_equal(j.J, J, sizeof J);
		assert_true(((double *)j.y)[0] == 17 && ((double *)j.y)[1] == -5 &&
			    ((double *)j.y)[2] == -11);
		freejacobian(&j);
	}
}

static void by_vjp(void **state)
{
	static const double g[3] = { 1, 10, 100 };
	const Engine *e = engine("exact");
	char why[WHY] = "";
	void *s = engage(e, &fn, &f64, why);
	double gx[3];

	assert_non_null(s);
	assert_int_equal(e->vjp(s, point, g, NULL, gx), OK);
	assert_true(gx[0] == 12 && gx[1] == 29 && gx[2] == -90);
	e->close(s);
	assert_null(engage(e, &fn, &f32, why));
	assert_string_equal(why, "an engine from outside computes in f64");
}

static void says_why(const char *name, Status is, const char *why)
{
	Jacobian j = jacobian(engine(name), &fn, &f64, point);

	assert_int_equal(j.status, is);
	if (!strstr(j.why, why)) fail_msg("%s: \"%s\" does not say \"%s\"", name, j.why, why);
	freejacobian(&j);
}

static void refuses_and_crashes(void **state)
{
	says_why("shut", UNABLE, "not on Sundays");
	says_why("falls", CRASHED, "jvp: ");
	patience = 1;                          /* a busy machine may be late in opening it, too */
	says_why("runs-on", CRASHED, ": no answer in 1 s (--limit)");
	assert_int_equal(pluginof(engine("runs-on"))->late, 1);
	says_why("runs-on", CRASHED, ": no answer in 1 s (--limit)");
	says_why("runs-on", CRASHED, ": no answer in 1 s (--limit)");
	says_why("runs-on", CRASHED, "not asked again after 3 calls that had no end");
	patience = 10;
	answers(state);                        /* nobody else has suffered */
}

/* UNDEFINED is NaN, whatever it has written */
static void undefined(void **state)
{
	Jacobian j = jacobian(engine("nowhere"), &fn, &f64, point);

	assert_int_equal(j.status, OK);
	for (int k = 0; k < 9; k++) assert_true(isnan(((double *)j.J)[k]));
	freejacobian(&j);
}

/* ---- what is no engine ---------------------------------------------------------------- */

static void refused(const char *file, const char *why)
{
	char says[2048] = "";
	int to[2], status;
	pid_t child;
	ssize_t n;

	assert_int_equal(pipe(to), 0);
	child = fork();
	if (!child) {
		dup2(to[1], 2);
		plugin(file, enlist);
		_exit(0);
	}
	close(to[1]);
	for (size_t k = 0; (n = read(to[0], says + k, sizeof says - 1 - k)) > 0; ) k += (size_t)n;
	close(to[0]);
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	if (WEXITSTATUS(status) != 2 || !strstr(says, why))
		fail_msg("exit %d, \"%s\" does not say \"%s\"", WEXITSTATUS(status), says, why);
}

static void what_is_no_engine(void **state)
{
	static const struct { const char *name, *table, *why; } libraries[] = {
		{ "bare", "", "it shows no wengert_engines" },
		{ "prims", "const wengert_prim *const wengert_prims[] = { 0 };",
			"a library of primitives is for wengert vjp" },
		{ "none", "const wengert_engine *const wengert_engines[] = { 0 };",
			"its table is empty" },
		{ "old",
			"static const wengert_engine a = { .abi = 77, .name = \"a\", .open = "
			"loaded, "
			".jvp = jvp, .ulps = 8 };\nWENGERT_ENGINES(&a)",
			"is of version 77 of wengert_kit.h" },
		{ "named", ENGINE(a, "no blank", "8", "loaded", "jvp", "vjp") "WENGERT_ENGINES(&a)",
			"the name of engine 1 is not one of letters" },
		{ "neither", ENGINE(a, "neither", "8", "loaded", "0", "0") "WENGERT_ENGINES(&a)",
			"has no open, or neither jvp nor vjp" },
		{ "unbound",
			ENGINE(a, "unbound", "0", "loaded", "jvp", "vjp") "WENGERT_ENGINES(&a)",
			"promises no bound" },
		{ "again", ENGINE(a, "exact", "8", "loaded", "jvp", "vjp") "WENGERT_ENGINES(&a)",
			"there is an engine exact already" },
		{ "ends", "static void __attribute__((constructor)) now(void) { _Exit(0); }",
			"loading" },
	};

	refused("/nowhere/at/all.so", "No such file or directory");
	for (size_t k = 0; k < sizeof libraries / sizeof *libraries; k++) {
		char *so = library(libraries[k].name, libraries[k].table);

		refused(so, libraries[k].why);
		release(so);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_the_roster), cmocka_unit_test(answers),
		cmocka_unit_test(by_vjp),        cmocka_unit_test(refuses_and_crashes),
		cmocka_unit_test(undefined),     cmocka_unit_test(what_is_no_engine),
	};

	return cmocka_run_group_tests_name("plugin", tests, join, tidied);
}
