/* prove.c -- the prover on values and derivatives that mathematics knows: class right, number equal
 * in every digit given. */
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int wrongs;
#define wrong(...) (print_error(__VA_ARGS__), print_error("\n"), (void)wrongs++)

typedef struct {
	const char *formula, *at, *what;
	Class class;
	const char *d, *left, *right;
} Known;

static const Known cases[] = {
#define A(formula, at, what, class, d, left, right) { formula, at, what, class, d, left, right },
#include "checks/data/proved.def"
};
enum { CASES = sizeof cases / sizeof *cases, INPUTS = 8 };

static void numbers(const char *s, double *x)
{
	char *end;

	for (; *s; s = *end ? end + 1 : end) *x++ = strtod(s, &end);
}

/* equal in the digits given, to one unit of the last of them */
static void printed(const Known *c, const mpfr_t d, const char *want, const char *what)
{
	const char *e = strchr(want, 'e');
	size_t n = 0;
	mpfr_t t, u;

	if (!strcmp(want, "nan"))
		return;
	for (const char *p = want; *p && p != e; p++)
		n += *p >= '0' && *p <= '9' && (n || *p != '0');
	mpfr_inits2(300, t, u, (mpfr_ptr)0);
	mpfr_set_str(t, want, 10, MPFR_RNDN);
	mpfr_ui_pow_ui(u, 10, n > 1 ? n - 1 : 30, MPFR_RNDN);
	mpfr_div(u, t, u, MPFR_RNDN);
	mpfr_abs(u, u, MPFR_RNDN);
	if (mpfr_number_p(t) && mpfr_number_p(d)) mpfr_sub(t, t, d, MPFR_RNDN);
	else if (mpfr_cmp(t, d) == 0)  mpfr_set_zero(t, 1);
	if (mpfr_nan_p(d) || !(mpfr_cmpabs(t, u) <= 0 || (strlen(want) < 6 && mpfr_zero_p(t)))) {
		char *s;

		mpfr_asprintf(&s, "%.40Rg", d);
		wrong("%s at %s, %s: %s is %s, not %s", c->formula, c->at, c->what, what, s, want);
	}
	mpfr_clears(t, u, (mpfr_ptr)0);
}

static void one(const Known *c)
{
	double x[INPUTS], v[2][INPUTS] = { { 0 } };
	char **names, why[WHY];
	size_t n = freenames(1, &c->formula, &names);
	List *l = newlist();
	Truth *t = newtruths(1);
	V in[INPUTS];
	Fn fn = listfn("f", l);
	Reference *r;

	assert_true(n <= INPUTS);
	numbers(c->at, x);
	for (size_t k = 0; k < n; k++) in[k] = Input(l, names[k], scalar());
	Output(recordformula(l, c->formula, n, (const char *const *)names, in));
	r = newreference(&fn, 53, why);
	if (*c->what == 'f') {
		primal(r, x, &t->d);
		t->class = mpfr_zero_p(t->d) ? ZERO : mpfr_nan_p(t->d) ? NOWHERE : SMOOTH;
	} else {
		for (int k = 0; k < 2 && c->what[k]; k++) v[k][c->what[k] - '0'] = 1;
		if (c->what[1]) curved(r, x, v[0], v[1], t);
		else            along(r, x, v[0], t);
	}
	if (t->class != c->class)
		wrong("%s at %s, %s: %s%s%s, not %s", c->formula, c->at, c->what,
			classname[t->class], *t->why ? ", " : "", t->why, classname[c->class]);
	printed(c, t->d, c->d, "the derivative");
	printed(c, t->left, c->left, "from the left it");
	printed(c, t->right, c->right, "from the right it");
	freereference(r);
	freetruths(1, t);
	freelist(l);
	for (size_t k = 0; k < n; k++) release(names[k]);
	release(names);
}

static void what_mathematics_knows(void **state)
{
	for (int k = 0; k < CASES; k++)
		one(&cases[k]);
	assert_int_equal(wrongs, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_mathematics_knows) };

	countmpfr();
	return cmocka_run_group_tests_name("prove", tests, NULL, NULL);
}
