/* wide.c -- unit tests of the loops for wide processors: what is ours there, sech^2 and sigmoid,
 * beside MPFR, and products beside the same one after the other; whatever the length. */
#include "engines/wengert.h"
#include "engines/numbers/simd.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { BITS = 120, POINTS = 4000 };

static void sigmoid(mpfr_t y, const mpfr_t x)
{
	mpfr_neg(y, x, MPFR_RNDN);
	mpfr_exp(y, y, MPFR_RNDN);
	mpfr_add_ui(y, y, 1, MPFR_RNDN);
	mpfr_ui_div(y, 1, y, MPFR_RNDN);
}

static void sech2(mpfr_t y, const mpfr_t x)
{
	mpfr_sech(y, x, MPFR_RNDN);
	mpfr_sqr(y, y, MPFR_RNDN);
}

/* |y - t| in ulps of the binary64 next to t, which is above 0 */
static double ulpsoff(double y, mpfr_t t)
{
	double near = mpfr_get_d(t, MPFR_RNDN), ulp = nextafter(near, INFINITY) - near;

	mpfr_d_sub(t, y, t, MPFR_RNDN);
	return fabs(mpfr_get_d(t, MPFR_RNDN)) / ulp;
}

static const struct {
	const char *name;
	int slot;
	void (*truth)(mpfr_t, const mpfr_t);
	/* arguments; bits of all results, one after the other (FNV-1a): they are made by sums,
	 * products and fma alone, and so the same on every processor that has these loops */
	double most;
	uint64_t bits;
} ours[] = {
	{ "sigmoid", U_sigmoid, sigmoid, 760, 0xddedd78c42ea9aa4 },
	{ "sech2", U_sech2, sech2, 380, 0xcece41cb621c2b35 },
};

/* 200,000 points were off by 0.62 ulps at most */
static void within_two_thirds_of_an_ulp(void **state)
{
	double x[POINTS], y[POINTS];
	mpfr_t a, t;

	if (!wide.maths[U_sigmoid]) skip();
	srand48(6);
	mpfr_inits2(BITS, a, t, (mpfr_ptr)NULL);
	for (size_t k = 0; k < sizeof ours / sizeof *ours; k++) {
		uint64_t bits = 14695981039346656037u;

		for (int i = 0; i < POINTS; i++)
			x[i] = (drand48() * 2 - 1) * (i % 3 ? i % 3 == 1 ? 1 : 40 : ours[k].most);
		wide.unary[ours[k].slot](POINTS, y, x);
		for (int i = 0; i < POINTS; i++) {
			union { double d; uint64_t u; } z = { y[i] };

			bits = (bits ^ z.u) * 1099511628211u;
			mpfr_set_d(a, x[i], MPFR_RNDN);
			ours[k].truth(t, a);
			/* subnormal: rounded once more */
			if (mpfr_get_d(t, MPFR_RNDN) < 0x1p-1022) {
				assert_true(fabs(y[i] - mpfr_get_d(t, MPFR_RNDN)) <= 0x1p-1074);
				continue;
			}
			if (!(ulpsoff(y[i], t) <= 0.66))
				fail_msg("%s(%.17g) is %.17g", ours[k].name, x[i], y[i]);
		}
		if (bits != ours[k].bits)
			fail_msg("%s: bits %#llx", ours[k].name, (unsigned long long)bits);
	}
	mpfr_clears(a, t, (mpfr_ptr)NULL);
}

/* an element's value does not hang on how many there are */
static void of_any_length(void **state)
{
	double x[40], y[40], one;

	for (int i = 0; i < 40; i++) x[i] = 0.3 * i - 4.1;
	for (int u = 0; u < NUNARY; u++)
		for (size_t n = 0; wide.unary[u] && n <= 40; n++) {
			for (int i = 0; i < 40; i++) y[i] = 77;
			wide.unary[u](n, y, x);
			for (size_t i = 0; i < 40; i++) {
				one = 77;
				if (i < n) wide.unary[u](1, &one, x + i);
				if (!(y[i] == one || (isnan(y[i]) && isnan(one))))
					fail_msg("unary %d: element %zu of %zu", u, i, n);
			}
		}
	for (int b = 0; b < NBINARY; b++)
		for (size_t n = 0; wide.binary[b] && n < 40; n++) {
			for (int i = 0; i < 40; i++) y[i] = 77;
			wide.binary[b](n, y, x, x + 1);
			for (size_t i = 0; i < 39; i++) {
				one = 77;
				if (i < n) wide.binary[b](1, &one, x + i, x + i + 1);
				if (!(y[i] == one || (isnan(y[i]) && isnan(one))))
					fail_msg("binary %d: element %zu of %zu", b, i, n);
			}
		}
}

/* ---- products of whole numbers, which are exact in any order --------------------------------- */

enum { EDGE = 21, MOST = EDGE * EDGE };

static double a[MOST], b[MOST], c[MOST], want[MOST];

static void drawn(void)
{
	for (int i = 0; i < MOST; i++)
		a[i] = (double)(lrand48() % 19 - 9), b[i] = (double)(lrand48() % 19 - 9), c[i] = 77;
}

static void alike(const char *what, size_t n, size_t m, size_t p)
{
	for (size_t i = 0; i < n; i++)
		if (c[i] != want[i]) fail_msg("%s of %zu x %zu: element %zu", what, m, p, i);
	for (size_t i = n; i < MOST; i++)
		if (c[i] != 77) fail_msg("%s of %zu x %zu writes behind its end", what, m, p);
}

static void products(void **state)
{
	srand48(7);
	for (size_t m = 1; m < EDGE; m++)
		for (size_t p = 1; p < EDGE; p++) {
			size_t n = 1 + (m * p) % 9;
			double *y[9];
			const double *x[9];

			for (size_t j = 0; j < n; j++) y[j] = c + j * m, x[j] = b + j * p;
			drawn();
			for (size_t j = 0; j < n; j++)
				for (size_t i = 0; i < m; i++) {
					double s = 0;

					for (size_t k = 0; k < p; k++) s += a[i*p + k] * x[j][k];
					want[j * m + i] = s;
				}
			wide.rows(m, p, n, y, a, x);
			alike("rows", m * n, m, p);
			drawn();
			for (size_t i = 0; i < m; i++) {
				want[i] = 0;
				for (size_t k = 0; k < p; k++) want[i] += a[k*m + i] * b[k];
			}
			wide.columns(m, p, c, a, b);
			alike("columns", m, m, p);
			drawn();
			for (size_t i = 0; i < m * p; i++) want[i] = a[i / p] * b[i % p];
			wide.outer(m, p, c, a, b);
			alike("outer", m * p, m, p);
			for (int ta = 0; ta < 2; ta++)
				for (n = 1; n < EDGE; n += 1 + n / 8) {
					drawn();
					for (size_t i = 0; i < m * n; i++) {
						want[i] = 0;
						for (size_t k = 0; k < p; k++)
							want[i] += b[k*n + i % n] *
								(ta ? a[k*m + i/n] : a[i/n*p + k]);
					}
					wide.product(m, p, n, ta, c, a, b);
					alike("product", m * n, m, p);
				}
		}
}

/* past the caches: aligned, a megabyte and more; and not, by one row or by eight bytes */
static void large_products(void **state)
{
	enum { N = 384, M = 342 };             /* 341 rows are just below a megabyte */
	double *y, u[M], v[N];

	assert_int_equal(posix_memalign((void **)&y, 64, (M * N + 1) * sizeof *y), 0);
	for (int i = 0; i < M; i++) u[i] = i % 17 - 8;
	for (int i = 0; i < N; i++) v[i] = i % 23 - 11;
	for (size_t m = M - 1; m <= M; m++)
		for (size_t off = 0; off < 2; off++)
			for (size_t n = N - 1; n <= N; n++) {
				for (size_t i = 0; i <= M * N; i++) y[i] = 77;
				wide.outer(m, n, y + off, u, v);
				for (size_t i = 0; i < m * n; i++)
					if (y[off + i] != u[i / n] * v[i % n])
						fail_msg("%zu x %zu: element %zu", m, n, i);
				if (off + m * n <= M * N) assert_true(y[off + m * n] == 77);
			}
	free(y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(within_two_thirds_of_an_ulp),
		cmocka_unit_test(of_any_length),
		cmocka_unit_test(products),
		cmocka_unit_test(large_products),
	};

	return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
