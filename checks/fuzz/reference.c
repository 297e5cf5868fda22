/* reference -- random expressions: is a derivative the reference gives ever silently wrong?
 *
 * usage: fuzz-reference N [SEED [ties]]
 *
 * Each expression (depth 3 to 6, every elementwise primitive that takes one or
 * two real numbers, ordinary and extreme constants) is judged by Arb, which
 * encloses the derivative of its power series in a ball, and where it cannot by the
 * symbolic derivative at 400 and 600 digits.  With ties all constants
 * are small whole numbers and halves, so that branches and domains end at the point.
 * Prints counts; exit 1 if one is silently wrong or too many are undecided.
 */
#include "checks/fuzz/ball.h"
#include "checks/fuzz/draw.h"
#include "checks/fuzz/judge.h"
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include "engines/symbolic.h"
#include "checks/io/progress.h"
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* expressions from which a rate of five in a thousand means something */
enum { RATE = 1000 };
/* of 3,000 expressions balls decide more than half of those with any primitive; a third must be,
 * for a judge that never decides floor sees no fault in it; fewer than SEEN say nothing */
enum { PRIMS = 256, SHARE = 3, SEEN = 16 };
enum { MANYROWS = 2000 };                  /* of a derivative that symbols are asked about */
/* the most that is to be undecided: ordinary, ties */
static const double AIM[] = { 0.005, 0.015 };
/* the most that may be: above what results/fuzz-reference.csv measured, by five deviations of a run
 * of 1,000 */
static const double GUARD[] = { 0.0155, 0.015 };

static bool ties;

/* expressions with some primitive in them that have a derivative, and those that balls judged */
typedef struct { size_t asked, byballs; } Occurrence;

typedef struct {
	size_t n, judged, agree, wrong, unjudged, symbols, second, class[UNDECIDED + 1];
	double *ms;
	Occurrence occurs[PRIMS];
} Counts;

static double value64(const List *l, double x)
{
	Fn fn = listfn("f", l);
	char why[WHY];
	List *e = trace(&fn, &f64, &x, why);
	double y = e ? *(double *)value(instruction(e, e->out[0])) : NAN;

	freelist(e);
	return y;
}

static bool byball(const List *f, double x, mpfr_t y)
{
	List *l = expand(f, nothing, &mpfr);
	double single = 1;
	bool sure = arbencloses(l, &x, &single, 0, y);

	freelist(l);
	return sure;
}

/* what balls leave open: the symbolic derivative at 400 and 600 digits */
static bool bysymbols(const List *f, double x, mpfr_t y, mpfr_t spread)
{
	List *d = derivative(f, 0, &mpfr), *l = d->n <= MANYROWS ? expand(d, runs, &mpfr) : NULL;
	bool sure = l && !unrunnable(l, &mpfr) && settled(l, 0, &x, y, spread);

	freelist(l);
	freelist(d);
	return sure;
}

/* each primitive that the expression was written with, once */
static void occurred(const List *l, bool balls, Counts *c)
{
	for (size_t k = 0; prims[k]; k++) {
		if (!asked(prims[k]) || !has(l, prims[k]))
			continue;
		c->occurs[k].asked++;
		c->occurs[k].byballs += balls;
	}
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

/* a comparison is false of NaN, and hides it */
static bool allfinite(const List *l, double x)
{
	Fn fn = listfn("f", l);
	char why[WHY];
	List *e = trace(&fn, &f64, &x, why);
	bool all = e;

	for (size_t i = 0; all && i < e->n; i++)
		all = isfinite(*(double *)value(instruction(e, i)));
	freelist(e);
	return all;
}

/* the enclosure the reference claims meets the 200 bits the judge is sure of; what is below 2^-1140
 * is 0 for both. The reference says inf of what is beyond its range of exponents, the judge may
 * reach further */
static bool contains(const Truth *t, const mpfr_t d)
{
	mpfr_t u, r;
	bool yes;

	if (mpfr_inf_p(t->d))
		return mpfr_sgn(t->d) * mpfr_sgn(d) > 0 &&
			(mpfr_inf_p(d) || mpfr_get_exp(d) >= RANGE);
	if (mpfr_inf_p(d))
		return false;
	mpfr_inits2(400, u, r, (mpfr_ptr)0);
	mpfr_abs(r, d, MPFR_RNDU);
	mpfr_mul_2si(r, r, -198, MPFR_RNDU);
	mpfr_add(r, r, t->radius, MPFR_RNDU);
	mpfr_sub(u, t->d, d, MPFR_RNDA);
	yes = mpfr_cmpabs(u, r) <= 0 || mpfr_zero_p(u) || mpfr_get_exp(u) <= -1140;
	mpfr_clears(u, r, (mpfr_ptr)0);
	return yes;
}

/* f has a value on both sides of x: what Arb is told of the point alone says nothing of a domain
 * that ends there, and so far out all numbers are whole, where x^x has a value */
static bool inside(const List *l, double x)
{
	double h = x == 0 ? 1e-6 : 1e-6 * fabs(x);

	return fabs(x) < 0x1p30 && allfinite(l, x - h) && allfinite(l, x + h);
}

static void tally(const char *written, const Fn *fn, const List *l, double x, Counts *c)
{
	double v = 1;
	mpfr_t want, spread;
	char why[WHY];
	Reference *r = newreference(fn, 53, why);
	Truth *t = newtruths(1);

	if (getenv("TRACE")) fprintf(stderr, "%a: %s\n", x, written);
	c->ms[c->n] = -milliseconds();
	along(r, &x, &v, t);
	c->ms[c->n] += milliseconds();
	if (getenv("SLOW") && c->ms[c->n] > atof(getenv("SLOW")))
		printf("# %.0f ms at %a: %s\n", c->ms[c->n], x, written);
	mpfr_inits2(400, want, spread, (mpfr_ptr)0);
	c->class[t->class]++;
	c->second += mpfr_number_p(t->second) != 0;
	c->n++;
	if (t->class == UNDECIDED && getenv("VERBOSE"))
		printf("# undecided (%s) at %a: %s\n", t->why, x, written);
	if (t->class == SMOOTH || t->class == ZERO || t->class == JOIN) {
		bool balls = byball(l, x, want);

		occurred(l, balls, c);
		bool symbols = !balls && bysymbols(l, x, want, spread);

		c->symbols += symbols;
		c->unjudged += !balls && !symbols;
		c->judged += balls || symbols;
		if (balls ? contains(t, want) : symbols && agreed(t->d, t->radius, want, spread))
			c->agree++;
		else if (balls || symbols) {
			c->wrong++;
			mpfr_printf("# WRONG at %a: %s gives %.40Rg +- %.3Rg (%s, %d bits), not "
				    "%.40Rg\n",
				x, written, t->d, t->radius, classname[t->class], t->bits, want);
		}
	} else if (t->class != UNDECIDED && t->class != ONESIDED && inside(l, x) &&
		byball(l, x, want)) {
		/* Arb finds a derivative where there is said to be none */
		c->wrong++;
		mpfr_printf("# WRONG at %a: %s is called %s, and its derivative is %.20Rg\n", x,
			written, classname[t->class], want);
	}
	mpfr_clears(want, spread, (mpfr_ptr)0);
	freetruths(1, t);
	freereference(r);
}

static void draw(Counts *c)
{
	static const char *const names[] = { "x" };
	Draw *constant = ties ? small : scaled;
	bool wide = gsl_rng_uniform_int(rng, 2);
	double x = constant(wide);
	Text t = { .n = 0 };
	List *l;
	V in;

	drawformula(&t,
		ties ? 2 + (int)gsl_rng_uniform_int(rng, 3) : 3 + (int)gsl_rng_uniform_int(rng, 4),
		wide, 1, names, constant);
	if (t.n > TEXT)
		return;
	l = newlist();
	in = Input(l, "x", scalar());
	Output(recordformula(l, t.s, 1, names, &in));
	if (isfinite(value64(l, x))) {
		Fn fn = listfn(t.s, l);

		tally(t.s, &fn, l, x, c);
	}
	freelist(l);
}

/* primitives that balls decide less often than they must, or that never came: each is named */
static size_t unjudged(const Counts *c)
{
	size_t idle = 0;

	for (size_t k = 0; prims[k]; k++) {
		const Occurrence *o = &c->occurs[k];
		bool few = o->asked >= SEEN && o->byballs * SHARE < o->asked,
		     never = c->n >= RATE && !o->asked;

		if (!asked(prims[k]) || !(few || never))
			continue;
		printf("# UNJUDGED %s: balls decided %zu of %zu expressions with it, not 1 in %d\n",
			prims[k]->name, o->byballs, o->asked, SHARE);
		idle++;
	}
	return idle;
}

static int report(const Counts *c, unsigned long seed)
{
	size_t undecided = c->class[UNDECIDED];

	gsl_sort(c->ms, 1, c->n);
	printf("# command make fuzz-reference N=%zu SEED=%lu%s\n# wengert %s\n# judges Arb's power "
	       "series in balls; where they cannot tell, symbolic derivatives at 400 and 600 "
	       "digits\n",
		c->n, seed, ties ? " TIES=ties" : "", WENGERT_VERSION);
	printf("expressions,agree,wrong,undecided,judged,not judged,with second "
	       "derivative,seed,ties\n%zu,%zu,%zu,%zu,%zu,%zu,%zu,%lu,%d\n",
		c->n, c->agree, c->wrong, undecided, c->judged, c->unjudged, c->second, seed, ties);
	printf("# judged by symbols %zu\n", c->symbols);
	for (int k = 0; k <= UNDECIDED; k++) printf("# %s %zu\n", classname[k], c->class[k]);
	printf("# AIM %s: %.2f %% undecided, at most %.2f %% is aimed at\n",
		(double)undecided > AIM[ties] * (double)c->n ? "missed" : "met",
		1e2 * (double)undecided / (double)c->n, 1e2 * AIM[ties]);
	printf("# ms of processor time: median %.3f, 99 %% %.2f, worst %.1f\n", c->ms[c->n / 2],
		c->ms[c->n * 99 / 100], c->ms[c->n - 1]);
	return c->wrong || (!ties && unjudged(c)) ||
		(c->n >= RATE && (double)undecided > GUARD[ties] * (double)c->n);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	Counts c = { 0 };
	int mistaken;

	if (!n || argc > 4 || (argc == 4 && strcmp(argv[3], "ties"))) {
		fputs("usage: fuzz-reference N [SEED [ties]]\n", stderr);
		return 2;
	}
	ties = argc == 4;
	c.ms = alloc(n, sizeof *c.ms);
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, seed);
	roster();
	while (c.n < n) {
		progress("fuzz-reference", (double)c.n / (double)n);
		draw(&c);
	}
	progressended();
	mistaken = report(&c, seed);
	gsl_rng_free(rng);
	release(c.ms);
	return mistaken;
}
