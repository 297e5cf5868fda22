/* split.c -- unit tests of the four parts of a difference's error. */
#include "checks/suite/functions.h"
#include "checks/measure/split.h"
#include "engines/prims/recorders.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct { double h; const char *of[2][6]; } Seed;

static const Seed seed[] = {
#define S(h, T0, X0, F0, D0, E0, C0, T1, X1, F1, D1, E1, C1) \
	{ h, { { #T0, #X0, #F0, #D0, #E0, #C0 }, { #T1, #X1, #F1, #D1, #E1, #C1 } } },
#include "checks/data/seed.def"
};
enum { SEEDS = sizeof seed / sizeof *seed };

static Split *opened(const Fn *f, const Num *T, double x)
{
	char why[WHY];
	Split *s = newsplit(f, T, x, why);

	if (!s)
		fail_msg("%s: %s", f->name, why);
	return s;
}

static void init(mpfr_t *part)  { for (int k = 0; k < PARTS; k++) mpfr_init(part[k]); }
static void clear(mpfr_t *part) { for (int k = 0; k < PARTS; k++) mpfr_clear(part[k]); }

/* a zero has no sign here */
static const char *digits_of(char s[32], const char *fmt, double v)
{
	snprintf(s, 32, fmt, v == 0 ? 0 : v);
	return s;
}

/* y - (c1 h + c2 h^2 + c3 h^3), in bits of y */
static long off(const mpfr_t y, double h, int c1, int c2, int c3)
{
	mpfr_t p;
	long bits;

	mpfr_init2(p, mpfr_get_prec(y));
	mpfr_set_d(p, h, MPFR_RNDN);
	mpfr_mul_si(p, p, c3, MPFR_RNDN);
	mpfr_add_si(p, p, c2, MPFR_RNDN);
	mpfr_mul_d(p, p, h, MPFR_RNDN);
	mpfr_add_si(p, p, c1, MPFR_RNDN);
	mpfr_mul_d(p, p, h, MPFR_RNDN);
	mpfr_sub(p, p, y, MPFR_RNDN);
	bits = mpfr_zero_p(p) ? -9999 : mpfr_get_exp(p) - mpfr_get_exp(y);
	mpfr_clear(p);
	return bits;
}

static void matches(const Seed *e, int central, double computed, mpfr_t *part)
{
	static const Component order[] = { TRUNCATION, MOVED, VALUES, LAST, ERROR };
	char s[32];

	for (int k = 0; k < 5; k++)
		assert_string_equal(digits_of(s, "%.4e", mpfr_get_d(part[order[k]], MPFR_RNDN)),
			e->of[central][k]);
	assert_string_equal(digits_of(s, "%.9g", computed), e->of[central][5]);
}

/* every digit of a program that shares no code with this one */
static void the_seed_figure_splits_as_published(void **state)
{
	Fn f = fnof(&polynomial_function, 0, 0);
	Split *s = opened(&f, &f32, 2);
	mpfr_t part[PARTS];

	init(part);
	assert_int_equal(SEEDS, 30);
	mpfr_sub_si(part[0], slope(s), 464, MPFR_RNDN);
	assert_true(mpfr_zero_p(part[0]) || mpfr_get_exp(part[0]) < -400);
	for (int i = 0; i < SEEDS; i++)
		for (int central = 0; central < 2; central++) {
			double h = (float)pow(10, -7 + i * 7. / (SEEDS - 1)), computed;

			assert_true(h == seed[i].h);
			assert_true(split(s, linearnamed(central ? "central" : "forward"), h,
				&computed, part));
			matches(&seed[i], central, computed, part);
			assert_true(off(part[TRUNCATION], h, central ? 0 : 55, -39,
					    central ? 0 : 3) < -200);
		}
	clear(part);
	freesplit(s);
}

/* cos at 2, h = 1/2: the numbers computed, bit for bit, and their parts */
static void the_tangents_of_cos(void **state)
{
	static const struct {
		const char *name;
		const Num *num;
		double computed;
		const char *T, *values, *last;
	} want[] = {
		{ "forward", &f32, -0x1.8a3c96p-1, "0.13930386882609905", "7.39793e-08", "0" },
		{ "forward", &f64, -0x1.8a3c987b7a4f5p-1, "0.13930386882609905", "7.71614e-17",
			"0" },
		{ "central", &f32, -0x1.be6728p-1, "0.037416609611045072", "3.25839e-08",
			"1.49012e-08" },
		{ "central", &f64, -0x1.be672997e4ab2p-1, "0.037416609611045072", "2.23583e-17",
			"-1.38778e-17" },
		{ "backward", &f32, -0x1.f291bcp-1, "-0.064470649604008903", "-8.81163e-09",
			"-2.98023e-08" },
		{ "backward", &f64, -0x1.f291bab44f06fp-1, "-0.064470649604008903", "-3.24449e-17",
			"-2.77556e-17" },
	};
	List *l = formula("cos(x)", "cos", "x");
	Fn f = listfn("cos", l);
	mpfr_t part[PARTS];
	char t[32];

	init(part);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		Split *s = opened(&f, want[i].num, 2);
		double computed;

		assert_true(split(s, linearnamed(want[i].name), .5, &computed, part));
		assert_true(computed == want[i].computed);
		assert_string_equal(digits_of(t, "%.17g", mpfr_get_d(part[TRUNCATION], MPFR_RNDN)),
			want[i].T);
		assert_true(mpfr_zero_p(part[MOVED]));
		assert_string_equal(digits_of(t, "%.6g", mpfr_get_d(part[VALUES], MPFR_RNDN)),
			want[i].values);
		assert_string_equal(digits_of(t, "%.6g", mpfr_get_d(part[LAST], MPFR_RNDN)),
			want[i].last);
		freesplit(s);
	}
	clear(part);
	freelist(l);
}

/* at an engine's own step, the engine's own bits */
static void splits_what_the_engines_compute(void **state)
{
	static const struct { const char *name; const Engine *engine; } same[] = {
		{ "forward", &onesided_engine },
		{ "backward", &leftsided_engine },
		{ "central", &central_engine },
		{ "five-point", &fivepoint_engine },
		{ "richardson", &richardson_engine },
	};
	static const Num *const types[] = { &f32, &f64 };
	List *l = formula("sin(x)*exp(x)", "sinexp", "x");
	Fn f = listfn("sinexp", l);
	mpfr_t part[PARTS];

	init(part);
	for (double x = -3; x < 3; x += .25)
		for (int t = 0; t < 2; t++) {
			Split *s = opened(&f, types[t], x);

			for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
				long e = stepexponent(digits(types[t]), same[i].engine->root, x, 1);
				Jacobian j = jacobian(same[i].engine, &f, types[t], &x);
				double computed, by;

				types[t]->get(1, &by, j.J);
				assert_true(split(s, linearnamed(same[i].name), ldexp(1, (int)e),
					&computed, part));
				assert_true(computed == by);
				freejacobian(&j);
			}
			freesplit(s);
		}
	clear(part);
	freelist(l);
}

/* weights and points of the table: T ~ h^order, and R_d no more than a few roundings of what is
 * subtracted */
static void the_table_has_its_orders(void **state)
{
	List *l = formula("sin(x)*exp(x)", "sinexp", "x");
	Fn f = listfn("sinexp", l);
	Split *s = opened(&f, &f64, 1);
	mpfr_t part[PARTS];

	init(part);
	for (const Linear *q = linear; q->name; q++) {
		double t[2], h = 0x1p-20;

		for (int k = 0; k < 2; k++) {
			assert_true(split(s, q, ldexp(h, -k), NULL, part));
			t[k] = mpfr_get_d(part[TRUNCATION], MPFR_RNDN);
			assert_true(fabs(mpfr_get_d(part[LAST], MPFR_RNDN)) <
				16 * 0x1p-53 * mpfr_get_d(slope(s), MPFR_RNDN));
		}
		if (fabs(log2(t[0] / t[1]) - q->order) > .001)
			fail_msg("%s has order %g", q->name, log2(t[0] / t[1]));
	}
	clear(part);
	freesplit(s);
	freelist(l);
}

/* steps no engine would take: the smallest there are, and those that fall off the point */
static void any_step_adds_up(void **state)
{
	static const double steps[] = { 0x1p-1074, -0x1.8p-1060, 0x1p-400, 1e-17, 0.1, -0.3, 3,
		1e5 };
	Fn f = fnof(&polynomial_function, 0, 0);
	Split *s = opened(&f, &f64, 0.1);
	mpfr_t part[PARTS];
	double computed;

	init(part);
	for (const Linear *q = linear; q->name; q++)
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
			assert_true(split(s, q, steps[i], &computed, part));
	assert_true(split(s, linearnamed("forward"), 1e-17, &computed, part));
	assert_true(computed == 0);                /* x + h = x */
	freesplit(s);
	s = opened(&f, &f64, 2);
	assert_true(split(s, linearnamed("forward"), 0x1p-300, NULL, part));
	assert_true(off(part[TRUNCATION], 0x1p-300, 55, -39, 3) < -200);
	/* of order 2, -39 h^2 alone: three values that agree to 2^-600 */
	assert_true(split(s, linearnamed("central"), 0x1p-300, NULL, part));
	assert_true(off(part[TRUNCATION], 0x1p-300, 0, -39, 0) < -200);
	clear(part);
	freesplit(s);
}

static void refuses_where_there_is_no_derivative(void **state)
{
	List *l = formula("abs(x)", "abs", "x"), *m = formula("a*b", "product", "a,b");
	Fn f = listfn("abs", l), g = listfn("product", m);
	char why[WHY];

	assert_null(newsplit(&f, &f32, 0, why));
	assert_non_null(strstr(why, "kink"));
	assert_null(newsplit(&g, &f32, 0, why));
	assert_non_null(strstr(why, "2 inputs"));
	freelist(l);
	freelist(m);
}

static void branch(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(truth(Gt(x, Const(x, 2))) ? Mul(x, Sqr(x)) : Neg(x));
}

/* recorded anew at each point, x - h on its own side */
static void functions_that_branch_are_split(void **state)
{
	Fn f = { .name = "branch", .record = branch };
	Split *s = opened(&f, &f32, 3);
	mpfr_t part[PARTS];
	double y;

	init(part);
	assert_true(split(s, linearnamed("central"), .5, &y, part));
	assert_true(y == 27.25 && mpfr_cmp_d(part[TRUNCATION], .25) == 0);
	assert_true(split(s, linearnamed("forward"), -1, &y, part));
	assert_true(y == 29);
	clear(part);
	freesplit(s);
}

/* a fit finds the slope that was put in, and a parabola its bottom */
static void fits_find_what_was_put_in(void **state)
{
	Bin b[80];
	Fit r;

	for (int i = 0; i < 80; i++) {
		double h = exp2(-20 + i / 4.), wobble = i % 2 ? 1.01 : 1 / 1.01;

		b[i] = (Bin){
			h,
			{ [TRUNCATION] = 7 * pow(h, 1.5) * wobble, [ERROR] = h + exp2(-20.2) / h }
		};
	}
	r = fit(80, b, TRUNCATION, 0, 1);
	assert_int_equal(r.n, 80);
	assert_true(fabs(r.slope - 1.5) < 3 * r.error && r.error > 1e-4 && r.error < 1e-3);
	assert_int_equal(fit(80, b, TRUNCATION, 0x1p-10, 0x1p-8).n, 8);
	assert_true(fabs(log2(besth(80, b)) + 10.1) < .02);
}

static void twice(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(x), Output(Mul(x, x));
}

static void what_cannot_be_split(void **state)
{
	static const struct { const char *says, *why; double x; } rows[] = {
		{ "x*y", "unit has 2 inputs, and a step is along one", 2 },
		{ "abs(x)", "unit has no derivative at 0: kink", 0 },
		{ "sqrt(x)", "unit has no derivative at 0: vertical", 0 },
	};
	Fn two = { .name = "two", .record = twice };
	char why[WHY];

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		List *l = formula(rows[k].says, "unit", k ? "x" : "x,y");
		Fn f = listfn("unit", l);

		assert_null(newsplit(&f, &f64, rows[k].x, why));
		assert_string_equal(why, rows[k].why);
		freelist(l);
	}
	assert_null(newsplit(&two, &f64, 1, why));
	assert_string_equal(why, "two has 2 results, and one is split");
	freesplit(NULL);
}

/* exp 90 is no number of binary32 */
static void what_is_no_number_does_not_add_up(void **state)
{
	List *l = formula("exp(x)", "exp", "x");
	Fn f = listfn("exp", l);
	Split *s = opened(&f, &f32, 88);
	mpfr_t part[PARTS];
	double computed;

	init(part);
	assert_true(split(s, linearnamed("forward"), 0.5, &computed, part) && isfinite(computed));
	assert_true(whole(s, part));
	mpfr_set_inf(part[TRUNCATION], 1);
	assert_false(whole(s, part));
	mpfr_set_inf(part[ERROR], 1);
	assert_false(whole(s, part));
	assert_false(split(s, linearnamed("forward"), 2, &computed, part));
	assert_true(isinf(computed));
	clear(part);
	freesplit(s);
	freelist(l);
}

/* h^2 at powers of two from lo on, below hi; a bin without the part says nothing of it */
static void exponents_are_of_bins_between(void **state)
{
	Bin b[9];
	Fit r;

	for (int k = 0; k < 9; k++)
		b[k] = (Bin){ .h = exp2(k), .part = { [TRUNCATION] = exp2(2 * k) } };
	b[1].part[TRUNCATION] = b[8].part[TRUNCATION] = 1e9;
	b[4].part[TRUNCATION] = 0;
	r = fit(9, b, TRUNCATION, 4, 256);
	assert_true(fabs(r.slope - 2) < 1e-12);
	assert_true(fabs(fit(9, b, TRUNCATION, 2, 256).slope - 2) > 0.1);
	assert_true(fabs(fit(9, b, TRUNCATION, 4, 257).slope - 2) > 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_split),
		cmocka_unit_test(what_is_no_number_does_not_add_up),
		cmocka_unit_test(exponents_are_of_bins_between),
		cmocka_unit_test(the_seed_figure_splits_as_published),
		cmocka_unit_test(the_tangents_of_cos),
		cmocka_unit_test(splits_what_the_engines_compute),
		cmocka_unit_test(the_table_has_its_orders),
		cmocka_unit_test(any_step_adds_up),
		cmocka_unit_test(refuses_where_there_is_no_derivative),
		cmocka_unit_test(functions_that_branch_are_split),
		cmocka_unit_test(fits_find_what_was_put_in),
	};

	return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
