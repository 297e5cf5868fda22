/* arrays -- random formulas of several arrays: do the engines agree?
 *
 * usage: fuzz-arrays N [SEED]
 *
 * What is shared between arrays is what goes wrong with them: a part of an input, an input with
 * zeros around it, a gradient that is a part of another.  Jacobians, sparse ones and Hessians of
 * every engine are held against those of the forward engine.  Prints counts; exit 1 if one is
 * apart.
 */
#include "checks/io/progress.h"
#include "engines/formula/formula.h"
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* of the largest entry: roundings of a few dozen operations */
static const double ALIKE = 1e-10;
enum { INPUTS = 6, ELEMENTS = 24, MOSTLENGTH = 6, DEEP = 5 };

typedef struct { size_t formulas, entries, unable, apart; } Counts;

static const struct { const char *name; Shape shape; } input[INPUTS] = {
	{ "b", { 1, { 3 } } }, { "w", { 1, { 2 } } }, { "c", { 1, { 6 } } }, { "x", { 0 } },
	{ "A", { 2, { 2, 3 } } }, { "e", { 1, { 6 } } },
};

static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine,
	&checkpointed_engine, &shared_engine };
enum { WHO = sizeof who / sizeof *who };

static gsl_rng *luck;

static int below(int n) { return (int)gsl_rng_uniform_int(luck, (unsigned long)n); }

/* ---- drawing: a vector of k elements, a scalar ----------------------------------------------- */

static char *vectorof(int k, int depth);
static char *scalarof(int depth);

static char *copy(const char *s) { return copytext(s, strlen(s)); }

/* the text of a pattern, which it takes away, with a vector of a, b, c elements in the places of
 * its $, one after the other; 0: a scalar */
static char *written(char *pattern, int depth, int a, int b, int c)
{
	int of[] = { a, b, c };
	size_t k = 0;
	char *t = copy("");

	for (char *p = pattern, *end; *p; p = end) {
		char *one, *more;

		end = p + strcspn(p, "$");
		one = !*end ? copy("") : of[k] ? vectorof(of[k], depth) : scalarof(depth);
		more = text("%s%.*s%s", t, (int)(end - p), p, one);
		release(t), release(one);
		t = more;
		if (*end) end++, k++;
	}
	release(pattern);
	return t;
}

/* a whole input every other time, where there is one: first in its row */
static char *leaf(int k)
{
	static const char *const of[MOSTLENGTH + 1][8] = {
		{ 0 },
		{ "[x]", "b[1:2]", "c[5:6]", "sum(A, axis=0)[1:2]" },
		{ "w", "(A @ b)", "c[1:3]", "transpose(A)[1]" },
		{ "b", "A[0]", "A[1]", "c[0:3]", "c[3:6]", "c[0:6:2]", "(transpose(A) @ w)" },
		{ "c[0:4]", "c[2:6]", "concat(w, w)", "e[1:5]" },
		{ "c[0:5]", "e[1:6]", "concat(b, w)" },
		{ "c", "e", "concat(b, b)" },
	};
	int n = 0;

	while (of[k][n]) n++;
	return copy(of[k][below(2) ? 0 : below(n)]);
}

/* a pattern with n places below most behind its array, and what comes after them */
static char *placed(const char *function, int n, int most, const char *end)
{
	char *t = text("%s($, [%d", function, below(most)), *more;

	while (--n) more = text("%s, %d", t, below(most)), release(t), t = more;
	more = text("%s]%s)", t, end);
	release(t);
	return more;
}

/* put together of shorter ones, or a part of a longer one */
static char *moved(int k, int depth)
{
	static const char *const rows[] = { "", ", 1", ", 2", ", 3", ", 4", ", 5", ", 6" };
	int a = 1 + below(k > 1 ? k - 1 : 1), gap = below(k - a + 1),
	    m = k + below(MOSTLENGTH - k + 1), start = below(m - k + 1);

	switch (below(k > 1 ? 12 : 4)) {
	case 0:  return written(text("($)[%d:%d]", start, start + k), depth, m, 0, 0);
	case 1:  return written(copy("flip($)"), depth, k, 0, 0);
	case 2:  return written(placed("gather", k, 4, ""), depth, 4, 0, 0);
	case 3:  return written(placed("scatter", 4, k, rows[k]), depth, 4, 0, 0);
	case 4:
	case 5:  return written(copy("concat($, $)"), depth, a, k - a, 0);
	case 6:  return written(text("roll($, %d)", below(5) - 2), depth, k, 0, 0);
	default: return written(text("pad($, %d, %d)", gap, k - a - gap), depth, a, 0, 0);
	}
}

static char *vectorof(int k, int depth)
{
	static const char *const one[] = { "sin($)", "exp(-$)", "tanh($)", "sqr($)", "(-$)",
		"0.5*$", "softplus($)", "cumsum($)", "softmax($)", "cumprod($)",
		"checkpoint($)", "iterate(3, u = $, sin(u)*0.9)" };
	static const char *const two[] = { "($ + $)", "($ + $)", "($ - $)", "($*$)" };
	static const char *const three[] = { "where($ > 0.5, $, $)",
		"cond(sum($) > 0.5, $, $)", "max($, max($, $))" };

	if (depth <= 0 || below(2)) return leaf(k);
	depth--;
	switch (below(10)) {
	case 0:  return written(copy(one[below(12)]), depth, k, 0, 0);
	case 1:  return written(copy("($*$)"), depth, 0, k, 0);
	case 2:  return written(copy(three[below(3)]), depth, k, k, k);
	case 3:
	case 4:
	case 5:
	case 6:  return written(copy(two[below(4)]), depth, k, k, 0);
	default: return moved(k, depth);
	}
}

static char *scalarof(int depth)
{
	static const char *const leaves[] = { "x", "c[2]", "b[0]", "A[1, 2]", "2" };
	static const char *const of[] = { "sum($)", "sum(2*$)", "sum(exp($))", "norm($)",
		"logsumexp($)", "mean($)", "($)[0]", "prod($)", "max($)" };
	int k = below(2) ? MOSTLENGTH : 1 + below(MOSTLENGTH);

	if (depth <= 0) return copy(leaves[below(5)]);
	depth--;
	switch (below(5)) {
	case 0:  return written(copy("($*$)"), depth, 0, 0, 0);
	case 1:  return written(copy("dot($, $)"), depth, k, k, 0);
	default: return written(copy(of[below(9)]), depth, k, 0, 0);
	}
}

/* ---- judging --------------------------------------------------------------------------------- */

/* inputs in any order: what is first in memory is another each time */
static List *recorded(const char *formula)
{
	List *l = newlist();
	int order[INPUTS];
	const char *name[INPUTS];
	V x[INPUTS];

	for (int k = 0; k < INPUTS; k++) order[k] = k;
	gsl_ran_shuffle(luck, order, INPUTS, sizeof *order);
	for (int k = 0; k < INPUTS; k++) {
		name[k] = input[order[k]].name;
		x[k] = Input(l, name[k], input[order[k]].shape);
	}
	Output(recordformula(l, formula, INPUTS, name, x));
	return l;
}

/* how far apart they are, of the largest entry of the first */
static double apart(size_t n, const double *is, const double *y)
{
	double most = 1, off = 0;

	for (size_t k = 0; k < n; k++) most = fmax(most, fabs(is[k]));
	for (size_t k = 0; k < n; k++)
		if (!(isnan(is[k]) && isnan(y[k])))
			off = fabs(y[k] - is[k]) <= ALIKE * most ? off : INFINITY;
	return off;
}

static void complain(Counts *c, const Fn *f, const char *engine, const char *what)
{
	c->apart++;
	printf("# APART: %s by %s: %s\n", what, engine, f->name);
}

/* f's Jacobian by each engine */
static void judge(const Fn *f, const double *x, const char *what, Counts *c)
{
	Jacobian is = jacobian(who[0], f, &f64, x);

	for (int e = 1; e < WHO; e++) {
		Jacobian j = jacobian(who[e], f, &f64, x);
		size_t n = is.nx * is.ny;

		if (j.status != OK || is.status != OK) c->unable++;
		else if (apart(n, is.J, j.J) > 0) complain(c, f, who[e]->name, what);
		else if (apart(is.ny, is.y, j.y) > 0) complain(c, f, who[e]->name, "values");
		c->entries += n;
		freejacobian(&j);
	}
	freejacobian(&is);
}

static void drawnone(Counts *c)
{
	int depth = 2 + below(DEEP - 1);
	char *formula = !below(4) ? vectorof(1 + below(MOSTLENGTH), depth) : scalarof(depth);
	List *l = recorded(formula);
	Fn f = listfn(formula, l), grad = gradientfn(&f);
	double x[ELEMENTS];

	for (int k = 0; k < ELEMENTS; k++) x[k] = 0.1 + gsl_rng_uniform(luck);
	c->formulas++;
	judge(&f, x, "Jacobian", c);
	if (ny(l) == 1) judge(&grad, x, "Hessian", c);
	freelist(l);
	release(formula);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	Counts c = { 0 };

	if (!n || argc > 3) {
		fputs("usage: fuzz-arrays N [SEED]\n", stderr);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	luck = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(luck, seed);
	while (c.formulas < n) {
		progress("fuzz-arrays", (double)c.formulas / (double)n);
		drawnone(&c);
	}
	progressended();
	puts("formulas,entries,unable,apart,seed");
	printf("%zu,%zu,%zu,%zu,%lu\n", c.formulas, c.entries, c.unable, c.apart, seed);
	gsl_rng_free(luck);
	return c.apart || c.unable > c.formulas;
}
