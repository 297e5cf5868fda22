/* dumps.c -- `wengert vjp --npy DIR --formula F`: gradients out of files, each element against
 * d(sum g F)/dx.
 *
 * The truth is the gradient of s(x) = sum g F(x), g the dumped cotangent: MPFR, certified by
 * differences that use no rule. A dump is one precision, so no convergence can be asked for. Instead
 * (ACCURACY 4A, the declared fallback) our own reverse engine runs in the dump's type, and the error
 * is held against what rounding can do to that run: OK            every element within FAIR times
 * its bound LOSSY         beyond, but within COARSE times that, against the argument's largest bound
 *	WRONG         beyond that
 *	INCONCLUSIVE  rounding alone may leave fewer than 8 bits; or, in binary32, the error is what
 * products rounded to 11 bits (tf32, half) would give as well
 */
#include "checks/vjp/dumps.h"
#include "checks/measure/explain.h"
#include "checks/io/npy.h"
#include "checks/io/out.h"
#include "engines/formula/formula.h"
#include "engines/prims/recorders.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* SHORT: bits of a tf32 or half product; UNDER: bits that prove something */
enum { FAIR = 4, COARSE = 32, SHORT = 11, UNDER = 8 };

typedef enum { FINE, LOSS, UNSURE, REFUTED } Grade;
static const char *const grade[] = { "OK", "LOSSY", "INCONCLUSIVE", "WRONG" };

typedef struct {                           /* one argument's gradient */
	const char *name;
	size_t from, n, compared;          /* its elements, in the order of the inputs */
	Npy given;                         /* no x: it was not dumped */
	Grade grade;
	double median, worst, over;        /* ulps; error over bound, the largest */
	size_t at;                         /* the worst element */
	char why[WHY], likely[WHY];
} Argument;

typedef struct {
	const char *dir, *formula;
	const Num *num;
	Point p;
	List *list;
	Facts f;
	Answer own;
	long double *bound;                /* absolute, of each element */
	char nobound[WHY];                 /* why it is our own engine's error instead */
	Argument *arg;
} Dumps;

/* ---- what is in the folder ---------------------------------------------------------- */

static char *path(const char *dir, const char *prefix, const char *name)
{
	return text("%s/%s%s.npy", dir, prefix, name);
}

static Npy loaded(const char *dir, const char *prefix, const char *name)
{
	char *file = path(dir, prefix, name);
	Npy a = readnpy(file);

	release(file);
	return a;
}

static bool there(const char *dir, const char *prefix, const char *name)
{
	char *file = path(dir, prefix, name);
	bool yes = !access(file, F_OK);

	release(file);
	return yes;
}

static void inputs(Dumps *d)
{
	char **name;
	size_t n = freenames(1, &d->formula, &name), e = 0;
	Npy *a = alloc(n, sizeof *a);
	Shape *shape = alloc(n, sizeof *shape);

	if (!n)
		bad("the formula has no inputs, so there is nothing to differentiate by");
	for (size_t k = 0; k < n; k++) {
		if (!there(d->dir, "", name[k]))
			bad("%s/%s.npy is missing: it holds the formula's input %s", d->dir,
				name[k], name[k]);
		a[k] = loaded(d->dir, "", name[k]);
		shape[k] = a[k].shape;
	}
	d->p = pointof(n, name, shape, NULL, "--npy");
	for (size_t k = 0; k < n; k++) {
		memcpy(d->p.x + e, a[k].x, count(&shape[k]) * sizeof *a[k].x);
		e += count(&shape[k]);
		release(a[k].x);
		release(name[k]);
	}
	release(name);
	release(a);
	release(shape);
}

/* a gradient of nothing is a misspelt name */
static void strangers(const Dumps *d)
{
	DIR *dir = opendir(d->dir);
	struct dirent *e;

	if (!dir)
		bad("%s: %s", d->dir, strerror(errno));
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name), k = 0;

		if (strncmp(e->d_name, "grad_", 5) || n < 10 ||
			strcmp(e->d_name + n - 4, ".npy"))
			continue;
		while (k < d->p.n &&
			(strlen(d->p.name[k]) != n - 9 ||
				strncmp(d->p.name[k], e->d_name + 5, n - 9)))
			k++;
		if (k == d->p.n)
			bad("%s/%s: the formula has no input %.*s", d->dir, e->d_name, (int)(n - 9),
				e->d_name + 5);
	}
	closedir(dir);
}

/* the gradients, and the number type they are in */
static void gradients(Dumps *d)
{
	size_t from = 0, any = 0;

	d->arg = alloc(d->p.n, sizeof *d->arg);
	for (size_t k = 0; k < d->p.n; k++) {
		Argument *a = &d->arg[k];

		*a = (Argument){ .name = d->p.name[k], .from = from, .n = count(&d->p.shape[k]) };
		from += a->n;
		if (!there(d->dir, "grad_", a->name))
			continue;
		a->given = loaded(d->dir, "grad_", a->name);
		if (a->given.kind != 'f')
			bad("%s/grad_%s.npy holds whole numbers; a gradient is float32 or "
			    "float64",
				d->dir, a->name);
		if (d->num && digits(d->num) != (a->given.size == 4 ? 24 : 53))
			bad("%s/grad_%s.npy is float%zu, other gradients are not: all have to "
			    "be of one type",
				d->dir, a->name, 8 * a->given.size);
		d->num = a->given.size == 4 ? &f32 : &f64;
		any++;
	}
	if (!any)
		bad("%s: there is no grad_%s.npy%s, so there is nothing to check", d->dir,
			d->p.name[0], d->p.n > 1 ? " or of another input" : "");
	for (size_t e = 0; e < d->p.total; e++)
		if (!fitsin(d->num, d->p.x[e]))
			bad("%s is %.17g, no float32, while the gradients are float32: dump what "
			    "the kernel was given",
				d->p.label[e], d->p.x[e]);
}

/* sum g F(x) */
static void weighed(Dumps *d)
{
	List *l = newlist();
	V *x = alloc(d->p.n, sizeof *x), y;
	Shape s;

	for (size_t k = 0; k < d->p.n; k++) x[k] = Input(l, d->p.name[k], d->p.shape[k]);
	y = recordformula(l, d->formula, d->p.n, (const char *const *)d->p.name, x);
	s = shapeof(y);
	if (there(d->dir, "", "cotangent")) {
		Npy g = loaded(d->dir, "", "cotangent");

		if (!same(&g.shape, &s))
			bad("%s/cotangent.npy has shape %s, the formula's value %s", d->dir,
				g.shape.rank ? shapetext(&g.shape) : "()",
				s.rank ? shapetext(&s) : "()");
		y = Mul(y, Data(l, s, g.x));
		release(g.x);
	} else if (count(&s) > 1)
		bad("%s/cotangent.npy is missing: the formula's value has shape %s", d->dir,
			shapetext(&s));
	Output(s.rank ? Sum(y, ALL) : y);
	release(x);
	d->list = dead(l);
}

/* ---- what rounding may do ------------------------------------------------------------- */

static long double size(const mpfr_t x) { return fabsl(mpfr_get_ld(x, MPFR_RNDA)); }

/* a processor may have multiplied them in tf32 */
static bool maybeshort(const Dumps *d) { return !d->num->cdouble; }

static long double unitof(const mpfr_t d, const Num *T)
{
	long e = lastplace(T, mpfr_zero_p(d) ? LONG_MIN : mpfr_get_exp(d));

	return ldexpl(1, (int)e);
}

/* the running-error bound of our own reverse engine; of long lists its error against the largest
 * element, which is less than proof */
static void bounds(Dumps *d)
{
	Explain *x = NULL;
	Explained *e;

	d->bound = alloc(d->p.total, sizeof *d->bound);
	if (d->own.status == UNABLE) {
		snprintf(d->nobound, WHY, "our own reverse engine cannot run it: %.200s",
			d->own.j.why);
		return;
	}
	e = explain(&x, &d->own, &d->f, d->nobound);
	for (size_t k = 0; k < d->p.total; k++)
		if (e && e[k].known)
			d->bound[k] = fmaxl((long double)fmax(e[k].bound, 1), d->own.ulps[k]) *
				unitof(d->f.t[k].d, d->num);
	for (size_t k = 0; k < d->p.n && !e; k++) {
		const Argument *a = &d->arg[k];
		long double most = 0, off = 1;

		for (size_t i = a->from; i < a->from + a->n; i++)
			if (known(&d->f.t[i])) {
				most = fmaxl(most, unitof(d->f.t[i].d, d->num));
				off = fmaxl(off, isfinite(d->own.norm[i]) ? d->own.norm[i] : 0);
			}
		for (size_t i = a->from; i < a->from + a->n; i++) d->bound[i] = 4 * off * most;
	}
	release(e);
	freeexplain(x);
}

/* ---- what it looks like ------------------------------------------------------------------ */

static double given(const Dumps *d, const Argument *a, size_t i) { return a->given.x[i - a->from]; }
static double exact(const Dumps *d, size_t i) { return mpfr_get_d(d->f.t[i].d, MPFR_RNDN); }

/* whether given = c true + what rounding does, wherever it can be compared; map: where the true one
 * is */
static bool fits(const Dumps *d, const Argument *a, double c,
	size_t (*map)(const Dumps *, const Argument *, size_t))
{
	long double most = 0;

	for (size_t i = a->from; i < a->from + a->n; i++) most = fmaxl(most, d->bound[i]);
	for (size_t i = a->from; i < a->from + a->n; i++) {
		size_t k = map ? map(d, a, i) : i;

		if (known(&d->f.t[k]) &&
			!(fabsl(given(d, a, i) - c * exact(d, k)) <=
				FAIR * COARSE * fmaxl(1, fabsl(c)) * most))
			return false;
	}
	return true;
}

static size_t turned(const Dumps *d, const Argument *a, size_t i)
{
	size_t n = a->given.shape.dim[0], e = i - a->from;

	return a->from + e % n * n + e / n;
}

static bool nil(const Dumps *d, const Argument *a)
{
	for (size_t i = a->from; i < a->from + a->n; i++)
		if (given(d, a, i) != 0) return false;
	return true;
}

/* the factor as a person would write it */
static void factor(const Dumps *d, double c, char *say)
{
	struct {
		double c;
		const char *says;
	} plain[] = { { -1, "the sign" }, { 2, "a factor 2" }, { 0.5, "a factor 1/2" },
		{ -2, "a factor -2" }, { acos(-1), "a factor pi" },
		{ 1 / acos(-1), "a factor 1/pi" } };
	double near = d->num->size == 4 ? 1e-4 : 1e-9;

	for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
		if (fabs(c / plain[k].c - 1) < near) {
			snprintf(say, WHY, "%s: given = %.9g true", plain[k].says, c);
			return;
		}
	for (size_t k = 0; k < d->p.n; k++)
		for (int axis = -1; axis < d->p.shape[k].rank; axis++) {
			double n = axis < 0 ? (double)count(&d->p.shape[k])
					    : (double)d->p.shape[k].dim[axis];
			const char *as = fabs(c / n - 1) < near             ? "n"
				: fabs(c * n - 1) < near                    ? "1/n"
				: n > 1 && fabs(c * (n - 1) / n - 1) < near ? "n/(n-1)"
									    : NULL;

			if (as && n > 2) {
				snprintf(say, WHY, "a factor %s with n = %g: given = %.9g true", as,
					n, c);
				return;
			}
		}
	if (fabs(c - 1) < 1e-6)
		snprintf(say, WHY, "a constant factor: given = (1 %c %.3g) true", c < 1 ? '-' : '+',
			fabs(c - 1));
	else                    snprintf(say, WHY, "a constant factor: given = %.9g true", c);
}

/* after the last right element nothing but zeros */
static bool truncated(const Dumps *d, const Argument *a, size_t *from)
{
	size_t i = a->from + a->n;

	while (i > a->from && given(d, a, i - 1) == 0) i--;
	*from = i;
	if (i == a->from + a->n || i == a->from)
		return false;
	for (; i > a->from; i--)
		if (known(&d->f.t[i - 1]) &&
			!(fabsl(given(d, a, i - 1) - exact(d, i - 1)) <=
				FAIR * COARSE * d->bound[i - 1]))
			return false;
	return true;
}

static void diagnose(const Dumps *d, Argument *a)
{
	long double cross = 0, square = 0;
	size_t from;

	for (size_t i = a->from; i < a->from + a->n; i++)
		if (known(&d->f.t[i])) {
			cross += (long double)given(d, a, i) * exact(d, i);
			square += (long double)exact(d, i) * exact(d, i);
		}
	if (nil(d, a))
		snprintf(a->likely, WHY,
			"it is zero throughout: nothing was propagated to this argument");
	else if (square > 0 && a->compared > 1 && fits(d, a, (double)(cross / square), NULL))
		factor(d, (double)(cross / square), a->likely);
	else if (a->given.shape.rank == 2 && a->given.shape.dim[0] == a->given.shape.dim[1] &&
		fits(d, a, 1, turned))
		snprintf(a->likely, WHY, "transposed: it is the true gradient's transpose");
	else if (truncated(d, a, &from))
		snprintf(a->likely, WHY, "the end is missing: zeros from %s on, right before",
			d->p.label[from]);
}

/* ---- judging -------------------------------------------------------------------------------- */

static double offby(const Dumps *d, const Argument *a, size_t i)
{
	mpfr_t y;
	double u;

	mpfr_init2(y, 53);
	mpfr_set_d(y, given(d, a, i), MPFR_RNDN);
	u = ulps(y, &d->f.t[i], d->num);
	mpfr_clear(y);
	return u;
}

/* by the errors and bounds of all elements: ulps of each, the largest of each kind */
static void weigh(const Dumps *d, Argument *a, long double *error, long double *bound,
	long double *most)
{
	double *u = alloc(a->n, sizeof *u);

	*error = *bound = *most = 0;
	a->worst = -1;
	for (size_t i = a->from; i < a->from + a->n; i++) {
		double e = u[i - a->from] = offby(d, a, i), over;

		if (isnan(e))
			continue;
		a->compared++;
		over = e == 0 ? 0
			: known(&d->f.t[i])
			? (double)(e * unitof(d->f.t[i].d, d->num) / d->bound[i])
			: INFINITY;
		if (e > a->worst) a->at = i, a->worst = e;
		a->over = fmax(a->over, over);
		if (!known(&d->f.t[i])) {
			if (e > 0) *error = INFINITY;
			continue;
		}
		*error = fmaxl(*error, e * unitof(d->f.t[i].d, d->num));
		*bound = fmaxl(*bound, d->bound[i]);
		*most = fmaxl(*most, size(d->f.t[i].d));
	}
	a->median = median(a->n, u, .5);
	release(u);
}

static void graded(Dumps *d, Argument *a)
{
	long double error, bound, most,
		narrow = ldexpl(1, digits(d->num) - (maybeshort(d) ? SHORT : 24));

	if (!same(&a->given.shape, &d->p.shape[a - d->arg])) {
		a->grade = REFUTED;
		snprintf(a->why, WHY, "its shape is %s, the argument's %s",
			shapetext(&a->given.shape), shapetext(&d->p.shape[a - d->arg]));
		if (count(&a->given.shape) > a->n)
			snprintf(a->likely, WHY, "the sum over a broadcast axis is missing");
		return;
	}
	weigh(d, a, &error, &bound, &most);
	if (!a->compared) {
		a->grade = UNSURE;
		snprintf(a->why, WHY, "there is no derivative to compare with: %s",
			classname[d->f.t[a->from].class]);
	} else if (d->own.status == UNABLE) {
		a->grade = a->worst <= 0.5 ? FINE : UNSURE;
		snprintf(a->why, WHY, "%.200s", d->nobound);
	} else if (a->over <= FAIR) {
		a->grade = !(bound <= ldexpl(most, -UNDER)) && most > 0 ? UNSURE : FINE;
		if (a->grade == UNSURE)
			snprintf(a->why, WHY, "rounding alone may leave fewer than %d bits of it",
				UNDER);
	} else if (error <= FAIR * COARSE * bound) {
		a->grade = LOSS;
		snprintf(a->why, WHY,
			"the error is %.3g times what rounding does to our own rules, at its worst "
			"element",
			a->over);
	} else {
		bool slight = error <= FAIR * narrow * bound;

		a->grade = slight && maybeshort(d) ? UNSURE : REFUTED;
		snprintf(a->why, WHY,
			"the error is %.3g times the largest bound of this argument; rounding "
			"reaches %d",
			(double)(error / bound), FAIR);
		/* a rounding to 24 bits, not to 35: that would be some constant with few digits */
		if (slight && (maybeshort(d) || error >= narrow * bound * 0x1p-10L))
			snprintf(a->likely, WHY,
				maybeshort(d) ? "products of 11 bits (tf32, half) would look the "
						"same: dump a run without them"
					      : "a float32 intermediate would look like this");
		else
			diagnose(d, a);
	}
}

/* ---- saying it ----------------------------------------------------------------------------- */

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
	jprint(json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "formula", d->formula, "folder", d->dir,
		"number", d->num->name, "verdict", grade[whole(d)], "basis",
		*d->nobound ? d->nobound : "running-error bound", "arguments", all));
}

static void detail(const Dumps *d, const Argument *a)
{
	printf("\n%s %s: %s\n", grade[a->grade], a->name, a->why);
	if (a->compared) {
		char *y = number(d, given(d, a, a->at)), *t = plain(d->f.t[a->at].d, 18);

		printf("  worst      %s   given %s   true %s\n", d->p.label[a->at], y, t);
		release(y);
		release(t);
	}
	if (*a->likely) printf("  likely     %s\n", a->likely);
}

static void astext(const Dumps *d)
{
	printf("%s\ntruth by MPFR %d bits · %s in %s · held against our own reverse engine in that "
	       "type, %d times its bound\n",
		d->formula, d->f.bits, d->num->name, d->dir, FAIR);
	if (*d->nobound) printf("%s: its error stands in for its bound\n", d->nobound);
	printf("\n  %-12s %9s %9s %12s %12s\n", "", "elements", "median", "worst ulp",
		"error/bound");
	for (size_t k = 0; k < d->p.n; k++) {
		const Argument *a = &d->arg[k];

		if (a->given.x && a->compared)
			printf("  %-12s %9zu %9s %12s %12.3g   %s\n", a->name, a->compared,
				ulptext(a->median), ulptext(a->worst), a->over, grade[a->grade]);
		else if (a->given.x)
			printf("  %-12s %9zu %9s %12s %12s   %s\n", a->name, a->n, "-", "-", "-",
				grade[a->grade]);
		else
			printf("  %-12s %9zu   not dumped\n", a->name, a->n);
	}
	for (size_t k = 0; k < d->p.n; k++)
		if (d->arg[k].given.x && d->arg[k].grade != FINE) detail(d, &d->arg[k]);
	if (whole(d) == FINE)
		return;
	printf("  again      wengert vjp --npy %s --formula %s\n", shellword(d->dir),
		shellword(d->formula));
}

int vjpdumps(const char *dir, const char *formula, bool strict, const Options *o)
{
	Dumps d = { .dir = dir, .formula = formula };
	Grade most;
	Fn fn;

	inputs(&d);
	strangers(&d);
	gradients(&d);
	weighed(&d);
	fn = listfn(formula, d.list);
	d.f = facts(&fn, d.p.x, 53);
	d.own = answer(&reverse_engine, &d.f, d.num);
	bounds(&d);
	for (size_t k = 0; k < d.p.n; k++)
		if (d.arg[k].given.x) graded(&d, &d.arg[k]);
	if (o->format == JSON) asjson(&d);
	else                   astext(&d);
	most = whole(&d);
	for (size_t k = 0; k < d.p.n; k++) release(d.arg[k].given.x);
	release(d.arg);
	release(d.bound);
	freeanswer(&d.own);
	freefacts(&d.f);
	freelist(d.list);
	freepoint(&d.p);
	return most >= UNSURE || (most == LOSS && strict);
}
