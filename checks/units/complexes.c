/* complexes.c -- unit tests of the complex kernels: near the real line beside libquadmath's, and
 * what they say at poles, zeros, infinities and where a function is not defined. */
#include "engines/numbers/kernels.h"
#include <float.h>
#include <math.h>
#include <quadmath.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef __complex128 C;
typedef double complex Z;

static C of(__float128 a, __float128 b)
{
	C z;

	__real__ z = a, __imag__ z = b;
	return z;
}

/* ---- beside libquadmath ------------------------------------------------------------------ */

static C third(C z)   { return cpowq(z, of(1 / (__float128)3, 0)); }
static C two(C z)     { return cexpq(z * logq(2)); }
static C less(C z)    { return cexpq(z) - 1; }
static C binary(C z)  { return clogq(z) / logq(2); }
static C above(C z)   { return clogq(1 + z); }
static C sine(C z)    { return csinq(z * acosq(-1)); }
static C cosine(C z)  { return ccosq(z * acosq(-1)); }

static const struct { const char *name; Z (*ours)(Z); C (*theirs)(C); double x[8]; } one[] = {
	{ "sqrt",  z_sqrt,  csqrtq,  { 1e-9, 0.3, 1, 2.5, 7e11, 1e-300, 1e300, 4 } },
	{ "cbrt",  z_cbrt,  third,   { 1e-9, 0.3, 1, 2.5, 7e11, 1e-300, 1e300, 8 } },
	{ "log",   z_log,   clogq,   { 1e-9, 0.3, 0.55, 1, 1.9, 2.5, 7e11, 1e300 } },
	{ "log2",  z_log2,  binary,  { 1e-9, 0.3, 0.55, 1, 1.9, 2.5, 7e11, 1e300 } },
	{ "log10", z_log10, clog10q, { 1e-9, 0.3, 0.55, 1, 1.9, 2.5, 7e11, 1e300 } },
	{ "log1p", z_log1p, above,   { -0.9, -0.55, -0.45, 1e-3, 0.3, 1, 2.5, 7e11 } },
	{ "exp2",  z_exp2,  two,     { -30, -1.5, -0.2, 0, 0.3, 1, 7.5, 100 } },
	{ "expm1", z_expm1, less,    { -30, -1.5, -0.2, 1e-3, 0.3, 1, 7.5, 100 } },
	{ "tan",   z_tan,   ctanq,   { -3, -1.5, -0.2, 1e-9, 0.3, 1, 1.6, 100 } },
	{ "tanh",  z_tanh,  ctanhq,  { -30, -1.5, -0.2, 1e-9, 0.3, 1, 7.5, 25 } },
	{ "sinpi", z_sinpi, sine,    { -2.3, -1.1, -0.2, 1e-9, 0.3, 0.45, 1.1, 7.75 } },
	{ "cospi", z_cospi, cosine,  { -2.3, -1.1, -0.2, 1e-9, 0.3, 0.45, 1.1, 7.75 } },
	{ "asin",  z_asin,  casinq,  { -0.99, -0.5, -1e-3, 0, 1e-9, 0.3, 0.75, 0.999 } },
	{ "acos",  z_acos,  cacosq,  { -0.99, -0.5, -1e-3, 0, 1e-9, 0.3, 0.75, 0.999 } },
	{ "atan",  z_atan,  catanq,  { -1e9, -1.5, -1e-3, 0, 1e-9, 0.3, 1, 2000 } },
	{ "asinh", z_asinh, casinhq, { -1e9, -1.5, -1e-3, 0, 1e-9, 0.3, 1, 2000 } },
	{ "acosh", z_acosh, cacoshq, { 1.001, 1.1, 1.5, 2, 3, 10, 2000, 1e9 } },
	{ "atanh", z_atanh, catanhq, { -0.99, -0.5, -1e-3, 0, 1e-9, 0.3, 0.75, 0.999 } },
};

static C quotient(C a, C b)  { return a / b; }
static C length(C a, C b)    { return csqrtq(a * a + b * b); }
static C angle(C a, C b)
{
	__float128 turn = crealq(b) < 0 ? copysignq(acosq(-1), crealq(a)) : 0;

	return catanq(a / b) + turn;
}

static const struct {
	const char *name;
	Z (*ours)(Z, Z);
	C (*theirs)(C, C);
	double x[4][2];
} both[] = {
	{ "div",   z_div,   quotient, { { 1, 3 }, { -2, 0.7 }, { 1e200, 1e190 }, { 5, -1e-100 } } },
	{ "pow",   z_pow,   cpowq,    { { 1.5, 2.5 }, { 0.3, -7 }, { 1, 4 }, { 900, 0.25 } } },
	{ "hypot", z_hypot, length,   { { 3, 4 }, { -2, 0.7 }, { 1e200, 1e190 }, { 1e-3, -9 } } },
	{ "atan2", z_atan2, angle,    { { 1, 3 }, { -2, 0.7 }, { -1, -3 }, { 2, -0.1 } } },
};

/* each part, of the larger of itself and what a rounding of the other does to it */
static void near(const char *name, double x, double b, Z got, C want)
{
	__float128 re = crealq(want), im = cimagq(want), size = cabsq(want);
	__float128 e = fabsq(creal(got) - re) / size, i = fabsq(cimag(got) - im);

	if (!(e <= 4 * DBL_EPSILON && (i <= 8 * DBL_EPSILON * fabsq(im) ||
		i <= 4 * DBL_EPSILON * fabs(b) * size)))
		fail_msg("%s(%g + %gi): %.17g + %.17gi, not %.17g + %.17gi", name, x, b,
			creal(got), cimag(got), (double)re, (double)im);
}

static const double off[] = { 1e-200, 1e-20, -1e-12, 1e-6, -1e-3, 0.01 };
enum { OFF = sizeof off / sizeof *off };

static void of_one(void **state)
{
	for (size_t f = 0; f < sizeof one / sizeof *one; f++)
		for (int k = 0; k < 8; k++)
			for (int j = 0; j < OFF; j++) {
				double a = one[f].x[k], b = off[j] * fmin(1, fabs(a));

				if (b == 0) b = off[j];
				near(one[f].name, a, b, one[f].ours(cart(a, b)),
					one[f].theirs(of(a, b)));
			}
}

static void of_two(void **state)
{
	for (size_t f = 0; f < sizeof both / sizeof *both; f++)
		for (int k = 0; k < 4; k++)
			for (int j = 0; j < OFF * OFF; j++) {
				double a = both[f].x[k][0], b = both[f].x[k][1],
				       s = off[j / OFF] * fabs(a), t = off[j % OFF] * fabs(b);

				near(both[f].name, a, s, both[f].ours(cart(a, s), cart(b, t)),
					both[f].theirs(of(a, s), of(b, t)));
			}
}

/* ---- at edges ------------------------------------------------------------------------------ */

#define N NAN
#define P HUGE_VAL

/* the argument, the value; NaN: of this part there is none */
static const struct { const char *name; Z (*f)(Z); double a, b, re, im; } edges[] = {
	{ "sqrt", z_sqrt, -1, 0, N, N },           { "sqrt", z_sqrt, -1e-300, 1e-300, N, N },
	{ "sqrt", z_sqrt, 4, 0, 2, 0 },            { "cbrt", z_cbrt, -27, 0, -3, 0 },
	{ "cbrt", z_cbrt, 0, 0, 0, 0 },            { "log", z_log, 0, 0, -P, N },
	{ "log", z_log, 0, 1, -P, N },             { "log", z_log, -1, 0, N, N },
	{ "log2", z_log2, 0, 0, -P, N },           { "log2", z_log2, 8, 0, 3, 0 },
	{ "log10", z_log10, -2, 0, N, N },         { "log10", z_log10, 1000, 0, 3, 0 },
	{ "log1p", z_log1p, -1, 0, -P, N },        { "log1p", z_log1p, -2, 0, N, N },
	{ "log1p", z_log1p, 0, 0, 0, 0 },          { "exp2", z_exp2, 3, 0, 8, 0 },
	{ "exp2", z_exp2, -P, 0, 0, 0 },           { "exp2", z_exp2, P, 0, P, 0 },
	{ "expm1", z_expm1, P, 0, P, 0 },          { "expm1", z_expm1, -P, 0, -1, 0 },
	{ "expm1", z_expm1, 0, 0, 0, 0 },          { "tanh", z_tanh, 6000, 1e-3, 1, 0 },
	{ "tanh", z_tanh, -6000, 1e-3, -1, 0 },    { "tanh", z_tanh, P, 0, 1, 0 },
	{ "tan", z_tan, 0, 0, 0, 0 },              { "sinpi", z_sinpi, 2, 0, 0, 0 },
	{ "cospi", z_cospi, 0.5, 0, 0, 0 },        { "cospi", z_cospi, 1, 0, -1, 0 },
	{ "asin", z_asin, 1.0001, 0, N, N },       { "asin", z_asin, -1.0001, 0, N, N },
	{ "acos", z_acos, 1.0001, 0, N, N },       { "acos", z_acos, -1.0001, 0, N, N },
	{ "asin", z_asin, 1, 0, M_PI_2, 0 },       { "acos", z_acos, 1, 0, 0, 0 },
	{ "acos", z_acos, -1, 0, M_PI, 0 },        { "acosh", z_acosh, 0.9999, 0, N, N },
	{ "acosh", z_acosh, 1, 0, 0, 0 },          { "atanh", z_atanh, 1, 0, P, N },
	{ "atanh", z_atanh, -1, 0, -P, N },        { "atanh", z_atanh, 1.5, 0, N, N },
	{ "atanh", z_atanh, -1.5, 0, N, N },       { "atan", z_atan, P, 0, M_PI_2, 0 },
	{ "atan", z_atan, -P, 0.5, -M_PI_2, 0 },   { "atan", z_atan, 0, 0, 0, 0 },
	{ "recip", z_recip, 0, 0, P, N },          { "recip", z_recip, -0., 0, -P, N },
	{ "recip", z_recip, P, 0, 0, 0 },          { "recip", z_recip, 4, 0, 0.25, 0 },
	{ "asinh", z_asinh, 0, 0, 0, 0 },
};

static const struct { const char *name; Z (*f)(Z, Z); double x[4], re, im; } pairs[] = {
	{ "div", z_div, { 1, 2, 0, 0 }, P, P },    { "div", z_div, { 1, -2, -0., 0 }, -P, P },
	{ "div", z_div, { 0, 0, 0, 0 }, N, N },    { "div", z_div, { 0, 3, 0, 0 }, N, P },
	{ "div", z_div, { 5, 3, P, 0 }, 0, 0 },    { "div", z_div, { 5, 3, 1, P }, 0, 0 },
	{ "div", z_div, { P, 0, P, 0 }, N, N },    { "div", z_div, { 1, P, P, 0 }, N, N },
	{ "div", z_div, { 6, 4, 2, 0 }, 3, 2 },    { "div", z_div, { 5, 5, 1, 2 }, 3, -1 },
	/* a natural power of 0 is a product; from the right where only the base is fixed */
	{ "pow", z_pow, { 0, 0, 3, 0 }, 0, 0 },    { "pow", z_pow, { 0, 0, 0.5, 0 }, 0, 0 },
	{ "pow", z_pow, { 0, 2, 3, 0 }, 0, -8 },   { "pow", z_pow, { 0, 2, 1, 0 }, 0, 2 },
	{ "pow", z_pow, { 0, 2, 4, 0 }, 16, 0 },   { "pow", z_pow, { 0, 2, 0, 0 }, 1, 0 },
	{ "pow", z_pow, { 0, 0, 0, 0 }, 1, 0 },    { "pow", z_pow, { 0, 0, -1, 0 }, P, N },
	{ "pow", z_pow, { 0, 1, 2, 1 }, 0, N },    { "pow", z_pow, { 0, 1, 0.5, 0 }, 0, N },
	{ "pow", z_pow, { 0, 1, P, 0 }, 0, N },    { "pow", z_pow, { 0, 0, 2, 1 }, 0, 0 },
	{ "pow", z_pow, { 0, 0, 0, 1 }, 1, N },    { "pow", z_pow, { -2, 0, 3, 0 }, -8, 0 },
	{ "pow", z_pow, { -2, 0, 4, 0 }, 16, 0 },  { "pow", z_pow, { -2, 0, 0.5, 0 }, N, N },
	{ "pow", z_pow, { -2, 0, 3, 1 }, N, N },   { "pow", z_pow, { -1, 0, -1, 0 }, -1, 0 },
	{ "hypot", z_hypot, { 0, 0, 0, 0 }, 0, 0 }, { "hypot", z_hypot, { 0, 1, 0, 1 }, 0, 0 },
	{ "hypot", z_hypot, { 3, 0, -4, 0 }, 5, 0 }, { "hypot", z_hypot, { 0, 0, -4, 0 }, 4, 0 },
	{ "atan2", z_atan2, { 0, 0, 0, 0 }, 0, N }, { "atan2", z_atan2, { 0, 1, -0., 0 }, M_PI, N },
	{ "atan2", z_atan2, { -0., 0, -0., 0 }, -M_PI, N },
	{ "atan2", z_atan2, { 1, 0, 0, 0 }, M_PI_2, 0 },
	{ "atan2", z_atan2, { -1, 0, 0, 0 }, -M_PI_2, 0 },
	{ "atan2", z_atan2, { 0, 0, -1, 0 }, M_PI, 0 },
	{ "atan2", z_atan2, { -0., 0, -1, 0 }, -M_PI, 0 },
	{ "atan2", z_atan2, { 1, 0, -1, 0 }, 3 * M_PI_4, 0 },
	{ "atan2", z_atan2, { 0, 0, 1, 0 }, 0, 0 },
};

static bool alike(double a, double b)
{
	return isnan(b) ? isnan(a) : isinf(b) ? a == b : fabs(a - b) <= 1e-15 * fabs(b);
}

static void edge(const char *name, Z y, double re, double im, size_t k)
{
	if (!alike(creal(y), re) || !alike(cimag(y), im))
		fail_msg("%s, row %zu: %g + %gi, not %g + %gi", name, k, creal(y), cimag(y),
			re, im);
}

static void at_edges(void **state)
{
	for (size_t k = 0; k < sizeof edges / sizeof *edges; k++)
		edge(edges[k].name, edges[k].f(cart(edges[k].a, edges[k].b)), edges[k].re,
			edges[k].im, k);
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
		const double *x = pairs[k].x;

		edge(pairs[k].name, pairs[k].f(cart(x[0], x[1]), cart(x[2], x[3])), pairs[k].re,
			pairs[k].im, k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_one),
		cmocka_unit_test(of_two),
		cmocka_unit_test(at_edges),
	};

	return cmocka_run_group_tests_name("complexes", tests, NULL, NULL);
}
