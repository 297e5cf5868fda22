/* dumps.c -- `wengert vjp --npy DIR --formula F`: gradients out of files, each element against
 * d(sum g F)/dx.
 *
 * The truth is the gradient of s(x) = sum g F(x), g the dumped cotangent: MPFR, certified by
 * differences that use no rule. A dump is one precision, so no convergence can be asked for.
 * Instead (ACCURACY 4A, the declared fallback) our own reverse engine runs in the dump's type, and
 * the error is held against what rounding can do to that run:
 *
 *	OK            every element within FAIR times its bound
 *	LOSSY         beyond, but within COARSE times that, against the argument's largest bound,
 *	              with UNDER bits left of the largest gradient
 *	WRONG         beyond that; or, within COARSE, by FAULTY of the largest gradient
 *	INCONCLUSIVE  rounding alone may leave fewer than UNDER bits; or within COARSE, but with
 *	              fewer bits left; or, in binary32, the error is what products rounded to 11
 *	              bits (tf32, half) would give as well
 */
#include "checks/vjp/dumped.h"

const char *const grade[] = { "OK", "LOSSY", "INCONCLUSIVE", "WRONG" };

static Grade whole(const Dumps *d)
{
	Grade most = FINE;

	for (size_t k = 0; k < d->p.n; k++)
		if (d->arg[k].given.x && d->arg[k].grade > most) most = d->arg[k].grade;
	return most;
}

static char *number(const Dumps *d, double v)
{
	char *s;
	void *x = array(d->num, 1);

	d->num->set(1, x, &v);
	s = shortest(d->num, x);
	freearray(d->num, 1, x);
	return s;
}

static json_t *jargument(const Dumps *d, const Argument *a)
{
	json_t *j = json_pack("{s:s, s:s, s:I, s:I}", "argument", a->name, "verdict",
		grade[a->grade], "elements", (json_int_t)a->n, "compared", (json_int_t)a->compared);

	if (a->compared) {
		json_object_set_new(j, "median", jreal(a->median));
		json_object_set_new(j, "over_bound", jreal(a->over));
		json_object_set_new(j, "worst",
			json_pack("{s:s, s:o, s:o, s:o}", "index", d->p.label[a->at], "given",
				jreal(given(d, a, a->at)), "true", jmpfr(d->f.t[a->at].d, 30),
				"ulps", jreal(a->worst)));
	}
	if (*a->why) json_object_set_new(j, "why", json_string(a->why));
	if (*a->likely) json_object_set_new(j, "likely", json_string(a->likely));
	return j;
}

static void asjson(const Dumps *d)
{
	json_t *all = json_array();

	for (size_t k = 0; k < d->p.n; k++)
		if (d->arg[k].given.x) json_array_append_new(all, jargument(d, &d->arg[k]));
	jprint(json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o}", "formula", d->formula,
		"folder", d->dir, "number", d->num->name, "verdict", grade[whole(d)], "basis",
		*d->nobound ? d->nobound : "running-error bound", "cotangents",
		(json_int_t)d->weights, "zero_cotangents", (json_int_t)d->zeros, "nan_cotangents",
		(json_int_t)d->nans, "arguments", all));
}

/* the derivative, or its sides: yours to release */
static char *truthtext(const Truth *t)
{
	char *l, *r, *s;

	if (t->class != KINK) return plain(t->d, 18);
	l = plain(t->left, 18), r = plain(t->right, 18);
	s = text("%s or %s, left or right", l, r);
	release(l);
	release(r);
	return s;
}

static void detail(const Dumps *d, const Argument *a)
{
	char *s = text("%s %s: %s", grade[a->grade], a->name, a->why);

	folded(0, 2, s);
	release(s);
	if (a->compared) {
		char *y = number(d, given(d, a, a->at)), *t = truthtext(&d->f.t[a->at]);

		s = text("%s   given %s   true %s", d->p.label[a->at], y, t);
		wrapped("worst", 13, s);
		release(s);
		release(y);
		release(t);
	}
	if (*a->likely) wrapped("likely", 13, a->likely);
}

static void again(const Dumps *d)
{
	printf("  again      wengert vjp --npy %s --formula %s\n", shellword(d->dir),
		shellword(d->formula));
}

static void heading(const Dumps *d)
{
	char *s = text("truth by MPFR %d bits · %s · held against our own reverse engine in that "
		       "type, %d times its bound",
		d->f.bits, d->num->name, FAIR);

	folded(0, 2, d->formula);
	printf("in %s\n", d->dir);
	folded(0, 2, s);
	release(s);
	if (d->zeros || d->nans)
		printf("of %zu cotangents %zu are 0 and %zu are not a number: they judge nothing\n",
			d->weights, d->zeros, d->nans);
	s = text("%s: its error stands in for its bound", d->nobound);
	if (*d->nobound) folded(0, 2, s);
	release(s);
}

static void table(const Dumps *d)
{
	printf("\n  %-12s %9s %9s %12s %12s\n", "", "elements", "median", "worst ulp",
		"error/bound");
	for (size_t k = 0; k < d->p.n; k++) {
		const Argument *a = &d->arg[k];
		char *name = lead(a->name, 12);

		if (a->given.x && a->compared)
			printf("  %-12s %9zu %9s %12s %12.3g   %s\n", name, a->compared,
				ulptext(a->median), ulptext(a->worst), a->over, grade[a->grade]);
		else if (a->given.x)
			printf("  %-12s %9zu %9s %12s %12s   %s\n", name, a->n, "-", "-", "-",
				grade[a->grade]);
		else
			printf("  %-12s %9zu   not dumped\n", name, a->n);
		release(name);
	}
}

static bool failing(const Argument *a, bool strict)
{
	return a->given.x && (a->grade >= UNSURE || (strict && a->grade == LOSS));
}

/* what failed, and a last line; no more */
static void quietly(const Dumps *d, bool strict)
{
	size_t n = 0, failed = 0;

	for (size_t k = 0; k < d->p.n; k++) {
		n += d->arg[k].given.x != NULL;
		if (!failing(&d->arg[k], strict)) continue;
		failed++;
		detail(d, &d->arg[k]);
	}
	if (failed) again(d);
	printf("%zu of %zu gradients refused\n", failed, n);
}

/* of those beside the ones that were judged: why they were not */
static void notjudged(const Dumps *d, const Argument *a)
{
	char *s;

	if (!a->given.x || !a->compared || !a->without) return;
	s = text("  %s: %zu of %zu elements have no derivative to compare with (%s is the first: "
		 "%s)",
		a->name, a->without, a->n, d->p.label[a->none],
		classname[d->f.t[a->none].class]);
	folded(0, 4, s);
	release(s);
}

static void astext(const Dumps *d)
{
	heading(d);
	table(d);
	for (size_t k = 0; k < d->p.n; k++) notjudged(d, &d->arg[k]);
	for (size_t k = 0; k < d->p.n; k++)
		if (d->arg[k].given.x && d->arg[k].grade != FINE) {
			putchar('\n');
			detail(d, &d->arg[k]);
		}
	if (whole(d) != FINE) again(d);
}

int vjpdumps(const char *dir, const char *formula, bool strict, const Options *o)
{
	Dumps d = { .dir = dir, .formula = formula };
	Grade most;
	Fn fn;

	readdumps(&d);
	fn = listfn(formula, d.list);
	d.f = facts(&fn, d.p.x, 53);
	d.own = answer(&reverse_engine, &d.f, d.num);
	boundsof(&d);
	for (size_t k = 0; k < d.p.n; k++)
		if (d.arg[k].given.x) graded(&d, &d.arg[k]);
	if (o->format == JSON) asjson(&d);
	else if (o->quiet)     quietly(&d, strict);
	else                   astext(&d);
	most = whole(&d);
	for (size_t k = 0; k < d.p.n; k++) release(d.arg[k].given.x);
	for (size_t k = 0; k < d.ntensors; k++) release(d.tensor[k].name), release(d.tensor[k].a.x);
	release(d.tensor);
	release(d.arg);
	release(d.bound);
	freeanswer(&d.own);
	freefacts(&d.f);
	freelist(d.list);
	freepoint(&d.p);
	return most >= UNSURE || (most == LOSS && strict);
}
