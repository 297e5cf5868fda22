/* gradcheckers.c -- the gradient checkers of others on rules that are functions here, and on
 * kernels that are built: what is right passes, what is grossly wrong is refused, and nothing but
 * arguments with a gradient moves.
 */
#include "bench/gradcheckers.h"
#include "checks/vjp/flat.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { N = 3, DRAWN = 10 };

/* ---- functions ----------------------------------------------------------------------------- */

static double factor; /* of the gradient */
static int points;

static void squares(const Trial *t, const double *x, double *y)
{
	*y = 0;
	for (int i = 0; i < N; i++) *y += x[i] * x[i];
}
static void twice(const Trial *t, const double *g, double *dx)
{
	for (int i = 0; i < N; i++) dx[i] += factor * t->x[i] * *g;
}
static bool everysecond(Trial *t, int k)
{
	points++;
	for (int i = 0; i < N; i++) t->x[i] = 0.5 + i + k;
	squares(t, t->x, t->y);
	return k % 2;
}
static bool nowhere(Trial *t, int k) { return false; }

static void a_rule_that_is_a_function(void **state)
{
	double x[N], y;
	Trial t = { squares, twice, everysecond, .nx = N, .ny = 1, .x = x, .y = &y };

	for (int c = 0; c < GRADCHECKERS; c++) {
		factor = 2, points = 0;
		assert_true(passesall(&gradcheckers[c], &t, DRAWN, 42));
		assert_int_equal(points, DRAWN);
		factor = 1, points = 0;
		assert_false(passesall(&gradcheckers[c], &t, DRAWN, 42));
		assert_int_equal(points, 2); /* it ends at the first that is refused */
		t.draw = nowhere;
		assert_true(passesall(&gradcheckers[c], &t, DRAWN, 42));
		t.draw = everysecond;
	}
}

/* ---- kernels ------------------------------------------------------------------------------- */

/* picked: y[m] = weight[m] x[index[m]] + shift.  told: what it was given beside x; its derivative
 * is 0, unless something else than x moves; small, for a difference of what is large rounds.
 * wiped: its workspaces are 0 up to their ends, the one without a shape beyond all arrays */
static const char source[] =
	"/* wengert: y[M] = picked(x[N]) with index[M] in [0,N), weight[M] in (1,2), c = 0.5 */\n"
	"void picked_forward(double *y, const double *x, const int *index, const double *weight,\n"
	"	double c, int M, int N)\n"
	"{ for (int m = 0; m < M; m++) y[m] = weight[m] * x[index[m]] + c; }\n"
	"void picked_backward(double *dx, const double *dy, const int *index,\n"
	"	const double *weight, int M, int N)\n"
	"{ for (int i = 0; i < N; i++) dx[i] = 0;\n"
	"  for (int m = 0; m < M; m++) dx[index[m]] += weight[m] * dy[m]; }\n"
	"/* wengert: y[M] = picked_wrong(x[N]) with index[M] in [0,N), weight[M] in (1,2), c = 0.5 "
	"*/\n"
	"void picked_wrong_forward(double *y, const double *x, const int *index,\n"
	"	const double *weight, double c, int M, int N)\n"
	"{ picked_forward(y, x, index, weight, c, M, N); }\n"
	"void picked_wrong_backward(double *dx, const double *dy, const int *index,\n"
	"	const double *weight, int M, int N)\n"
	"{ for (int i = 0; i < N; i++) dx[i] = 0;\n"
	"  for (int m = 0; m < M; m++) dx[index[m]] += dy[m]; }\n"
	"/* wengert: y[M] = told(x[N]) with index[M] in [0,N), weight[M] in (1,2), c = 0.5 */\n"
	"void told_forward(double *y, const double *x, const int *index, const double *weight,\n"
	"	double c, int M, int N)\n"
	"{ for (int m = 0; m < M; m++) y[m] = weight[m] + 4 * index[m] + c + 256 * M +\n"
	"	8192 * N, y[m] /= 1 << 20; }\n"
	"void told_backward(double *dx, const double *dy, int M, int N)\n"
	"{ for (int i = 0; i < N; i++) dx[i] = 0; }\n"
	"/* wengert: y[M] = told_wrong(x[N]) with index[M] in [0,N), weight[M] in (1,2), c = 0.5 "
	"*/\n"
	"void told_wrong_forward(double *y, const double *x, const int *index, const double "
	"*weight,\n"
	"	double c, int M, int N)\n"
	"{ told_forward(y, x, index, weight, c, M, N); }\n"
	"void told_wrong_backward(double *dx, const double *dy, int M, int N)\n"
	"{ for (int i = 0; i < N; i++) dx[i] = 1; }\n"
	"/* wengert: y[N] = wiped(x[N]) scratch work scratch more[2*N] */\n"
	"void wiped_forward(double *y, const double *x, double *work, double *more, int N)\n"
	"{ double *last = work + 4096 + 16 * N - 1, *end = more + 2 * N - 1;\n"
	"  for (int i = 0; i < N; i++) y[i] = x[i] * (1 + *last + *end);\n"
	"  *last = *end = 1; }\n"
	"void wiped_backward(double *dx, const double *dy, int N)\n"
	"{ for (int i = 0; i < N; i++) dx[i] = dy[i]; }\n"
	"float cube(float x) { return x * x * x; }\n"
	"float cube_vjp(float x, float g) { return 3 * x * x * g; }\n"
	"float slope(float x) { return 2 * x; }\n"
	"float slope_gradient(float x) { return 2; }\n";

static Source given;
static Built *built;
static char file[] = "/tmp/wengert-checkers-XXXXXX.c";

static int building(void **state)
{
	int at = mkstemps(file, 2);

	if (at < 0 || write(at, source, sizeof source - 1) != sizeof source - 1) return -1;
	close(at);
	given = readsource(file, 0, NULL);
	built = build(&given, false);
	return 0;
}
static int leaving(void **state)
{
	unlink(file);
	freebuilt(built, given.n);
	freesource(&given);
	return 0;
}

static const Kernel *named(const char *name, const Built **b)
{
	for (size_t k = 0; k < given.n; k++)
		if (!strcmp(given.kernel[k].name, name)) {
			*b = &built[k];
			return &given.kernel[k];
		}
	fail_msg("no kernel %s was read", name);
	return NULL;
}

static Flat *flatof(const char *name)
{
	char why[WHY] = "";
	const Built *b;
	const Kernel *k = named(name, &b);
	Flat *f = newflat(k, b, why);

	if (!f) fail_msg("%s: %s", name, why);
	return f;
}

static void primal(const Trial *t, const double *x, double *y) { flatprimal(t->of, x, y); }
static void pull(const Trial *t, const double *g, double *dx) { flatpull(t->of, t->x, g, dx); }

static bool draw(Trial *t, int k)
{
	if (!flatpoint(t->of, k, 42)) return false;
	t->nx = flatnx(t->of), t->ny = flatny(t->of);
	memcpy(t->x, flatx(t->of), (size_t)t->nx * sizeof *t->x);
	flatprimal(t->of, t->x, t->y);
	points++;
	return true;
}

static bool passed(int checker, const char *name)
{
	static double x[256], y[256];
	Trial t = { primal, pull, draw, flatof(name), .x = x, .y = y };
	bool is = passesall(&gradcheckers[checker], &t, DRAWN, 42);

	freeflat(t.of);
	return is;
}

static void a_kernel_that_is_built(void **state)
{
	for (int c = 0; c < GRADCHECKERS; c++) {
		points = 0;
		assert_true(passed(c, "picked")), assert_false(passed(c, "picked_wrong"));
		assert_true(passed(c, "cube")), assert_true(passed(c, "wiped"));
		assert_true(points > 2 * DRAWN);
	}
}

static void nothing_moves_but_arguments_with_a_gradient(void **state)
{
	Flat *f = flatof("told");
	double x[256], y[256], again[256];
	int sizes = 0, before = 0;

	for (int c = 0; c < GRADCHECKERS; c++)
		assert_true(passed(c, "told")), assert_false(passed(c, "told_wrong"));
	for (int k = 0; k < DRAWN; k++) {
		assert_true(flatpoint(f, k, 42));
		flatprimal(f, flatx(f), y);
		for (int o = 0; o < flatny(f); o++) y[o] *= 1 << 20;
		/* N arguments, M results, all of the index in [0,N) */
		assert_int_equal(flatnx(f), (int)(y[0] / 8192));
		assert_int_equal(flatny(f), (int)y[0] % 8192 / 256);
		for (int o = 0; o < flatny(f); o++)
			assert_true(((int)y[o] % 256 - 1) / 4 < flatnx(f));
		for (int i = 0; i < flatnx(f); i++) x[i] = flatx(f)[i] + 1e3;
		flatprimal(f, x, again);
		for (int o = 0; o < flatny(f); o++) again[o] *= 1 << 20;
		assert_memory_equal(y, again, (size_t)flatny(f) * sizeof *y);
		sizes += flatnx(f) != before, before = flatnx(f);
	}
	assert_true(sizes > 2);
	freeflat(f);
}

/* a scalar kernel has hard values in the judge's plan: none of them is a point here */
static void ordinary_points(void **state)
{
	Flat *f = flatof("cube");
	double before = 0, y, g = 1, dx;

	for (int k = 0; k < 2 * DRAWN; k++) {
		double x;

		assert_true(flatpoint(f, k, 42));
		x = *flatx(f);
		assert_true((x < 0 ? -x : x) >= 0.25 && (x < 0 ? -x : x) <= 2 && x != before);
		flatprimal(f, &x, &y), flatpull(f, &x, &g, &dx);
		assert_true(y == x * x * x && dx == 3 * x * x);
		before = x;
	}
	freeflat(f);
}

static void what_cannot_be_flat_says_why(void **state)
{
	char why[WHY] = "";
	const Built *b, none = { .why = { [F64] = "bits of a number are moved" } },
		     gone = { .library = { [F64] = "/nowhere/k.so" } };
	const Kernel *k = named("slope", &b);

	assert_null(newflat(k, b, why));
	assert_non_null(strstr(why, "slope_gradient"));
	k = named("cube", &b);
	assert_null(newflat(k, &none, why));
	assert_non_null(strstr(why, "bits of a number are moved"));
	assert_null(newflat(k, &gone, why));
	assert_non_null(strstr(why, "/nowhere/k.so"));
}

/* what is built leaves its texts to the end of the process */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_that_is_a_function),
		cmocka_unit_test(a_kernel_that_is_built),
		cmocka_unit_test(nothing_moves_but_arguments_with_a_gradient),
		cmocka_unit_test(ordinary_points),
		cmocka_unit_test(what_cannot_be_flat_says_why),
	};

	return cmocka_run_group_tests(tests, building, leaving);
}
