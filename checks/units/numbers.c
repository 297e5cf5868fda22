/* numbers.c -- number types: what their Num says of them is so, and the short ones round as IEEE
 * 754 has it. */
#include "engines/wengert.h"
#include "engines/numbers/slots.h"
#include "engines/numbers/simd.h"
#include <complex.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include <string.h>

enum { BITS = 1 << 16, PAIRS = 300000 };

static const Num *const shorts[] = {&f16, &bf16};

static double of(const Num *T, uint16_t bits)
{
	double x;

	T->get(1, &x, &bits);
	return x;
}

static uint16_t bitsof(const Num *T, double x)
{
	uint16_t bits;

	T->set(1, &bits, &x);
	return bits;
}

static uint16_t magnitude(const Num *T)
{
	return bitsof(T, HUGE_VAL);
} /* as whole numbers, bits below stand in the order of their values */

static void every_number_comes_back(void **state)
{
	for (int k = 0; k < 2; k++)
		for (unsigned b = 0; b < BITS; b++) {
			double x = of(shorts[k], (uint16_t)b);

			if (isnan(x))
				assert_true(isnan(of(shorts[k], bitsof(shorts[k], x))));
			else
				assert_int_equal(bitsof(shorts[k], x), b);
			assert_true(fitsin(shorts[k], x));
		}
}

/* between each number and the next, infinity as 2^emax: the midpoint goes to the even one, whatever
 * lies off it to the nearer */
static void midpoints_go_to_even(void **state)
{
	for (int k = 0; k < 2; k++) {
		const Num *T = shorts[k];

		for (unsigned b = 0; b < magnitude(T); b++) {
			double x = of(T, (uint16_t)b),
			       y = b + 1 < magnitude(T) ? of(T, (uint16_t)(b + 1))
							: ldexp(1, (int)T->emax),
			       m = (x + y) / 2;
			unsigned sign = BITS / 2;

			assert_true(x < m && m < y);
			assert_int_equal(bitsof(T, m), b + b % 2);
			assert_int_equal(bitsof(T, nextafter(m, x)), b);
			assert_int_equal(bitsof(T, nextafter(m, y)), b + 1);
			assert_int_equal(bitsof(T, -m), sign | (b + b % 2));
			assert_int_equal(bitsof(T, nextafter(-m, -y)), sign | (b + 1));
		}
	}
}

/* y, rounded last by t, as a number of T */
static double finished(const Num *T, mpfr_t y, int t)
{
	double d;

	mpfr_set_emin(T->emin + 1); /* MPFR's significands lie in [1/2, 1) */
	mpfr_set_emax(T->emax);
	t = mpfr_check_range(y, t, MPFR_RNDN);
	mpfr_subnormalize(y, t, MPFR_RNDN);
	d = mpfr_get_d(y, MPFR_RNDN);
	mpfr_set_emin(mpfr_get_emin_min());
	mpfr_set_emax(mpfr_get_emax_max());
	return d;
}

static void alike(const Num *T, const char *what, double a, double b, double y, double truth)
{
	if (!(y == truth || (isnan(y) && isnan(truth))) || (y == 0 && signbit(y) != signbit(truth)))
		fail_msg("%s %s of %a and %a is %a, not %a", T->name, what, a, b, y, truth);
}

static void doubles_round_as_mpfr_does(void **state)
{
	srand48(1);
	for (int k = 0; k < 2; k++)
		for (int n = 0; n < PAIRS; n++) {
			double x = ldexp(drand48() - 0.5, (int)(lrand48() % 300) - 150);
			mpfr_t y;

			mpfr_init2(y, shorts[k]->digits);
			alike(shorts[k], "rounding", x, 0, shorts[k]->round(x),
			      finished(shorts[k], y, mpfr_set_d(y, x, MPFR_RNDN)));
			mpfr_clear(y);
		}
}

typedef int Two(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
typedef int One(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

/* any two numbers; every other time two of like size, where sums cancel and quotients are near 1 */
static void drawn(const Num *T, int n, uint16_t *a, uint16_t *b)
{
	*a = (uint16_t)lrand48(), *b = (uint16_t)lrand48();
	if (n % 2) *b = (uint16_t)(*a ^ (*b & (1u << (T->digits - 1))) ^ (*b % (1u << T->digits)));
}

static void arithmetic_is_rounded_once(void **state)
{
	static const struct {
		const char *name;
		Two *two;
		int slot;
	} ops[] = {
		{"add", mpfr_add, B_add},
		{"sub", mpfr_sub, B_sub},
		{"mul", mpfr_mul, B_mul},
		{"div", mpfr_div, B_div},
	};
	mpfr_t x, y, z;

	srand48(2);
	mpfr_inits2(53, x, y, (mpfr_ptr)0);
	for (int k = 0; k < 2; k++)
		for (int op = 0; op < 4; op++)
			for (int n = 0; n < PAIRS; n++) {
				const Num *T = shorts[k];
				uint16_t a, b, c;

				drawn(T, n, &a, &b);
				mpfr_init2(z, T->digits);
				mpfr_set_d(x, of(T, a), MPFR_RNDN),
					mpfr_set_d(y, of(T, b), MPFR_RNDN);
				T->binary[ops[op].slot](1, &c, &a, &b);
				alike(T, ops[op].name, of(T, a), of(T, b), of(T, c),
				      finished(T, z, ops[op].two(z, x, y, MPFR_RNDN)));
				mpfr_clear(z);
			}
	mpfr_clears(x, y, (mpfr_ptr)0);
}

static void functions_of_one_are_rounded_once(void **state)
{
	static const struct {
		const char *name;
		One *one;
		int slot;
	} ops[] = {
		{"sqrt", mpfr_sqrt, U_sqrt},    {"sqr", mpfr_sqr, U_sqr},
		{"exp", mpfr_exp, U_exp},       {"sin", mpfr_sin, U_sin},
		{"log1p", mpfr_log1p, U_log1p},
	};
	mpfr_t x, z;

	mpfr_init2(x, 53);
	for (int k = 0; k < 2; k++)
		for (int op = 0; op < 5; op++)
			for (unsigned b = 0; b < BITS; b++) {
				const Num *T = shorts[k];
				uint16_t a = (uint16_t)b, c;

				mpfr_init2(z, T->digits);
				mpfr_set_d(x, of(T, a), MPFR_RNDN);
				T->unary[ops[op].slot](1, &c, &a);
				alike(T, ops[op].name, of(T, a), 0, of(T, c),
				      finished(T, z, ops[op].one(z, x, MPFR_RNDN)));
				mpfr_clear(z);
			}
	mpfr_clear(x);
}

/* sums, however they are run: lanes added up one operation at a time; y + a x rounds its product
 * and its sum */
static void sums_round_each_operation(void **state)
{
	enum { N = 100 };

	srand48(3);
	for (int k = 0; k < 2; k++)
		for (int n = 1; n <= N; n++) {
			const Num *T = shorts[k];
			uint16_t x[N], lane[LANES] = {0}, s = 0, sum, y, a;

			for (int i = 0; i < n; i++) x[i] = bitsof(T, drand48() * 8 - 3);
			for (int i = 0; i < n; i++)
				T->binary[B_add](1, &lane[i % LANES], &lane[i % LANES], &x[i]);
			for (int j = 0; j < n && j < LANES; j++)
				T->binary[B_add](1, &s, &s, &lane[j]);
			T->sum((size_t)n, &sum, x, 1);
			assert_int_equal(sum, s);
			a = x[n / 2], y = x[n / 3];
			T->binary[B_mul](1, &s, &a, &x[0]);
			T->binary[B_add](1, &s, &s, &y);
			T->axpy(1, &y, &a, &x[0]);
			assert_int_equal(y, s);
		}
}

static void types_are_what_they_say(void **state)
{
	static const struct {
		const Num *T;
		double least, most;
	} known[] = {
		{&f64, 0x1p-1074, DBL_MAX},
		{&f32, 0x1p-149, FLT_MAX},
		{&f16, 0x1p-24, 65504},
		{&bf16, 0x1p-133, 0x1.fep127},
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
		const Num *T = known[k].T;

		assert_ptr_equal(numbernamed(T->name), T);
		assert_true(known[k].least == ldexp(1, (int)T->emin) && fitsin(T, known[k].least));
		assert_true(T->round(known[k].least / 2) == 0 && fitsin(T, known[k].most));
		assert_true(known[k].most ==
			    ldexp(1, (int)T->emax - 1) * (2 - 2 * unitroundoff(T)));
		assert_true(fitsin(T, 1 + 2 * unitroundoff(T)) &&
			    T->round(1 + unitroundoff(T)) == 1);
		assert_int_equal(lastplace(T, 1), 1 - T->digits);
		assert_int_equal(lastplace(T, LONG_MIN), T->emin);
		assert_int_equal(lastplace(T, T->emin + 1), T->emin);
	}
	assert_null(numbernamed("f12"));
}

/* complex kernels are C's functions, where both are analytic: away from the axes, where a step is
 * taken in any direction */
static void complex_kernels_are_those_of_c(void **state)
{
	static const struct { int slot; double complex (*f)(double complex); } one[] = {
		{ U_exp, cexp },
		{ U_log, clog },
		{ U_sqrt, csqrt },
		{ U_sin, csin },
		{ U_cos, ccos },
		{ U_tan, ctan },
		{ U_asin, casin },
		{ U_acos, cacos },
		{ U_atan, catan },
		{ U_sinh, csinh },
		{ U_cosh, ccosh },
		{ U_tanh, ctanh },
		{ U_asinh, casinh },
		{ U_atanh, catanh },
	};

	for (int t = 0; t < 400; t++) {
		double complex x = 0.05 + t % 20 / 25. + I * (0.03 + t / 20 / 30.), y,
		               p = 1.7 - t % 7 / 2. + I * (t % 5 - 2) / 3., z;

		for (size_t k = 0; k < sizeof one / sizeof *one; k++) {
			c64.unary[one[k].slot](1, &y, &x);
			z = one[k].f(x);
			if (!(cabs(y - z) <= 1e-13 * cabs(z)))
				fail_msg("function %zu of %g%+gi: %g%+gi, C has %g%+gi", k,
					creal(x), cimag(x), creal(y), cimag(y), creal(z), cimag(z));
		}
		c64.binary[B_pow](1, &y, &x, &p);
		z = cexp(p * clog(x));
		if (!(cabs(y - z) <= 1e-13 * cabs(z)))
			fail_msg("(%g%+gi)^(%g%+gi)", creal(x), cimag(x), creal(p), cimag(p));
		c64.binary[B_div](1, &y, &x, &p);
		assert_true(cabs(y - x / p) <= 1e-14 * cabs(x / p));
		c64.binary[B_mul](1, &y, &x, &p);
		assert_true(cabs(y - x * p) <= 1e-14 * cabs(x * p));
		c64.binary[B_hypot](1, &y, &x, &p);
		z = csqrt(x * x + p * p);
		assert_true(cabs(y - z) <= 1e-13 * cabs(z) || cabs(y + z) <= 1e-13 * cabs(z));
	}
}

/* on the imaginary axis a natural power is a product, 0 and 1 are exact, and what no product gives
 * is vertical or C's; beside it, real parts of 1 are like others */
static void complex_powers_at_0_and_1(void **state)
{
	static const struct { double complex x, p, y; } is[] = {
		{ 0, 0, 1 }, { 0, 2, 0 }, { 0, 0.5, 0 }, { 3 * I, 2, -9 }, { 2 * I, 3, -8 * I },
		{ 1e-160 * I, 0, 1 }, { 1 + 1e-20 * I, 0.5, 1 + 0.5e-20 * I },
		{ 1 + 1e-20 * I, -2, 1 - 2e-20 * I }, { 1, 0.25, 1 },
	};

	for (size_t k = 0; k < sizeof is / sizeof *is; k++) {
		double complex x = is[k].x, p = is[k].p, y;

		c64.binary[B_pow](1, &y, &x, &p);
		if (creal(y) != creal(is[k].y) || !(fabs(cimag(y) - cimag(is[k].y)) <=
			1e-15 * fabs(cimag(is[k].y))))
			fail_msg("(%g%+gi)^%g: %g%+gi", creal(x), cimag(x), creal(p), creal(y),
				cimag(y));
	}
}

/* what it says of the processor, in each result's provenance */
static void loops_say_what_they_need(void **state)
{
	const char *is = wide.name;

	assert_true(!strcmp(is, "any") || !strcmp(is, "AVX2") || !strcmp(is, "AVX-512"));
#if defined __x86_64__
	if (!strcmp(is, "AVX-512")) assert_true(__builtin_cpu_supports("avx512f"));
	if (!strcmp(is, "AVX2"))
		assert_true(__builtin_cpu_supports("avx2") && !__builtin_cpu_supports("avx512f"));
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complex_kernels_are_those_of_c),
		cmocka_unit_test(complex_powers_at_0_and_1),
		cmocka_unit_test(loops_say_what_they_need),
		cmocka_unit_test(every_number_comes_back),
		cmocka_unit_test(midpoints_go_to_even),
		cmocka_unit_test(doubles_round_as_mpfr_does),
		cmocka_unit_test(arithmetic_is_rounded_once),
		cmocka_unit_test(functions_of_one_are_rounded_once),
		cmocka_unit_test(sums_round_each_operation),
		cmocka_unit_test(types_are_what_they_say),
	};

	return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
