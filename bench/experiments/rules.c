/* rules -- errors of the derivative as textbooks write it, beside a form that is stable, in
 * binary64.
 *
 * One row for each function, form and point: ulps of the true derivative, by the reference, which
 * uses neither.  nan: the form has no number there.
 */
#include "bench/bench.h"
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include <math.h>

enum { FORMS = 3, POINTS = 300 };

typedef struct {
	const char *name, *f;              /* the function */
	double lo, hi;
	bool log;                          /* points evenly by their logarithm */
	/* says: as a reader knows it */
	struct { const char *rule, *says, *formula; } form[FORMS];
} Case;

static const Case cases[] = {
	{ "tanh", "tanh(x)", 0, 40, false, {
		{ "textbook", "1 - y²",                    "y = tanh(x); 1 - y*y" },
		{ "stable",   "sech² x",                   "sech2(x)" } } },
	{ "sigmoid", "1/(1 + exp(-x))", 0, 60, false, {
		{ "textbook", "y (1 - y)",                 "y = sigmoid(x); y*(1 - y)" },
		{ "stable",   "y sigmoid(-x)",             "sigmoid(x)*sigmoid(-x)" } } },
	{ "softplus", "log1p(exp(x))", -80, 800, false, {
		{ "textbook", "1 - exp(-y)",               "y = log(1 + exp(x)); 1 - exp(-y)" },
		{ "naive",    "exp x / (1 + exp x)",       "exp(x)/(1 + exp(x))" },
		{ "stable",   "sigmoid x",                 "sigmoid(x)" } } },
	{ "sinc", "sinc(x)", 1e-9, 1, true, {
		{ "textbook", "(πx cos πx - sin πx)/πx²",  "(pi*x*cospi(x) - sinpi(x))/(pi*x^2)" },
		{ "stable",   "dsinc x",                   "dsinc(x)" } } },
};
enum { CASES = sizeof cases / sizeof *cases };

static double abscissa(const Case *c, int k)
{
	/* never an end, where a form may be exact by chance */
	double part = (k + 0.5) / POINTS;

	return c->log ? c->lo * pow(c->hi / c->lo, part) : c->lo + (c->hi - c->lo) * part;
}

typedef struct { List *list; Run *run; } Form;

static Form newform(const char *texts)
{
	List *l = formula(texts, "rules", "x"), *said = expand(l, runs, &f64);

	freelist(l);
	return (Form){ said, newrun(said, &f64) };
}

static void freeform(Form *f)
{
	freerun(f->run);
	freelist(f->list);
}

static double offby(const Form *f, double x, const Truth *t)
{
	double y, u;
	mpfr_t m;

	put(f->run, 0, &x);
	run(f->run);
	get(f->run, 0, &y);
	if (isnan(y))
		return NAN;
	mpfr_init2(m, 53);
	mpfr_set_d(m, y, MPFR_RNDN);
	u = ulps(m, t, &f64);
	mpfr_clear(m);
	return u;
}

static void compared(const Case *c, FILE *f)
{
	Form form[FORMS];
	List *l = formula(c->f, c->name, "x");
	Fn fn = listfn(c->name, l);
	char why[WHY];
	Reference *r = newreference(&fn, 53, why);
	Truth *t = newtruths(1);
	int n = 0;

	for (; n < FORMS && c->form[n].formula; n++) form[n] = newform(c->form[n].formula);
	for (int k = 0; k < POINTS; k++) {
		double x = abscissa(c, k), one = 1;

		if (f) along(r, &x, &one, t);
		for (int i = 0; i < n; i++)
			if (starts(f, "%s,%s,%s,%.17g", c->name, c->form[i].rule, c->form[i].says,
				    x))
				fprintf(f, ",%.6g\n", offby(&form[i], x, t));
	}
	while (n--) freeform(&form[n]);
	freetruths(1, t);
	freereference(r);
	freelist(l);
}

void rules(const Options *o, FILE *f)
{
	columnnames(f, "function,rule,formula,x,ulps\n");
	for (int k = 0; k < CASES; k++) compared(&cases[k], f);
}
