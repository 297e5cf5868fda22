/* kernels.c -- unit tests of the kernels on arrays: each element stands alone, products, the loops
 * of narrower processors. */
#include "checks/units/agree.h"
#include "engines/numbers/gemm.h"
#include "engines/numbers/simd.h"
#include "engines/numbers/slots.h"

/* an element's value hangs on nothing but its argument */
static void elements_stand_alone(void **state)
{
	static const int which[] = { U_exp, U_log, U_sin, U_cos, U_tanh, U_erf, U_sech2, U_sigmoid,
		U_sqrt, U_abs, U_relu, U_sign, U_recip };
	static const double special[] = { 0.0, -0.0, INFINITY, -INFINITY, NAN, 5e-324, -1e-310,
		1e300, 709.8, -745.2, 372.5, -800, 1, -1, 0.5, 2 };
	enum { N = sizeof special / sizeof *special };
	double x[3 * N + 5], y[3 * N + 5], one;

	for (size_t i = 0; i < 3 * N + 5; i++) x[i] = special[i * 7 % N];
	for (size_t k = 0; k < sizeof which / sizeof *which; k++) {
		f64.unary[which[k]](3 * N + 5, y, x);
		for (size_t i = 0; i < 3 * N + 5; i++) {
			f64.unary[which[k]](1, &one, &x[i]);
			if (!(isnan(one) && isnan(y[i])) && memcmp(&one, &y[i], sizeof one))
				fail_msg("unary %d of %g: %a alone, %a in an array", which[k], x[i],
					one, y[i]);
		}
	}
}

static void close_to_the_scalar_library(void **state)
{
	static const int which[] = { U_exp, U_log, U_sin, U_cos, U_tanh, U_erf, U_sech2,
		U_sigmoid };
	double x[1000], y[1000], z[1000];

	for (size_t k = 0; k < sizeof which / sizeof *which; k++) {
		for (int i = 0; i < 1000; i++)
			x[i] = which[k] == U_log ? 1e-3 * (i + 1) : 0.02 * (i - 500);
		f64.unary[which[k]](1000, y, x);
		scalarlibm = true;
		f64.unary[which[k]](1000, z, x);
		scalarlibm = false;
		for (int i = 0; i < 1000; i++)
			if (!(fabs(y[i] - z[i]) <= 3 * 0x1p-52 * fabs(z[i])))
				fail_msg("unary %d of %a: %a, the C library has %a", which[k], x[i],
					y[i], z[i]);
	}
}

/* every kernel and the BLAS against sums in long double */
static void products(void **state)
{
	static const size_t sizes[] = { 1, 2, 3, 5, 8, 17, 40 };
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double *a = numbers(1600, g), *b = numbers(1600, g), *c = alloc(1600, sizeof *c);

	for (size_t t = 0; t < 7 * 7 * 7 * 4; t++) {
		size_t m = sizes[t % 7], p = sizes[t / 7 % 7], n = sizes[t / 49 % 7];
		bool ta = t / 343 & 1, tb = t / 343 & 2;

		gemm(m, p, n, ta, tb, c, a, b);
		for (size_t i = 0; i < m; i++)
			for (size_t j = 0; j < n; j++) {
				long double s = 0;

				for (size_t k = 0; k < p; k++)
					s += (long double)(ta ? a[k * m + i] : a[i * p + k]) *
						(tb ? b[j * p + k] : b[k * n + j]);
				if (!(fabsl(c[i * n + j] - s) <= 1e-14L * (long double)p))
					fail_msg("%zux%zu%s times %zux%zu%s: %zu,%zu is %g, not "
						 "%Lg",
						m, p, ta ? "'" : "", p, n, tb ? "'" : "", i, j,
						c[i * n + j], s);
			}
	}
	release(a), release(b), release(c);
	gsl_rng_free(g);
}

/* the narrower loops of the same processor, where they were built */
#ifdef __x86_64__
extern const Vector vector3 __attribute__((weak));
static const Vector *narrower(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &vector3 : NULL;
}
#else
static const Vector *narrower(void) { return NULL; }
#endif

static void classes_agree(void **state)
{
	const Vector *v = narrower();
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	double *a = numbers(50 * 50, g), *b = numbers(50 * 50, g), *y = alloc(50 * 50, sizeof *y),
	       *z = alloc(50 * 50, sizeof *z);
	const double *x = b;

	for (size_t m = 1; v && m < 50; m += 3)
		for (size_t p = 1; p < 50; p++) {
			wide.rows(m, p, 1, &y, a, &x), v->rows(m, p, 1, &z, a, &x);
			assert_memory_equal(y, z, m * sizeof *y);
			wide.columns(m, p, y, a, b), v->columns(m, p, z, a, b);
			assert_memory_equal(y, z, m * sizeof *y);
			wide.outer(m, p, y, a, b), v->outer(m, p, z, a, b);
			assert_memory_equal(y, z, m * p * sizeof *y);
			wide.product(m, p, 50 - p, p & 1, y, a, b),
				v->product(m, p, 50 - p, p & 1, z, a, b);
			assert_memory_equal(y, z, m * (50 - p) * sizeof *y);
		}
	release(a), release(b), release(y), release(z);
	gsl_rng_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_stand_alone),
		cmocka_unit_test(close_to_the_scalar_library),
		cmocka_unit_test(products),
		cmocka_unit_test(classes_agree),
	};

	return cmocka_run_group_tests_name("kernels", tests, NULL, NULL);
}
