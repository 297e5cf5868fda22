/* corners.c -- unit tests of the elementwise kernels where arguments are at the ends of what there
 * is: zeros of both signs, infinities, NaN, the least and the largest numbers, ties, and ordinary
 * numbers beside them.  Each number type has kernels of its own, and all must say the same of the
 * same arguments, as binary64 has it. */
#include "engines/wengert.h"
#include "engines/numbers/slots.h"
#include <math.h>
#include <mpfr.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { BITS = 100, NEAR = 1, FAR = 1000 };

static const char *const named[] = {
#define U(name, ...) #name,
#define B(name, ...)
#include "engines/prims/scalar.def"
#define U(name, ...)
#define B(name, ...) #name,
#include "engines/prims/scalar.def"
};

static const struct { const Num *T; bool imaginary; } types[] = {
	{ &f32 }, { &f16 }, { &bf16 }, { &mpfr }, { &c64, true }, { &c32, true }
};

/* each is a number of bfloat16 and of every longer type; of binary16 those in its range */
static const double corner[] = { 0, -0.0, 0x1p-133, -0x1p-133, 0x1p-24, -0x1p-24, 0x1p-10,
	-0x1p-10, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2, 2.5, -2.5, 3, -3, 20, -20, 104, -104, 800,
	-800, 0x1p100, -0x1p100, HUGE_VAL, -HUGE_VAL, NAN };
enum { CORNERS = sizeof corner / sizeof *corner };

typedef union { double d[2]; mpfr_t m; } Cell;

/* what kernel k, of unary and then of binary ones, says in T */
static double said(const Num *T, int k, const double *x)
{
	Cell c[2], y;
	double v[2];

	if (T->init) T->init(1, &c[0]), T->init(1, &c[1]), T->init(1, &y);
	for (int i = 0; i < 2; i++) T->set(1, &c[i], &x[i]);
	if (k < NUNARY) T->unary[k](1, &y, &c[0]);
	else            T->binary[k - NUNARY](1, &y, &c[0], &c[1]);
	T->get(1, v, &y);
	if (T->clear) T->clear(1, &c[0]), T->clear(1, &c[1]), T->clear(1, &y);
	return *v;
}

/* y in T beside what binary64 has: NaN, an infinity, a zero the same; else near */
static bool alike(const Num *T, double y, double is, bool unsigned0)
{
	int bits = (T->digits && T->digits < f64.digits ? T->digits : f64.digits) - 1 - NEAR;

	is = adjustable(T) ? is : T->round(is);
	if (isnan(is) || isnan(y)) return isnan(is) && isnan(y);
	if (isinf(is) || isinf(y) || is == 0 || y == 0)
		return y == is && (unsigned0 || !signbit(y) == !signbit(is));
	return fabs(y - is) <= ldexp(fabs(is), -bits);
}

static bool kernelof(const Num *T, int k)
{
	return k < NUNARY ? T->unary[k] != NULL : T->binary[k - NUNARY] != NULL;
}

/* a complex kernel is asked where a derivative is: not at infinities, and its zero has no sign */
static bool asked(const Num *T, bool imaginary, int k, const double *x)
{
	for (int i = 0; i < (k < NUNARY ? 1 : 2); i++)
		if ((!adjustable(T) && !isnan(x[i]) && !fitsin(T, x[i])) ||
		    (imaginary && (isinf(x[i]) || (x[i] == 0 && signbit(x[i])))))
			return false;
	return true;
}

static void every_type_says_the_same(void **state)
{
	size_t n = 0;

	precision(BITS);
	for (size_t t = 0; t < sizeof types / sizeof *types; t++)
		for (int k = 0; k < NUNARY + NBINARY; k++)
			for (int i = 0; i < CORNERS * CORNERS; i++) {
				double x[] = { corner[i % CORNERS], corner[i / CORNERS] }, y, is;
				const Num *T = types[t].T;

				if (!kernelof(T, k) || !kernelof(&f64, k)) break;
				if (k < NUNARY && i >= CORNERS) break;
				if (!asked(T, types[t].imaginary, k, x)) continue;
				y = said(T, k, x), is = said(&f64, k, x);
				/* what is less than every number may have lost its sign */
				if (!alike(T, y, is, types[t].imaginary || fabs(x[0]) > FAR ||
				    fabs(x[1]) > FAR))
					fail_msg("%s of %a, %a is %.17g in %s, and %.17g in f64",
						 named[k], x[0], x[1], y, T->name, is);
				n++;
			}
	assert_true(n > 100000);
}

/* Bessel functions of orders below 0 by those above, where MPFR's own asks for all memory */
static void orders_below_zero(void **state)
{
	const double x = 0x1p100;

	precision(BITS);
	for (int n = 1; n < 6; n++)
		for (int y = 0; y < 2; y++) {
			int k = NUNARY + (y ? B_yn : B_jn);
			double a = said(&mpfr, k, (double[]){ n, x }),
			       b = said(&mpfr, k, (double[]){ -n, x });

			assert_true(a == (n % 2 ? -b : b) && a != 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_says_the_same),
		cmocka_unit_test(orders_below_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
