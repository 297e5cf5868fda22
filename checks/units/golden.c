/* golden.c -- the reference on derivatives that are known: class right, value equal in all printed
 * digits. */
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include "engines/prims/recorders.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int wrongs;
#define wrong(...) (print_error(__VA_ARGS__), print_error("\n"), (void)wrongs++)

typedef struct {
	const char *name, *formula, *at, *direction;
	Class class;
	const char *d, *left, *right;
} Golden;

static const Golden golden[] = {
#define G(name, formula, at, direction, class, d, left, right) \
	{ name, formula, at, direction, class, d, left, right },
#include "checks/data/golden.def"
};
enum { GOLDEN = sizeof golden / sizeof *golden, INPUTS = 3 };

static size_t numbers(const char *s, double *x)
{
	size_t n = 0;
	char *end;

	for (; *s; s = *end ? end + 1 : end) x[n++] = strtod(s, &end);
	return n;
}

/* d printed as the table prints it */
static void printed(const Golden *g, const mpfr_t d, const char *want, const char *what)
{
	char *s;

	if (!strcmp(want, "nan"))
		return;
	if (strchr(want, 'e')) mpfr_asprintf(&s, "%.39Re", d);
	else                   mpfr_asprintf(&s, "%.0Rf", d);
	if (strcmp(s, want) && !(mpfr_zero_p(d) && !strcmp(want, "0")))
		wrong("%s: %s %s, not %s", g->name, what, s, want);
	mpfr_free_str(s);
}

/* a derivative below 2^-1140 is proved to be that small, and no digit of it is worth more */
static bool small(const char *d, const Truth *t)
{
	mpfr_t g;
	bool yes;

	mpfr_init_set_str(g, d, 10, MPFR_RNDN);
	yes = mpfr_get_exp(g) < -1140 && mpfr_cmpabs(g, t->radius) <= 0;
	mpfr_clear(g);
	return yes;
}

static void one(const Golden *g)
{
	static const char *const names[][INPUTS] = { { "x" }, { "x0", "x1", "x2" }, { "x", "y" } };
	double x[INPUTS], v[INPUTS];
	size_t n = numbers(g->at, x);
	const char *const *name = n == 1   ? names[0]
		: strstr(g->formula, "x0") ? names[1]
					   : names[2];
	List *l = newlist();
	V in[INPUTS];
	Fn fn = listfn(g->name, l);
	Truth *t = newtruths(1);
	Reference *r;
	char why[WHY];

	numbers(g->direction, v);
	for (size_t k = 0; k < n; k++) in[k] = Input(l, name[k], scalar());
	Output(recordformula(l, g->formula, n, name, in));
	r = newreference(&fn, 53, why);
	along(r, x, v, t);
	if (g->class == SMOOTH && t->class == ZERO && t->proof == ENTRY && small(g->d, t)) goto out;
	if (t->class != g->class)
		wrong("%s is %s, not %s", g->name, classname[t->class], classname[g->class]);
	if (g->class == SMOOTH || g->class == ZERO || g->class == JOIN)
		printed(g, t->d, g->d, "the derivative is");
	if (g->class == KINK) {
		printed(g, t->left, g->left, "from the left it is");
		printed(g, t->right, g->right, "from the right it is");
	}
out:	freereference(r);
	freetruths(1, t);
	freelist(l);
}

static void every_known_derivative(void **state)
{
	for (int k = 0; k < GOLDEN; k++)
		one(&golden[k]);
	assert_int_equal(wrongs, 0);
}

/* C's own branches: at the boundary a jump, beside it not; a kink and a join by where the branch is
 * taken */
static void dynamic(List *l, const Fn *f)
{
	V x = Input(l, "x", scalar());
	const char *how = f->what;
	bool right = truth(Gt(x, Const(x, 2)));

	if (!strcmp(how, "jump")) Output(right ? Add(x, x) : Neg(x));
	if (!strcmp(how, "kink")) Output(right ? Sub(Add(x, x), Const(x, 2)) : x);
	if (!strcmp(how, "join")) Output(right ? Sub(Mul(Const(x, 4), x), Const(x, 4)) : Sqr(x));
}

static void branches_of_c(void **state)
{
	static const struct { const char *how; double x; Class class; double d; } cases[] = {
		{ "jump", 2, JUMP, 0 },
		{ "jump", 3, SMOOTH, 2 },
		{ "jump", 1, SMOOTH, -1 },
		{ "kink", 2, KINK, 0 },
		{ "join", 2, JOIN, 4 },
	};
	double v = 1;

	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
		Fn fn = { .name = cases[k].how, .record = dynamic, .what = cases[k].how };
		char why[WHY];
		Reference *r = newreference(&fn, 53, why);
		Truth *t = newtruths(1);

		along(r, &cases[k].x, &v, t);
		if (t->class != cases[k].class)
			wrong("%s at %g is %s, not %s", cases[k].how, cases[k].x,
				classname[t->class], classname[cases[k].class]);
		if (t->class == SMOOTH || t->class == JOIN)
			assert_true(mpfr_get_d(t->d, MPFR_RNDN) == cases[k].d);
		freetruths(1, t);
		freereference(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_known_derivative),
		cmocka_unit_test(branches_of_c) };

	countmpfr();
	return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
