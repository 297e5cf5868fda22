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
				      "/* wengert: y[N] = some(x[N]) with a[N] in (0,3], b[N] in "
				      "[3,inf), c[N] in (-inf,-3], d[N] in [0.5,2.5], e[N] in "
				      "(-1,1), f[N] in [-2,inf), g[N] in (-inf,5) */\n"
				      "void some_forward(float *y, const float *x, const int *a, "
				      "const int *b, const int *c, const int *d, const int *e, "
				      "const int *f, const int *g, int N) { y[0] = x[0]; }\n"
				      "void some_backward(float *dx, const float *dy, int N) { "
				      "dx[0] = dy[0]; }\n"
				      "/* wengert: y[N] = under(x[N]) with k[N] in [0,N-1) */\n"
				      "void under_forward(float *y, const float *x, const int *k, "
				      "int N) { y[0] = x[0]; }\n"
				      "void under_backward(float *dx, const float *dy, int N) { "
				      "dx[0] = dy[0]; }\n"
				      "/* wengert: y[N] = below(x[N]) with s[M] in (0,N) strictly "
				      "sorted, t[M] in [0.5,9.5] strictly sorted */\n"
				      "void below_forward(float *y, const float *x, const int *s, "
				      "const int *t, int N, int M) { y[0] = x[0]; }\n"
				      "void below_backward(float *dx, const float *dy, int N) { "
				      "dx[0] = dy[0]; }\n"
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

static bool isin(const Case *c, const Array *a, double v)
{
	double lo = a->lo ? sized(a->lo, c->kernel, c->size) : -HUGE_VAL,
	       hi = a->hi ? sized(a->hi, c->kernel, c->size) : HUGE_VAL;

	if (a->base == WHOLE && v != floor(v)) return false;
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
							    isin(c, &k->arg[a], v)))
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

/* from the first to the last, and those alone; in order where the comment says so */
static void whole_numbers(void **state)
{
	static const struct { const char *name; double least, most; } ends[] = {
		{ "a", 1, 3 }, { "b", 3, 4 }, { "c", -4, -3 }, { "d", 1, 2 }, { "e", 0, 0 },
		{ "f", -2, 1 }, { "g", 0, 4 }, { "t", 1, 9 },
	};
	size_t rows = 0;
	Source all = kernels();

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		double least = HUGE_VAL, most = -HUGE_VAL;

		for (size_t n = 0; n < all.n; n++)
			for (int a = 0; a < all.kernel[n].nargs; a++) {
				const Array *x = &all.kernel[n].arg[a];

				if (all.kernel[n].plain || strcmp(x->name, ends[i].name)) continue;
				for (long run = 0; run < planned(&all.kernel[n]); run++) {
					Case *c = newcase(&all.kernel[n], run, 42, 0);

					for (size_t e = 0; c && e < c->nx[a]; e++) {
						double v = toreal(c->x[a][e]);

						least = fmin(least, v), most = fmax(most, v);
						if (!x->strictly || !e) continue;
						assert_true(c->x[a][e] > c->x[a][e - 1]);
						rows++;
					}
					freecase(c);
				}
			}
		if (least != ends[i].least || most != ends[i].most)
			fail_msg("%s: from %g to %g", ends[i].name, least, most);
	}
	freesource(&all);
	assert_true(rows > 10);
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
		cmocka_unit_test(whole_numbers),
		cmocka_unit_test(a_seed_gives_the_same),
	};

	return cmocka_run_group_tests_name("points", tests, NULL, NULL);
}
