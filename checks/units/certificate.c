/* certificate.c -- a whole gradient from one direction: accepted when right, one entry off by 2^-40
 * named. */
#include "checks/suite/functions.h"
#include "engines/reference/certificate.h"
#include "engines/prims/recorders.h"
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

enum { WIDE = 1000 };

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void tried(const char *name, int depth, int width)
{
	Fn fn = fnof(functionnamed(name), depth, width);
	size_t n = inputsof(&fn);
	double *x = alloc(n, sizeof *x), t0;
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	Certificate c;

	for (size_t i = 0; i < n; i++) x[i] = 0.5 + gsl_rng_uniform(g);
	for (unsigned long seed = 1; seed <= 3; seed++) {
		size_t bad = gsl_rng_uniform_int(g, n);

		t0 = seconds();
		c = certify(&fn, x, 53, seed, SIZE_MAX);
		if (seed == 1)
			print_message("# %s: %zu entries, certified in %.0f ms\n", name, n,
				1e3 * (seconds() - t0));
		assert_true(c.sure);
		assert_int_equal(c.directions, 1);
		freecertificate(&c);
		c = certify(&fn, x, 53, seed, bad);
		assert_false(c.sure);
		assert_int_equal(c.nwrong, 1);
		assert_int_equal(c.column[0], bad);
		freecertificate(&c);
	}
	gsl_rng_free(g);
	release(x);
}

static void rosenbrock(void **state) { tried("rosenbrock", 1, WIDE); }
static void logsumexp(void **state)  { tried("logsumexp", 1, WIDE); }
/* 2 x (22 x 22 + 22) + 22 = 1034 inputs */
static void mlp(void **state)        { tried("mlp", 2, 22); }

/* every row of a Jacobian at once; a fault in one of them is named by row and column */
static void jacobians(void **state)
{
	Fn fn = fnof(functionnamed("abc"), 1, 50);
	size_t n = inputsof(&fn);
	double *x = alloc(n, sizeof *x);
	Certificate c;

	for (size_t i = 0; i < n; i++) x[i] = 1 + 0.01 * (double)i;
	c = certify(&fn, x, 53, 7, SIZE_MAX);
	assert_true(c.sure);
	freecertificate(&c);
	c = certify(&fn, x, 53, 7, 17 * n + 17);
	assert_false(c.sure);
	assert_int_equal(c.row[0], 17);
	assert_int_equal(c.column[0], 17);
	freecertificate(&c);
	release(x);
}

/* how many entries of J the proofs of each entry do not agree with to 2^-100, and the last of them
 */
static size_t apart(const Fn *fn, const double *x, const Certificate *c, size_t *which)
{
	char why[WHY];
	Reference *r = newreference(fn, 110, why);
	Truth *t = newtruths(c->nx);
	size_t n = 0;
	mpfr_t d;

	mpfr_init2(d, 512);
	assert_true(every(r, x, false, t));
	for (size_t i = 0; i < c->nx; i++) {
		assert_true(t[i].proof == ENTRY || t[i].proof == STRUCTURE);
		mpfr_sub(d, t[i].d, c->J[i], MPFR_RNDN);
		if (mpfr_zero_p(d) || mpfr_get_exp(d) <= mpfr_get_exp(c->J[i]) - 100) continue;
		n++, *which = i;
	}
	mpfr_clear(d);
	freetruths(c->nx, t);
	freereference(r);
	return n;
}

/* every entry proved by itself: none is apart from the rules', and of one that is off by 2^-40 just
 * that */
static void proved(const char *name, int depth, int width)
{
	Fn fn = fnof(functionnamed(name), depth, width);
	size_t n = inputsof(&fn), bad = n/3, which = n;
	double *x = alloc(n, sizeof *x);
	Certificate c;

	for (size_t i = 0; i < n; i++) x[i] = 0.5 + 0.37*(double)(i*7919 % n)/(double)n;
	c = certify(&fn, x, 53, 1, bad);
	assert_int_equal(apart(&fn, x, &c, &which), 1);
	assert_int_equal(which, bad);
	freecertificate(&c);
	release(x);
}

static void all_rosenbrock(void **state) { proved("rosenbrock", 1, WIDE); }
static void all_logsumexp(void **state)  { proved("logsumexp", 1, WIDE); }
static void all_mlp(void **state)        { proved("mlp", 2, 22); }

static void decided(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar()), y = Input(l, "y", scalar());

	Output(truth(Lt(x, y)) ? Mul(Sqr(x), y) : Neg(x));
}

/* a function that decides in C: its rules are those of the branch that is taken at the point */
static void branching(void **state)
{
	static const struct { double x[2], J[2]; } rows[] = {
		{ { 0.5, 3 }, { 3, 0.25 } }, { { 3, 0.5 }, { -1, 0 } } };
	Fn fn = { .name = "decided", .record = decided };

	for (int k = 0; k < 2; k++) {
		Certificate c = certify(&fn, rows[k].x, 53, 3, SIZE_MAX);

		assert_true(c.sure);
		for (int i = 0; i < 2; i++)
			assert_true(mpfr_get_d(c.J[i], MPFR_RNDN) == rows[k].J[i]);
		freecertificate(&c);
	}
}

/* a Hessian by one product w'H v; an entry off by 2^-40 is named */
static void hessians(void **state)
{
	Fn fn = fnof(functionnamed("rosenbrock"), 1, 40);
	double x[40];
	Certificate c;

	for (int i = 0; i < 40; i++) x[i] = 0.5 + 0.03 * i;
	c = certifysecond(&fn, x, 53, 3, SIZE_MAX);
	assert_true(c.sure);
	assert_int_equal(c.directions, 1);
	freecertificate(&c);
	c = certifysecond(&fn, x, 53, 3, 17 * 40 + 18);
	assert_false(c.sure);
	assert_int_equal(c.nwrong, 1);
	assert_int_equal(c.row[0], 17);
	assert_int_equal(c.column[0], 18);
	freecertificate(&c);
}

/* entries too far apart for one product to show them all: it says nothing */
static void faint_entries(void **state)
{
	static const struct { const char *says; bool hardly; } rows[] = {
		{ "x^2 + y^2 + 1e-40*x*y", true },     /* beside the diagonal, */
		{ "1e-40*(x^2 + y^2) + x*y", true },   /* and on it */
		{ "x^2 + 1e-40*y^2", false },          /* weights make up for that */
		{ "x^2 + y^2 + 1e-4*x*y", false },
	};
	const double x[] = { 1, 2 };

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		List *l = formula(rows[k].says, "unit", "x,y");
		Fn fn = listfn("unit", l);
		Certificate c = certifysecond(&fn, x, 53, 3, SIZE_MAX);

		assert_int_equal(c.sure, !rows[k].hardly);
		assert_int_equal(c.directions, rows[k].hardly ? 0 : 1);
		freecertificate(&c);
		freelist(l);
	}
}

/* H entry by entry from one germ: that of the rules */
static void hessian_entries(void **state)
{
	Fn fn = fnof(functionnamed("logsumexp"), 1, 12);
	double x[12];
	char why[WHY];
	Truth *t = newtruths(144);
	Reference *r;
	Certificate c;
	mpfr_t d;

	for (int i = 0; i < 12; i++) x[i] = 0.5 - 0.11 * i;
	r = newreference(&fn, 110, why);
	c = certifysecond(&fn, x, 110, 3, SIZE_MAX);
	mpfr_init2(d, 512);
	assert_true(every(r, x, true, t));
	for (int k = 0; k < 144; k++) {
		if (k % 12 < k / 12) continue;
		mpfr_sub(d, t[k].d, c.J[k], MPFR_RNDN);
		assert_true(mpfr_get_exp(d) < mpfr_get_exp(c.J[k]) - 100 || mpfr_zero_p(d));
	}
	mpfr_clear(d);
	freecertificate(&c);
	freereference(r);
	freetruths(144, t);
}

static bool alike(const mpfr_t a, const mpfr_t b)
{
	if (mpfr_nan_p(a) || mpfr_nan_p(b))
		return mpfr_nan_p(a) && mpfr_nan_p(b);
	return mpfr_get_d(a, MPFR_RNDN) == mpfr_get_d(b, MPFR_RNDN);
}

/* ties of every kind: each entry from one germ is what a germ of its own gives */
static void ties(void **state)
{
	List *l = formula("relu(x)*x + abs(y) + max(x, y)*z + min(x, 2*z)^2 + floor(y) + "
		"where(y > 1, y^2, 2*y - 1) + sqrt(abs(z - 1)) + cbrt(y*x) + where(x >= 0, z^2, z)",
		"ties", "x,y,z");
	static const double at[][3] = { { 0, 0, 0 }, { 1, 1, -2 }, { 4, 1, 2 }, { 0, 2.5, 1 },
		{ -1, 3, 1 }, { 0.5, 0.5, 0.25 } };
	Fn fn = listfn("ties", l);
	char why[WHY];

	for (size_t p = 0; p < sizeof at / sizeof *at; p++) {
		Reference *r = newreference(&fn, 53, why);
		Truth *t = newtruths(3), *own = newtruths(1);

		assert_true(every(r, at[p], false, t));
		for (int i = 0; i < 3; i++) {
			double v[3] = { 0 };

			v[i] = 1;
			firsts(r, at[p], v, own);
			assert_int_equal(t[i].class, own->class);
			assert_true(alike(t[i].d, own->d));
			assert_true(alike(t[i].left, own->left) && alike(t[i].right, own->right));
		}
		freetruths(3, t), freetruths(1, own);
		freereference(r);
	}
	freelist(l);
}

static V bent(const Prim *p, int i, V t, V d)
{
	return t.list && i == 0 && !strcmp(p->name, "sqr") ? Mul(t, Const(t, 1 + 0x1p-50)) : t;
}

/* a rule wrong by 2^-50 is not certified */
static void wrong_rules(void **state)
{
	Fn fn = fnof(functionnamed("rosenbrock"), 1, 20);
	double x[20];
	Certificate c;

	for (int i = 0; i < 20; i++) x[i] = 0.5 + 0.03 * i;
	tamper = bent;
	c = certify(&fn, x, 53, 1, SIZE_MAX);
	tamper = NULL;
	assert_false(c.sure);
	freecertificate(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rosenbrock),
		cmocka_unit_test(logsumexp),
		cmocka_unit_test(mlp),
		cmocka_unit_test(jacobians),
		cmocka_unit_test(wrong_rules),
		cmocka_unit_test(all_rosenbrock),
		cmocka_unit_test(all_logsumexp),
		cmocka_unit_test(all_mlp),
		cmocka_unit_test(ties),
		cmocka_unit_test(branching),
		cmocka_unit_test(hessians),
		cmocka_unit_test(faint_entries),
		cmocka_unit_test(hessian_entries),
	};

	countmpfr();
	return cmocka_run_group_tests_name("certificate", tests, NULL, NULL);
}
