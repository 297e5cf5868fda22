/* scalars.c -- unit tests of eager scalar programs, against the list's own rules and the reverse
 * engine. */
#include "checks/suite/functions.h"
#include "engines/tape/scalars.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool identical(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

/* the list's 0/0 is 0 where it is the product with a cotangent that is a quotient: atan2 and
 * strongdiv
 * at (0, 0) */
static bool zerobyzero(const double *x, double a, double b)
{
	return x[0] == 0 && x[1] == 0 && isnan(a) && b == 0;
}

/* ---- every primitive ---------------------------------------------------------- */

static const struct {
	const char *name;
	Scalar (*one)(Scalar), (*two)(Scalar, Scalar);
} recorders[] = {
#define U(name, Name, ...) { #name, .one = Name##s },
#define B(name, Name, ...) { #name, .two = Name##s },
#include "engines/prims/scalar.def"
};
enum { RECORDERS = sizeof recorders / sizeof *recorders, DRAWN = 40 };

static const double hard[] = { 0, 1, -1, 0.5, 2, -2.5, 1e-300, 20, -40, 700, -745, 1e160, -1e160,
	INFINITY, 1 - 0x1p-20 };
static const double pairs[][2] = { { 0, 1 }, { 1, 0 }, { 0, 0 }, { 2, 2 }, { -2, 2 },
	{ -5.5, 2.25 }, { 1e200, 1e160 }, { 0, 0.5 }, { 3e-200, 4e-200 } };

static void same_bits(const Prim *p, size_t k, const double *x)
{
	List *l = newlist();
	V in[2];
	Fn fn;
	Jacobian j;
	Scalar s[2], y;

	for (int i = 0; i < p->nargs; i++) in[i] = Input(l, NULL, scalar()), s[i] = variable(x[i]);
	if (isthe(p, UNRULED0)) {              /* which the engine would refuse */
		in[0] = Add(Mul(Sign(in[0]), Number(l, 0)), Number(l, x[0]));
		s[0] = constant(x[0]);
	}
	Output(record(l, p, (size_t)p->nargs, in, NULL, NULL));
	fn = listfn(p->name, l);
	j = jacobian(&reverse_engine, &fn, &f64, x);
	y = p->nargs == 1 ? recorders[k].one(s[0]) : recorders[k].two(s[0], s[1]);
	seed(y, 1);
	backwardtape();
	if (!identical(y.v, *(double *)j.y))
		fail_msg("%s(%g, %g) is %.17g, by the list %.17g", p->name, x[0], x[1], y.v,
			*(double *)j.y);
	for (int i = 0; i < p->nargs; i++)
		if (s[i].id && !identical(adjoint(s[i]), ((double *)j.J)[i]) &&
			!zerobyzero(x, adjoint(s[i]), ((double *)j.J)[i]))
			fail_msg("d%d %s(%g, %g) is %.17g, by the list %.17g", i, p->name, x[0],
				x[1], adjoint(s[i]), ((double *)j.J)[i]);
	resettape();
	freejacobian(&j);
	freelist(l);
}

static void partials_are_the_lists_own(void **state)
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);

	for (size_t k = 0; k < RECORDERS; k++) {
		const Prim *p = primnamed(recorders[k].name, strlen(recorders[k].name));

		for (int n = 0; n < DRAWN; n++)
			same_bits(p, k,
				(double[]){ p->lo + (p->hi - p->lo) * gsl_rng_uniform(g),
					p->lo + (p->hi - p->lo) * gsl_rng_uniform(g) });
		for (size_t n = 0; p->nargs == 1 && n < sizeof hard / sizeof *hard; n++)
			same_bits(p, k, (double[]){ hard[n], 0 });
		for (size_t n = 0; p->nargs == 2 && n < sizeof pairs / sizeof *pairs; n++)
			same_bits(p, k, pairs[n]);
	}
	gsl_rng_free(g);
}

/* ---- programs -------------------------------------------------------------------- */

enum { WIDE = 9 };

static Scalar rosenbrock(const Scalar *x, size_t n)
{
	Scalar y = constant(0);

	for (size_t i = 0; i + 1 < n; i++) {
		Scalar u = Subs(x[i + 1], Sqrs(x[i])), w = Subs(constant(1), x[i]);

		y = Adds(y, Adds(Muls(constant(100), Sqrs(u)), Sqrs(w)));
	}
	return y;
}

static Scalar speelpenning(const Scalar *x, size_t n)
{
	Scalar y = x[0];

	for (size_t i = 1; i < n; i++) y = Muls(y, x[i]);
	return y;
}

/* E - e sin E = M by Newton, until E stands still */
static Scalar kepler(const Scalar *x, size_t n)
{
	Scalar e = x[0], E = x[1], step;

	do {
		step = Divs(Subs(Subs(E, Muls(e, Sins(E))), x[1]),
			Subs(constant(1), Muls(e, Coss(E))));
		E = Subs(E, step);
	} while (fabs(step.v) > 1e-12);
	return E;
}

static Scalar logistic(const Scalar *x, size_t n)
{
	Scalar rate = Muls(constant(4), x[0]), y = x[1];

	for (int k = 0; k < 5; k++) y = Muls(Muls(rate, y), Subs(constant(1), y));
	return y;
}

static Scalar branchy(const Scalar *x, size_t n)
{
	return x[0].v > 2 ? Adds(Muls(constant(2), x[0]), constant(5))
			  : Adds(Divs(x[0], constant(2)), constant(5));
}

/* Newton as a list whose length the numbers decide */
static void keplerrows(List *l, const Fn *f)
{
	V e = Input(l, "e", scalar()), M = Input(l, "M", scalar()), E = M, step;

	do {
		step = Div(Sub(Sub(E, Mul(e, Sin(E))), M), Sub(Number(l, 1), Mul(e, Cos(E))));
		E = Sub(E, step);
	} while (truth(Gt(Abs(step), Number(l, 1e-12))));
	Output(E);
}

static void branchrows(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());

	Output(truth(Gt(x, Number(l, 2))) ? Add(Mul(Number(l, 2), x), Number(l, 5))
					  : Add(Div(x, Number(l, 2)), Number(l, 5)));
}

static void agrees(Scalar (*program)(const Scalar *, size_t), const Fn *fn, const double *x,
	size_t n, double ulps)
{
	Jacobian j = jacobian(&reverse_engine, fn, &f64, x);
	Scalar s[WIDE], y;

	for (size_t i = 0; i < n; i++) s[i] = variable(x[i]);
	y = program(s, n);
	seed(y, 1);
	backwardtape();
	if (!(fabs(y.v - *(double *)j.y) <= ulps * 0x1p-52 * fabs(y.v)))
		fail_msg("%s is %.17g, by the reverse engine %.17g", fn->name, y.v, *(double *)j.y);
	for (size_t i = 0; i < n; i++)
		if (!(fabs(adjoint(s[i]) - ((double *)j.J)[i]) <=
			    ulps * 0x1p-52 * fabs(adjoint(s[i]))))
			fail_msg("%s d%zu is %.17g, by the reverse engine %.17g", fn->name, i,
				adjoint(s[i]), ((double *)j.J)[i]);
	resettape();
	freejacobian(&j);
}

static void gradients_are_the_reverse_engines(void **state)
{
	const double wide[WIDE] = { -1.2, -0.7, -1.9, -0.9, -1.1, -1.4, -0.6, -1.7, -1.3 },
		     two[] = { 0.3, 0.6 }, map[] = { 0.68, 0.71 };
	Fn f = fnof(&rosenbrock_function, 0, WIDE), g = fnof(&speelpenning_function, 0, WIDE),
	   h = fnof(&logistic_function, 0, 0), k = { .name = "kepler", .record = keplerrows },
	   b = { .name = "branch", .record = branchrows };

	agrees(rosenbrock, &f, wide, WIDE, 4);
	agrees(speelpenning, &g, wide, WIDE, 8);
	agrees(logistic, &h, map, 2, 8);
	agrees(kepler, &k, two, 2, 4);
	agrees(branchy, &b, (double[]){ 3 }, 1, 0);
	agrees(branchy, &b, (double[]){ 1 }, 1, 0);
}

/* a*b + c*a, then a/b - c: gradients add up over sweeps until zeroed */
static void adjoints_add_up_until_zeroed(void **state)
{
	static const double want[3][3] = { { -1, 25, 25 }, { -0.75, 23.4375, 24 },
		{ 0.25, -1.5625, -1 } };
	Scalar x[3] = { variable(25), variable(4), variable(-5) };
	Scalar y = Adds(Muls(x[0], x[1]), Muls(x[2], x[0])), z = Subs(Divs(x[0], x[1]), x[2]);

	for (int turn = 0; turn < 3; turn++) {
		if (turn == 2) zeroadjoints();
		seed(turn ? z : y, 1);
		backwardtape();
		for (int k = 0; k < 3; k++) assert_true(adjoint(x[k]) == want[turn][k]);
	}
	zeroadjoints();
	seed(y, 1);                            /* together: the second row of the table again */
	seed(z, 1);
	backwardtape();
	for (int k = 0; k < 3; k++) assert_true(adjoint(x[k]) == want[1][k]);
	seed(y, 1);
	zeroadjoints();                        /* a seed not swept is gone too */
	backwardtape();
	for (int k = 0; k < 3; k++) assert_true(adjoint(x[k]) == 0);
	resettape();
}

static void zeros_do_not_leak(void **state)
{
	Scalar x = variable(0), root = Sqrts(x), dead = Divs(x, x),
	       y = x.v > 0 ? root : Muls(constant(2), x), both = Adds(y, Muls(constant(0), root));

	seed(y, 1);
	seed(root, 0);
	seed(dead, 0);
	backwardtape();
	assert_true(adjoint(x) == 2);          /* not 0 * inf */
	zeroadjoints();
	seed(both, 1);
	backwardtape();
	assert_true(adjoint(x) == 2);
	resettape();
}

static void constants_cost_nothing(void **state)
{
	Scalar x = variable(3), y = Muls(Exps(constant(1)), Floors(x));

	assert_true(y.v == exp(1) * 3);
	assert_int_equal(y.id, 0);
	seed(y, 1);                            /* no variable in it: nothing to sweep */
	backwardtape();
	assert_true(adjoint(x) == 0);
	assert_int_equal(recorded().rows, 1);
	resettape();
}

static void a_million_rows_stay_warm(void **state)
{
	size_t held = 0, before = (freescalars(), bytes().live);

	for (int turn = 0; turn < 3; turn++) {
		Scalar x = variable(0.7), r = variable(0.6), y = x;

		while (recorded().rows < 1000000)
			for (int k = 0; k < 1000; k++) y = Muls(r, Muls(y, Subs(constant(1), y)));
		seed(y, 1);
		backwardtape();
		assert_true(isfinite(adjoint(x)) && adjoint(r) != 0);
		assert_true(recorded().bytes <= 24 * recorded().rows);
		assert_true(!held || recorded().held == held);
		held = recorded().held;
		assert_true(bytes().live - before >= held);
		resettape();
	}
	freescalars();
	assert_true(bytes().live <= before);
}

/* of a table that is full too: it grows at 10 */
static void every_block_is_given_back(void **state)
{
	for (int blocks = 1; blocks <= 12; blocks++) {
		size_t before = (freescalars(), bytes().live), held;
		Scalar x = variable(0.5), y = x;

		held = recorded().held;
		for (int n = 0; n<blocks; n += recorded().held> held, held = recorded().held)
			y = Muls(y, x);
		freescalars();
		assert_int_equal(bytes().live, before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(partials_are_the_lists_own),
		cmocka_unit_test(gradients_are_the_reverse_engines),
		cmocka_unit_test(adjoints_add_up_until_zeroed),
		cmocka_unit_test(zeros_do_not_leak),
		cmocka_unit_test(constants_cost_nothing),
		cmocka_unit_test(a_million_rows_stay_warm),
		cmocka_unit_test(every_block_is_given_back),
	};

	/* a scalar program calls libm: so must the list it is held against, bit for bit */
	scalarlibm = true;
	return cmocka_run_group_tests_name("scalars", tests, NULL, NULL);
}
