/* points.c -- unit tests of checks/vjp/points.c: where a rule is tried is inside its domain, exact
 * in its own type, and reaches the ends. */
#include "checks/vjp/points.h"
#include "checks/vjp/signature.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char text_of_kernels[] = "/* wengert: y = half(x in [-1,1]) */\n"
				      "float half(float x) { return x / 2; }\n"
				      "float half_vjp(float x, float dy) { return dy / 2; }\n"
				      "/* wengert: y = third(x in (0,inf)) */\n"
				      "double third(double x) { return x / 3; }\n"
				      "double third_vjp(double x, double dy) { return dy / 3; }\n"
				      "float free_one(float x) { return x; }\n"
				      "float free_one_vjp(float x, float dy) { return dy; }\n"
				      "double two(double a, double b) { return a * b; }\n"
				      "void two_vjp(double a, double b, double dy, double *da, "
				      "double *db) { *da = dy * b, *db = dy * a; }\n"
				      "/* wengert: y[N] = many(x[N] in (0,2)) */\n"
				      "void many_forward(float *y, const float *x, int N) { for "
				      "(int i = 0; i < N; i++) y[i] = x[i]; }\n"
				      "void many_backward(float *dx, const float *dy, int N) { for "
				      "(int i = 0; i < N; i++) dx[i] = dy[i]; }\n"
				      "/* wengert: y[N] = wide(x[N]) */\n"
				      "void wide_forward(double *y, const double *x, int N) { for "
				      "(int i = 0; i < N; i++) y[i] = x[i]; }\n"
				      "void wide_backward(double *dx, const double *dy, int N) { "
				      "for (int i = 0; i < N; i++) dx[i] = dy[i]; }\n";

static Source kernels(void)
{
	char file[] = "/tmp/wengert-points-XXXXXX.c";
	int f = mkstemps(file, 2);
	Source all;

	assert_true(f >= 0 &&
		write(f, text_of_kernels, strlen(text_of_kernels)) ==
			(ssize_t)strlen(text_of_kernels));
	close(f);
	all = readsource(file, 0, NULL);
	unlink(file);
	return all;
}

static bool isin(const Array *a, double v)
{
	double lo = a->lo ? strtod(a->lo, NULL) : -HUGE_VAL,
	       hi = a->hi ? strtod(a->hi, NULL) : HUGE_VAL;

	return (a->openlo ? v > lo : v >= lo) && (a->openhi ? v < hi : v <= hi);
}

static void exact_and_inside(void **state)
{
	Source all = kernels();
	size_t seen = 0;

	for (size_t n = 0; n < all.n; n++) {
		const Kernel *k = &all.kernel[n];

		for (long run = 0; run < planned(k); run++)
			for (unsigned long seed = 1; seed < 4; seed++) {
				Case *c = newcase(k, run, seed, 0);

				if (!c) continue;
				for (int a = 0; a < k->nargs; a++)
					for (size_t e = 0; e < c->nx[a]; e++, seen++) {
						double v = toreal(c->x[a][e]);

						if (!((Quad)v == c->x[a][e] && isfinite(v) &&
							    isin(&k->arg[a], v)))
							fail_msg("%s, run %ld: %a is not in the "
								 "domain of %s",
								k->name, run, v, k->arg[a].name);
						if (native(k) == F32 && (double)(float)v != v)
							fail_msg("%s, run %ld: %a is no float",
								k->name, run, v);
					}
				freecase(c);
			}
	}
	freesource(&all);
	assert_true(seen > 5000);
}

/* of a bounded domain both ends, near both, and in the middle; of all reals zero, large, small and
 * infinite steps beside */
static void it_reaches(void **state)
{
	Source all = kernels();
	double least = HUGE_VAL, most = 0;
	size_t ends[2] = { 0 }, near[2] = { 0 }, middle = 0, zeros = 0, ties = 0;

	for (size_t n = 0; n < all.n; n++) {
		const Kernel *k = &all.kernel[n];

		for (long run = 0; run < planned(k); run++) {
			Case *c = newcase(k, run, 42, 0);

			if (!c) continue;
			for (size_t e = 0; e < c->nx[0]; e++) {
				double v = toreal(c->x[0][e]);

				if (!strcmp(k->name, "half")) {
					ends[v > 0] += fabs(v) == 1;
					near[v > 0] += fabs(v) < 1 && fabs(v) > 1 - 1e-3;
					middle += fabs(v) < 0.5;
				} else if (!strcmp(k->name, "free_one") ||
					!strcmp(k->name, "wide")) {
					zeros += v == 0;
					if (v != 0)
						least = fmin(least, fabs(v)),
						most = fmax(most, fabs(v));
				} else if (!strcmp(k->name, "two"))
					ties += v == toreal(c->x[1][e]);
			}
			freecase(c);
		}
	}
	freesource(&all);
	for (int k = 0; k < 2; k++) assert_true(ends[k] >= 2 && near[k] >= 2);
	assert_true(middle >= 20 && zeros >= 2 && ties >= 10);
	assert_true(least < 1e-30 && most > 1e20);
}

static void a_seed_gives_the_same(void **state)
{
	Source all = kernels();
	Case *a = newcase(&all.kernel[all.n - 1], 5, 7, 0),
	     *b = newcase(&all.kernel[all.n - 1], 5, 7, 0),
	     *c = newcase(&all.kernel[all.n - 1], 5, 8, 0);

	assert_int_equal(a->nx[0], b->nx[0]);
	assert_memory_equal(a->x[0], b->x[0], a->nx[0] * sizeof *a->x[0]);
	assert_true(a->nx[0] != c->nx[0] || memcmp(a->x[0], c->x[0], a->nx[0] * sizeof *a->x[0]));
	freecase(a), freecase(b), freecase(c);
	freesource(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_and_inside),
		cmocka_unit_test(it_reaches),
		cmocka_unit_test(a_seed_gives_the_same),
	};

	return cmocka_run_group_tests_name("points", tests, NULL, NULL);
}
