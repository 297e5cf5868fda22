/* enclosures.c -- the prover's own promises: what it encloses is inside, its bound is Cauchy's, a
 * ball holds the values of its points.
 *
 * Every fault of fault.h turns one of these red.
 */
#include "engines/formula/formula.h"
#include "engines/reference/germ.h"
#include "engines/reference/reference.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { VARS = 2, BITS = 700 };
static const char *const names[VARS] = { "x", "y" };
static int wrongs;
int mutant;                                /* of fault.h, where they are compiled in */
#define wrong(...) (print_error(__VA_ARGS__), print_error("\n"), (void)wrongs++)

static List *parsed(const char *s)
{
	List *l = newlist();
	V in[VARS];

	for (size_t k = 0; k < VARS; k++) in[k] = Input(l, names[k], scalar());
	Output(recordformula(l, s, VARS, names, in));
	return l;
}

/* ---- the truth lies in the enclosure ------------------------------------------------------- */

/* by: "x", "y", or two of them; truth: a formula, or NULL where there is none */
static const struct {
	const char *formula;
	double at[VARS];
	const char *by;
	Class class;
	const char *truth;
} rows[] = {
	{ "exp(x)", { 0.5, 1 }, "x", SMOOTH, "exp(x)" },
	{ "exp(x*y)", { 0.5, 1 }, "xx", SMOOTH, "y*y*exp(x*y)" },
	{ "x^3", { 1, 1 }, "x", SMOOTH, "3*x*x" },
	{ "x^5 - x", { 0.1, 1 }, "xx", SMOOTH, "20*x^3" },
	{ "sqrt(x - 7.9)", { 8, 1 }, "x", SMOOTH, "0.5/sqrt(x - 7.9)" },
	{ "1/(1 + 4*(x - 8)*(x - 8)*y)", { 8.5, 1 }, "x", SMOOTH,
		"-8*(x - 8)/sqr(1 + 4*sqr(x - 8))" },
	{ "x^2*y^3", { 1.5, 2 }, "xy", SMOOTH, "6*x*y*y" },
	{ "sin(x*y)", { 0.25, 3 }, "xy", SMOOTH, "cos(x*y) - x*y*sin(x*y)" },
	{ "atan(x - 20)", { 20, 3 }, "x", SMOOTH, "1" },
	{ "2*abs(x)", { 0, 1 }, "x", KINK, NULL },
	{ "x*sqrt(x)", { 0, 1 }, "x", ONESIDED, NULL },
	{ "where(x > 0, sqrt(2)*(1 + 1e-60), sqrt(2))", { 0, 1 }, "x", JUMP, NULL },
	{ "sqrt(2) + 1e-60*sqrt(2)*sign(x)", { 0, 1 }, "x", JUMP, NULL },
	{ "where(x > 1, x^2, 2*x - 1)", { 1, 1 }, "x", JOIN, "2" },
	{ "floor(tanh(1e6*x))*x", { 1, 1 }, "x", ZERO, "0" },
	{ "-floor(-tanh(1e6*x))*x", { 1, 1 }, "x", SMOOTH, "1" },
	{ "round(tanh(exp(exp(exp(10*x)))))*x", { 1, 1 }, "x", SMOOTH, "1" },
	{ "acosh(erf(x))", { 30, 1 }, "x", NOWHERE, NULL },
};
enum { ROWS = sizeof rows / sizeof *rows };

static bool inside(const Truth *t, const char *truth, const double *x)
{
	List *l = parsed(truth), *e;
	Fn fn = listfn("truth", l);
	char why[WHY];
	mpfr_t *at, u;
	bool yes;

	precision(BITS);
	at = array(&mpfr, VARS);
	for (size_t k = 0; k < VARS; k++) mpfr_set_d(at[k], x[k], MPFR_RNDN);
	e = trace(&fn, &mpfr, at, why);
	mpfr_init(u);
	mpfr_sub(u, t->d, *(mpfr_t *)value(instruction(e, e->out[0])), MPFR_RNDA);
	yes = mpfr_cmpabs(u, t->radius) <= 0 || mpfr_zero_p(u) || mpfr_get_exp(u) < -BITS + 20;
	mpfr_clear(u);
	freelist(e);
	freelist(l);
	freearray(&mpfr, VARS, at);
	return yes;
}

static void the_truth_is_inside(void **state)
{
	for (int k = 0; k < ROWS; k++) {
		List *l = parsed(rows[k].formula);
		Fn fn = listfn(rows[k].formula, l);
		char why[WHY];
		Reference *r = newreference(&fn, 53, why);
		Truth *t = newtruths(1);
		double v[VARS] = { 0 }, w[VARS] = { 0 };

		v[rows[k].by[0] - 'x'] = 1;
		if (rows[k].by[1]) w[rows[k].by[1] - 'x'] = 1, curved(r, rows[k].at, v, w, t);
		else               along(r, rows[k].at, v, t);
		if (t->class != rows[k].class)
			wrong("%s by %s is called %s %s, not %s", rows[k].formula, rows[k].by,
				classname[t->class], t->why, classname[rows[k].class]);
		else if (rows[k].truth && !inside(t, rows[k].truth, rows[k].at))
			wrong("%s by %s: the enclosure misses %s", rows[k].formula, rows[k].by,
				rows[k].truth);
		freetruths(1, t);
		freereference(r);
		freelist(l);
	}
	assert_int_equal(wrongs, 0);
}

/* ---- the bound is Cauchy's ----------------------------------------------------------------- */

/* n = 0: mixed; least: what |f - c| reaches on the real axis within R of the point, whatever c */
static void bounded(const char *written, int n, double least(double R))
{
	static const double x[VARS], v[VARS] = { 1, 0 }, w[VARS] = { 0, 1 };
	List *l = parsed(written);
	Code *all = newcode(l, false), *c = cone(all, 0);
	Germ *g = newgerm(c, x, v, n ? NULL : w, NULL, 0, 1);
	Evidence e = { 0 };
	arb_t D;
	mag_t r;
	double estimate;

	arb_init(D), mag_init(r), mag_init(e.M);
	assert_true(branches(g, c->out[0]));
	if (!enclose(g, c->out[0], 0, false, n, 100, 1140, D, &e))
		wrong("%s: no enclosure", written);
	estimate = log2of(e.M) - 2 * (double)e.m - (n ? n : 2) * (double)e.e +
		(n ? (n + 2) * log2(n) : 1);
	if (log2of(arb_radref(D)) < estimate - 1e-6)
		wrong("%s, order %d: the radius 2^%g is less than Cauchy's 2^%g", written, n,
			log2of(arb_radref(D)), estimate);
	if (log2of(e.M) < log2(least(exp2((double)e.e))) - 1e-6)
		wrong("%s, order %d: M is 2^%g on a disc of 2^%ld", written, n, log2of(e.M),
			(long)e.e);
	arb_clear(D), mag_clear(r), mag_clear(e.M);
	freegerm(g);
	freecode(c), freecode(all);
	freelist(l);
}

static void the_bound_is_cauchys(void **state)
{
	for (int n = 1; n <= 4; n++) bounded("exp(x)", n, sinh);
	for (int n = 1; n <= 3; n++) bounded("atan(x)", n, atan);
	bounded("exp(x + y)", 0, sinh);       /* both directions are taken half as long there */
	assert_int_equal(wrongs, 0);
}

/* ---- a ball holds the values of its points ------------------------------------------------- */

/* where the primitive is analytic around: centres to be tried */
static const double centres[][2] = { { 0.4, 0.3 }, { 2.4, 1.3 }, { -0.4, 2 }, { 1, 1.5 } };
enum { CENTRES = sizeof centres / sizeof *centres, CORNERS = 8, LEASTOPS = 35 };

/* a ball of radius 1/8, or a point inside it */
static void around(acb_t z, double c, int corner)
{
	arb_set_d(RE(z), c), arb_zero(IM(z));
	if (corner < 0) {
		mag_set_d(arb_radref(RE(z)), 0.125);
		mag_set_d(arb_radref(IM(z)), 0.125);
		return;
	}
	arb_set_d(RE(z), c + (corner & 1 ? 0.124 : -0.124));
	arb_set_d(IM(z), corner & 2 ? 0.124 : corner & 4 ? 0 : -0.124);
}

static size_t holds(int op, const double *c)
{
	acb_t a, b, y, z;
	Cell ball = { a, b, POS, NULL, true, 256 };
	size_t n = 0;

	acb_init(a), acb_init(b), acb_init(y), acb_init(z);
	around(a, c[0], -1), around(b, c[1], -1);
	if (kinds[op]->rule != STEP && ballof(y, op, &ball))
		for (int k = 0; k < CORNERS; k++) {
			around(a, c[0], k), around(b, c[1], k);
			if (!ballof(z, op, &ball)) continue;
			n++;
			if (!acb_overlaps(y, z))
				wrong("%s around %g, %g: the ball lacks the value of corner %d",
					opname(op), c[0], c[1], k);
		}
	acb_clear(a), acb_clear(b), acb_clear(y), acb_clear(z);
	return n;
}

/* by another way: exp(log a + log b) of corners lies in the product of the balls */
static void products(void)
{
	acb_t a, b, y, z;
	Cell ball = { a, b, POS, NULL, true, 256 };

	acb_init(a), acb_init(b), acb_init(y), acb_init(z);
	around(a, 1, -1), around(b, 1.5, -1);
	assert_true(ballof(y, O_mul, &ball));
	for (int k = 0; k < CORNERS; k++) {
		around(a, 1, k), around(b, 1.5, k);
		acb_log(a, a, 256), acb_log(b, b, 256);
		acb_add(z, a, b, 256);
		acb_exp(z, z, 256);
		if (!acb_overlaps(y, z))
			wrong("the product of two balls lacks that of corner %d", k);
	}
	acb_clear(a), acb_clear(b), acb_clear(y), acb_clear(z);
}

static void a_ball_holds_the_values_of_its_points(void **state)
{
	size_t n = 0;

	products();
	for (int op = O_where + 1; op < OPS; op++) {
		size_t points = 0;

		for (int k = 0; k < CENTRES && kinds[op]; k++) points += holds(op, centres[k]);
		n += points > 0;
	}
	if (n < LEASTOPS) wrong("only %zu primitives have a ball somewhere", n);
	assert_int_equal(wrongs, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_truth_is_inside), cmocka_unit_test(the_bound_is_cauchys),
		cmocka_unit_test(a_ball_holds_the_values_of_its_points)
	};

	if (argc > 1) mutant = atoi(argv[1]);
	countmpfr();
	return cmocka_run_group_tests_name("enclosures", tests, NULL, NULL);
}
