/* hessians -- random formulas of two and three variables: is a second derivative the reference
 * gives ever silently wrong?
 *
 * usage: fuzz-hessians N [SEED]
 *
 * At ordinary points, at far ones (1e-300 to 1e300), exact zeros, ties, subnormals and numbers next
 * to whole ones, mixed among the variables.  Each entry is judged by Arb, which encloses the
 * derivative of a first derivative made by our symbolic engine, and by the symbolic second
 * derivative at 400 and 600 digits (judge.h).  Prints counts; exit 1 if one is wrong.
 */
#include "checks/fuzz/ball.h"
#include "checks/fuzz/draw.h"
#include "checks/fuzz/judge.h"
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include "engines/symbolic.h"
#include "checks/io/progress.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { VARS = 3, MANYROWS = 4000 };        /* a symbolic derivative of more rows is left unjudged */
enum { RATE = 1000 };                      /* formulas from which shares mean something */
typedef enum { ORDINARY, FAR, ZEROS, TIES, SUBNORMAL, NEXT, SORTS } Sort;
static const char *const sortname[] = { "ordinary", "far", "zero", "tie", "subnormal",
	"next to whole" };
/* the share of entries with a number that one of the judges must decide */
static const double FEWEST = 0.5;

typedef struct { size_t asked, numbers, zero, undecided, none, arb, symbolic, agree, wrong; } Count;
typedef struct { size_t n; Count of[SORTS]; } Counts;

static const char *const names[VARS] = { "x", "y", "z" };

/* ---- points ----------------------------------------------------------------------------- */

static double coordinate(Sort s)
{
	double sign = gsl_rng_uniform_int(rng, 2) ? 1 : -1,
	       k = (double)(1 + gsl_rng_uniform_int(rng, 6));

	switch (s) {
	case ORDINARY:  return scaled(false);
	case FAR:       return sign * pow(10, 600 * gsl_rng_uniform(rng) - 300);
	case ZEROS:     return gsl_rng_uniform_int(rng, 2) ? 0 : scaled(false);
	case TIES:      return small(false);
	case SUBNORMAL: return sign * DBL_TRUE_MIN * exp2(floor(51 * gsl_rng_uniform(rng)));
	default:        return sign * nextafter(k / 2, gsl_rng_uniform_int(rng, 2) ? 0 : INFINITY);
	}
}

/* ---- judges ------------------------------------------------------------------------------- */

/* f, d/dx_i, and of each the derivative by x_j: four outputs, the last the second derivative; NULL:
 * too long */
static List *second(const List *f, size_t i, size_t j, const Num *T, Keep *keep)
{
	List *one = derivative(f, i, T), *two = one->n <= MANYROWS ? derivative(one, j, T) : NULL,
	     *y;

	freelist(one);
	y = two && two->n <= MANYROWS ? expand(two, keep, T) : NULL;
	freelist(two);
	return y;
}

static bool byarb(const List *f, size_t i, size_t j, const double *x, mpfr_t y)
{
	double v[VARS] = { 0 };
	List *one = derivative(f, i, &mpfr),
	     *l = one->n <= MANYROWS ? expand(one, nothing, &mpfr) : NULL;
	bool sure;

	v[j] = 1;
	sure = l && arbencloses(l, x, v, 1, y);
	freelist(l);
	freelist(one);
	return sure;
}

static bool bysymbols(const List *f, size_t i, size_t j, const double *x, mpfr_t y, mpfr_t spread)
{
	List *l = second(f, i, j, &mpfr, runs);
	bool sure = l && !unrunnable(l, &mpfr) && settled(l, 0, x, y, spread);

	freelist(l);
	return sure;
}

static void complain(const char *written, const double *x, size_t nx, size_t i, size_t j,
	const Truth *t, const mpfr_t y, const char *by)
{
	printf("# WRONG at");
	for (size_t k = 0; k < nx; k++) printf(" %a", x[k]);
	mpfr_printf(": %s d2/d%sd%s is called %s %.30Rg +- %.3Rg, and is %.30Rg by %s\n", written,
		names[i], names[j], classname[t->class], t->d, t->radius, y, by);
}

static bool number(const Truth *t)
{
	return t->class == SMOOTH || t->class == ZERO || t->class == JOIN;
}

static void entry(const char *written, const List *f, const double *x, size_t i, size_t j,
	const Truth *t, Count *c)
{
	mpfr_t y, spread;
	bool arb, symbolic, right = true;

	c->asked++;
	c->undecided += t->class == UNDECIDED;
	c->none += t->class != UNDECIDED && !number(t);
	if (!number(t))
		return;
	c->numbers++;
	c->zero += t->class == ZERO;
	mpfr_inits2(400, y, spread, (mpfr_ptr)0);
	mpfr_set_zero(spread, 1);
	if ((arb = byarb(f, i, j, x, y)) && !(right = agreed(t->d, t->radius, y, spread)))
		complain(written, x, f->nin, i, j, t, y, "Arb");
	if ((symbolic = bysymbols(f, i, j, x, y, spread)) && !agreed(t->d, t->radius, y, spread)) {
		complain(written, x, f->nin, i, j, t, y, "symbols");
		right = false;
	}
	c->arb += arb, c->symbolic += symbolic;
	c->agree += (arb || symbolic) && right;
	c->wrong += !right;
	mpfr_clears(y, spread, (mpfr_ptr)0);
}

/* ---- formulas ------------------------------------------------------------------------------ */

static void hessian(const char *written, const Fn *fn, const List *f, const double *x, Count *c)
{
	char why[WHY];
	Reference *r = newreference(fn, 53, why);
	Truth *t = newtruths(1);

	if (getenv("TRACE")) fprintf(stderr, "%a %a %a: %s\n", x[0], x[1], x[2], written);
	for (size_t i = 0; i < f->nin; i++)
		for (size_t j = 0; j <= i; j++) {
			double v[VARS] = { 0 }, w[VARS] = { 0 };

			v[i] = 1, w[j] = 1;
			curved(r, x, v, w, t);
			if (t->class == UNDECIDED && getenv("VERBOSE"))
				printf("# undecided (%s) at %a %a %a: %s d2/d%sd%s\n", t->why, x[0],
					x[1], x[2], written, names[i], names[j]);
			entry(written, f, x, i, j, t, c);
		}
	freetruths(1, t);
	freereference(r);
}

static bool hasvalue(const List *l, const double *x)
{
	Fn fn = listfn("f", l);
	char why[WHY];
	List *e = trace(&fn, &f64, x, why);
	bool yes = e && isfinite(*(double *)value(instruction(e, e->out[0])));

	freelist(e);
	return yes;
}

static void draw(Counts *c)
{
	Sort s = (Sort)(c->n % SORTS);
	size_t n = 2 + gsl_rng_uniform_int(rng, VARS - 1);
	double x[VARS] = { 0 };
	Text t = { .n = 0 };
	List *l;
	V in[VARS];

	for (size_t k = 0; k < n; k++) x[k] = coordinate(gsl_rng_uniform(rng) < 0.7 ? s : ORDINARY);
	drawformula(&t, 2 + (int)gsl_rng_uniform_int(rng, 3), false, n, names,
		s == TIES ? small : scaled);
	if (t.n > TEXT)
		return;
	l = newlist();
	for (size_t k = 0; k < n; k++) in[k] = Input(l, names[k], scalar());
	Output(recordformula(l, t.s, n, names, in));
	if (hasvalue(l, x)) {
		Fn fn = listfn(t.s, l);

		hessian(t.s, &fn, l, x, &c->of[s]);
		c->n++;
	}
	freelist(l);
}

static int report(const Counts *c, unsigned long seed)
{
	Count all = { 0 };

	printf("# command make fuzz-hessians N=%zu SEED=%lu\n# wengert %s\n", c->n, seed,
		WENGERT_VERSION);
	printf("# judges Arb's series of symbolic first derivatives; symbolic second derivatives "
	       "at 400 and 600 digits\n");
	printf("points,entries,numbers,zero,none,undecided,judged by Arb,judged by "
	       "symbols,agree,wrong,seed\n");
	for (int s = 0; s < SORTS; s++) {
		const Count *k = &c->of[s];

		printf("%s,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%lu\n", sortname[s], k->asked,
			k->numbers, k->zero, k->none, k->undecided, k->arb, k->symbolic, k->agree,
			k->wrong, seed);
		all.numbers += k->numbers, all.agree += k->agree, all.wrong += k->wrong;
	}
	if (c->n >= RATE && (double)all.agree < FEWEST * (double)all.numbers)
		printf("# UNJUDGED: %zu of %zu entries, not one in two\n", all.numbers - all.agree,
			all.numbers);
	return all.wrong || (c->n >= RATE && (double)all.agree < FEWEST * (double)all.numbers);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 300;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	Counts c = { 0 };
	int mistaken;

	if (!n || argc > 3) {
		fputs("usage: fuzz-hessians N [SEED]\n", stderr);
		return 2;
	}
	rng = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(rng, seed);
	roster();
	while (c.n < n) {
		progress("fuzz-hessians", (double)c.n / (double)n);
		draw(&c);
	}
	progressended();
	mistaken = report(&c, seed);
	gsl_rng_free(rng);
	return mistaken;
}
