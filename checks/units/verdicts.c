/* verdicts.c -- the reference's verdict on each row of checks/data/verdicts.def.
 *
 * Prints TAP itself, for a row that is wrong today is shown as skipped, with its reason.
 */
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include "checks/io/tap.h"
#include <stdlib.h>
#include <string.h>

typedef enum { NOW, LATER } When;
typedef struct {
	When when;
	const char *formula, *at;
	Class class;
	const char *d, *left, *right, *why;
} Verdict;

static const Verdict verdicts[] = {
#define V(...) { __VA_ARGS__ },
#include "checks/data/verdicts.def"
};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts, INPUTS = 2, LEAST = 60 };
enum { EXACT = 60, WIDE = 512 };           /* bits that must agree; bits of what is expected */
static const long NOTHING = -1140;         /* below this exponent all is 0 to binary64 */

static size_t numbers(const char *s, double *x)
{
	size_t n = 0;
	char *end;

	for (; *s && n < INPUTS; s = *end == ',' ? end + 1 : "") x[n++] = strtod(s, &end);
	return n;
}

/* "-": none; "*": any */
static bool agrees(const mpfr_t got, const char *want)
{
	mpfr_t w, e;
	bool yes;

	if (!strcmp(want, "*")) return true;
	if (!strcmp(want, "-")) return mpfr_nan_p(got);
	mpfr_inits2(WIDE, w, e, (mpfr_ptr)0);
	if (mpfr_set_str(w, want, 0, MPFR_RNDN)) die("verdicts.def: %s is no number", want);
	if (mpfr_regular_p(w)) {
		mpfr_sub(e, got, w, MPFR_RNDN);
		yes = mpfr_number_p(e) &&
			(mpfr_zero_p(e) || mpfr_get_exp(e) <= mpfr_get_exp(w) - EXACT);
	} else if (mpfr_zero_p(w))
		yes = mpfr_zero_p(got) || (mpfr_regular_p(got) && mpfr_get_exp(got) < NOTHING);
	else
		yes = mpfr_equal_p(got, w);
	mpfr_clears(w, e, (mpfr_ptr)0);
	return yes;
}

static char *shown(const Truth *t)
{
	char *s, *copy;

	mpfr_asprintf(&s, "%s, derivative %.20Rg, left %.20Rg, right %.20Rg", classname[t->class],
	              t->d, t->left, t->right);
	copy = text("%s", s);
	mpfr_free_str(s);
	return copy;
}

/* NULL: as the row says; else what was said instead */
static char *contrary(const Verdict *v)
{
	static const char *const names[] = { "x", "y" };
	const char *by = strstr(v->at, " by ");
	double x[INPUTS], d[INPUTS] = { 1 };
	size_t n = numbers(v->at, x);
	List *l = newlist();
	V in[INPUTS];
	Fn fn = listfn(v->formula, l);
	Truth *t = newtruths(1);
	Reference *r;
	char why[WHY], *said = NULL;

	if (by) numbers(by + strlen(" by "), d);
	for (size_t k = 0; k < n; k++) in[k] = Input(l, names[k], scalar());
	Output(recordformula(l, v->formula, n, names, in));
	r = newreference(&fn, 53, why);
	along(r, x, d, t);
	if (t->class != v->class || !agrees(t->d, v->d) || !agrees(t->left, v->left) ||
	    !agrees(t->right, v->right))
		said = shown(t);
	freereference(r);
	freetruths(1, t);
	freelist(l);
	return said;
}

/* some row expects each class, and there are many */
static void everyclass(Tally *t)
{
	size_t n[UNDECIDED + 1] = { 0 }, all = 0;

	for (size_t k = 0; k < VERDICTS; k++)
		if (verdicts[k].when == NOW) n[verdicts[k].class]++, all++;
	for (int c = 0; c <= UNDECIDED; c++) check(t, n[c], "some row expects %s", classname[c]);
	check(t, all >= LEAST, "at least %d rows must hold", LEAST);
}

int main(void)
{
	Tally t = { .lines = true };

	printf("1..%d\n", VERDICTS + UNDECIDED + 2);
	for (size_t k = 0; k < VERDICTS; k++) {
		const Verdict *v = &verdicts[k];
		char *said = contrary(v);
		char *name = text("%s at %s: %s", v->formula, v->at, classname[v->class]);

		if (v->when == LATER && said) skipped(&t, v->why, "%s", name);
		else if (v->when == LATER)    check(&t, false, "%s: holds now, write NOW", name);
		else if (said)                check(&t, false, "%s; said to be %s", name, said);
		else                          check(&t, true, "%s", name);
		release(said);
		release(name);
	}
	everyclass(&t);
	return t.failed > 0;
}
