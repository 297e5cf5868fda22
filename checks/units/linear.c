/* linear.c -- unit tests of numbers/linear.c by both of its ways, elimination and polynomials:
 * matrices of small whole numbers, whose determinants and solutions are exact. */
#include "engines/wengert.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool polynomials;                   /* as where a number has no value to choose pivots by */

#define hasvalues(T) (!polynomials)
#define solvesystem  solvehere
#define determinant  determinanthere
#include "engines/numbers/linear.c"

enum { MOST = 9 };

static void drawn(size_t n, double *a, int most)
{
	for (size_t i = 0; i < n; i++) a[i] = (double)(lrand48() % (2 * most + 1) - most);
}

/* by Bareiss's elimination, which divides without a remainder */
static double exactly(size_t n, const double *a)
{
	double m[MOST * MOST], before = 1, sign = 1;

	memcpy(m, a, n * n * sizeof *m);
	for (size_t k = 0; k + 1 < n; k++) {
		size_t at = k;

		while (at < n && m[at * n + k] == 0) at++;
		if (at == n) return 0;
		for (size_t j = 0; at != k && j < n; j++) {
			double t = m[at * n + j];

			m[at * n + j] = m[k * n + j], m[k * n + j] = t;
		}
		if (at != k) sign = -sign;
		for (size_t i = k + 1; i < n; i++)
			for (size_t j = k + 1; j < n; j++)
				m[i * n + j] = (m[i * n + j] * m[k * n + k] -
					m[i * n + k] * m[k * n + j]) / before;
		before = m[k * n + k];
	}
	return sign * m[n * n - 1];
}

static void determinants(void **state)
{
	double a[MOST * MOST], y;

	srand48(4);
	for (size_t n = 1; n <= MOST; n++)
		for (int t = 0; t < 30; t++) {
			double want, size = 1;

			drawn(n * n, a, 3);
			if (n > 2 && t % 5 == 0) memcpy(a + n, a, n * sizeof *a);  /* 0 */
			want = exactly(n, a);
			for (size_t i = 0; i < n; i++) size *= 3 * (double)n;
			polynomials = true;
			determinant(&f64, n, &y, a);
			assert_true(y == want);
			polynomials = false;
			determinant(&f64, n, &y, a);
			if (!(fabs(y - want) <= 1e-15 * size))
				fail_msg("%zu: %g, not %g", n, y, want);
		}
}

static void solutions(void **state)
{
	double a[MOST * MOST], x[MOST * 3], b[MOST * 3], y[MOST * 3];

	srand48(5);
	for (size_t n = 1; n <= MOST; n++)
		for (int t = 0; t < 40; t++) {
			size_t m = 1 + (size_t)t % 3;

			do drawn(n * n, a, 2); while (exactly(n, a) == 0);
			drawn(n * m, x, 5);
			for (size_t i = 0; i < n * m; i++) b[i] = 0;
			for (size_t i = 0; i < n; i++)
				for (size_t k = 0; k < n; k++)
					for (size_t j = 0; j < m; j++)
						b[i * m + j] += a[i * n + k] * x[k * m + j];
			polynomials = true;
			solvesystem(&f64, n, m, y, a, b);
			for (size_t i = 0; i < n * m; i++)
				if (y[i] != x[i]) fail_msg("%zu: %g, not %g", n, y[i], x[i]);
			polynomials = false;
			solvesystem(&f64, n, m, y, a, b);
			for (size_t i = 0; i < n * m; i++)
				if (!(fabs(y[i] - x[i]) <= 1e-11))
					fail_msg("%zu: %g, not %g", n, y[i], x[i]);
		}
}

/* a tiny pivot is not taken; a NaN is, and is told; what is singular is no number */
static void pivots(void **state)
{
	double tiny[] = { 1e-20, 1, 1, 1 }, nan[] = { 2, 1, 0, 1, NAN, 1, 5, 1, 1 },
	       flat[] = { 1, 2, 2, 4 }, b[] = { 1, 2, 3 }, y[3], d;

	polynomials = false;
	solvesystem(&f64, 2, 1, y, tiny, b);
	assert_true(fabs(y[0] - 1) < 1e-15 && fabs(y[1] - 1) < 1e-15);
	determinant(&f64, 2, &d, tiny);
	assert_true(fabs(d + 1) < 1e-15);
	determinant(&f64, 3, &d, nan);
	assert_true(isnan(d));
	solvesystem(&f64, 3, 1, y, nan, b);
	assert_true(isnan(y[0]) && isnan(y[1]) && isnan(y[2]));
	determinant(&f64, 2, &d, flat);
	assert_true(d == 0);
	solvesystem(&f64, 2, 1, y, flat, b + 1);
	assert_true(!isfinite(y[0]) && !isfinite(y[1]));
}

/* more rows than a sum has lanes: ones on and above the diagonal, whole numbers all the way */
static void wide(void **state)
{
	double a[20 * 20], x[20], b[20], y[20], d;

	for (size_t n = 15; n <= 20; n++) {
		for (size_t i = 0; i < n * n; i++) a[i] = i % n == i / n || i % n == i / n + 1;
		a[n * n - 1] = 3;
		for (size_t i = 0; i < n; i++) x[i] = (double)(i % 4) - 1;
		for (size_t i = 0; i < n; i++)
			b[i] = a[i * n + i] * x[i] + (i + 1 < n ? x[i + 1] : 0);
		polynomials = true;
		determinant(&f64, n, &d, a);
		assert_true(d == 3);
		solvesystem(&f64, n, 1, y, a, b);
		for (size_t i = 0; i < n; i++) assert_true(y[i] == x[i]);
		polynomials = false;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(determinants),
		cmocka_unit_test(solutions),
		cmocka_unit_test(pivots),
		cmocka_unit_test(wide),
	};

	return cmocka_run_group_tests_name("linear", tests, NULL, NULL);
}
