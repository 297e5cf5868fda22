/* reference -- random expressions: is a derivative the reference gives ever silently wrong?
 *
 * usage: fuzz-reference N [SEED]
 *
 * Each expression (depth 3 to 6, every elementwise primitive that takes one or
 * two real numbers, ordinary and extreme constants) is judged by Arb, which
 * encloses the derivative of its power series in a ball, or, where Arb is not
 * there or cannot, by the reference itself asked for four times the bits.
 * Prints counts; exit 1 if one is silently wrong, more than 0.3 % are refused, or Arb is there and
 * decides too few of those with some primitive: one that never decides floor sees no fault in it.
 */
#include "checks/fuzz/ball.h"
#include "engines/formula/formula.h"
#include "engines/reference/reference.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RATE = 1000 };                      /* expressions from which a rate of three in a thousand means something */
/* of 6,000 expressions balls decided 59 % of those with eq, the fewest, and 92 % of those with
 * lgamma: a third must be, half of the fewest.  At 59 % of 36, as many as 1,000 expressions bring of
 * eq, one run in 2,300 falls below it by chance; fewer than SEEN say nothing */
enum { PRIMS = 128, SHARE = 3, SEEN = 16 };
enum { TEXT = 1500, FOUR = 4 * 53, SHALLOW = 640 };    /* deeper, four times the bits take minutes */

typedef struct { char s[2 * TEXT]; size_t n; } Text;

static gsl_rng *g;
static const Prim *one[PRIMS], *two[PRIMS];
static unsigned long ones, twos;

static void say(Text *t, const char *s)
{
	size_t n = strlen(s);

	if (t->n + n < sizeof t->s) {
		memcpy(t->s + t->n, s, n + 1);
		t->n += n;
	}
}

/* the order of polygamma, jn and yn is a whole number: no derivative flows there */
static bool integral(const Prim *p) { return !strcmp(p->name, "polygamma") || !strcmp(p->name, "jn") || !strcmp(p->name, "yn"); }

static bool drawn(const Prim *p) { return p->nargs == 1 || (p->nargs == 2 && !integral(p)); }

static void roster(void)
{
	for (const Prim *const *p = prims; *p; p++) {
		if (drawn(*p)) (*p)->nargs == 1 ? (one[ones++] = *p) : (two[twos++] = *p);
	}
}

/* ordinary: 0.01 to 100; extreme: 1e-30 to 1e30 */
static double constant(bool wide)
{
	double k = pow(10, wide ? 60 * gsl_rng_uniform(g) - 30 : 4 * gsl_rng_uniform(g) - 2);

	return gsl_rng_uniform_int(g, 2) ? k : -k;
}

static void grow_(Text *t, int depth, bool wide)
{
	char word[40];
	double u = gsl_rng_uniform(g);

	if (!depth || u < 0.08) {
		snprintf(word, sizeof word, gsl_rng_uniform(g) < 0.65 ? "x" : "(%.17g)", constant(wide));
		say(t, word);
	} else if (u < 0.50) {
		say(t, one[gsl_rng_uniform_int(g, ones)]->name);
		say(t, "(");
		grow_(t, depth - 1, wide);
		say(t, ")");
	} else if (u < 0.60) {
		say(t, two[gsl_rng_uniform_int(g, twos)]->name);
		say(t, "(");
		grow_(t, depth - 1, wide);
		say(t, ", ");
		grow_(t, depth - 1, wide);
		say(t, ")");
	} else if (u < 0.64) {
		say(t, "(");
		grow_(t, depth - 1, wide);
		snprintf(word, sizeof word, ")^%lu", 2 + gsl_rng_uniform_int(g, 3));
		say(t, word);
	} else {
		static const char *const sign[] = { " + ", " - ", "*", "/" };

		say(t, "(");
		grow_(t, depth - 1, wide);
		say(t, sign[gsl_rng_uniform_int(g, 4)]);
		grow_(t, depth - 1, wide);
		say(t, ")");
	}
}

/* expressions with some primitive in them that have a derivative, and those that balls judged */
typedef struct { size_t asked, byballs; } Occurrence;

typedef struct {
	size_t judged, byballs, agree, wrong, refused, other, undefined, unjudged;
	size_t class[UNDECIDED + 1];
	Occurrence occurs[PRIMS];
} Counts;

static double value64(const List *l, double x)
{
	Fn fn = listfn("f", l);
	char why[WHY];
	List *e = trace(&fn, &f64, &x, why);
	double y = e ? *(double *)value(row(e, e->out[0])) : NAN;

	freelist(e);
	return y;
}

static bool byball(const List *f, double x, double *d)
{
	List *l = expand(f, nothing, &mpfr);
	double one_ = 1;
	mpfr_t y;
	bool sure;

	mpfr_init(y);
	sure = enclosed(l, &x, &one_, 0, y);
	*d = mpfr_get_d(y, MPFR_RNDN);
	mpfr_clear(y);
	freelist(l);
	return sure;
}

/* each primitive that the expression was written with, once */
static void occurred(const List *l, bool balls, Counts *c)
{
	for (size_t k = 0; prims[k]; k++) {
		if (!prims[k]->nargs || !has(l, prims[k]))
			continue;
		c->occurs[k].asked++;
		c->occurs[k].byballs += balls;
	}
}

/* the judge's derivative, rounded to double; false: none can be had */
static bool judge(const Fn *fn, const List *l, double x, int bits, double *d, Counts *c)
{
	double one_ = 1;
	char why[WHY];
	Reference *r;
	Truth *t;
	bool known, balls = byball(l, x, d);

	occurred(l, balls, c);
	if (balls) {
		c->byballs++;
		return true;
	}
	if (bits > SHALLOW)
		return false;
	r = newreference(fn, FOUR, why);
	t = newtruths(1);
	along(r, &x, &one_, t);
	known = t->class == SMOOTH || t->class == ZERO || t->class == JOIN;
	*d = mpfr_get_d(t->d, MPFR_RNDN);
	freetruths(1, t);
	freereference(r);
	return known;
}

static void count_(const char *text_, const Fn *fn, const List *l, double x, Counts *c)
{
	double v = 1, want, got;
	char why[WHY];
	Reference *r = newreference(fn, 53, why);
	Truth *t = newtruths(1);

	along(r, &x, &v, t);
	got = mpfr_get_d(t->d, MPFR_RNDN);
	c->class[t->class]++;
	if (t->class == NOWHERE)
		c->undefined++;
	else {
		c->judged++;
		if (t->class == UNDECIDED) {
			c->refused++;
			if (getenv("VERBOSE")) printf("# undecided at %a: %s\n", x, text_);
		} else if (t->class != SMOOTH && t->class != ZERO && t->class != JOIN)
			c->other++;
		else if (!judge(fn, l, x, t->bits, &want, c))
			c->unjudged++;
		else if (got == want || (isinf(got) && isinf(want)))
			c->agree++;
		else {
			c->wrong++;
			printf("# WRONG at %a: %s gives %a (%s, %d bits), not %a\n", x, text_, got, classname[t->class], t->bits, want);
		}
	}
	freetruths(1, t);
	freereference(r);
}

static void draw(Counts *c)
{
	static const char *const names[] = { "x" };
	bool wide = gsl_rng_uniform_int(g, 2);
	double x = constant(wide);
	Text t = { .n = 0 };
	List *l;
	V in;

	grow_(&t, 3 + (int)gsl_rng_uniform_int(g, 4), wide);
	if (t.n > TEXT)
		return;
	l = newlist();
	in = Input(l, "x", scalar());
	Output(recordformula(l, t.s, 1, names, &in));
	if (isfinite(value64(l, x))) {
		Fn fn = listfn(t.s, l);

		count_(t.s, &fn, l, x, c);
	}
	freelist(l);
}

/* primitives that balls decide less often than they must, or that never came: each is named */
static size_t unjudged(const Counts *c, size_t n)
{
	size_t idle = 0;

	for (size_t k = 0; hasballs() && prims[k]; k++) {
		const Occurrence *o = &c->occurs[k];
		bool few = o->asked >= SEEN && o->byballs * SHARE < o->asked;
		bool never = n >= RATE && !o->asked;

		if (!drawn(prims[k]) || !(few || never))
			continue;
		printf("# UNJUDGED %s: balls decided %zu of %zu expressions with it, not 1 in %d\n",
		       prims[k]->name, o->byballs, o->asked, SHARE);
		idle++;
	}
	for (size_t k = 0; hasballs() && prims[k]; k++)
		if (drawn(prims[k]))
			printf("# balls judged %zu of %zu with %s\n", c->occurs[k].byballs, c->occurs[k].asked,
			       prims[k]->name);
	return idle;
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long seed = argc > 2 ? strtoul(argv[2], NULL, 10) : 42;
	Counts c = { 0 };
	size_t idle;

	if (!n || argc > 3) {
		fputs("usage: fuzz-reference N [SEED]\n", stderr);
		return 2;
	}
	g = gsl_rng_alloc(gsl_rng_mt19937);
	gsl_rng_set(g, seed);
	roster();
	while (c.judged < n) draw(&c);
	printf("# command make fuzz-reference N=%zu\n# wengert %s\n# mpfr %s\n# judge %s\n", n, WENGERT_VERSION, mpfr_get_version(),
	       hasballs() ? "Arb enclosures, else the reference at 4 times the bits" : "the reference at 4 times the bits");
	printf("expressions,agree,wrong,refused,by balls,otherwise classed,undefined,not judged,seed\n%zu,%zu,%zu,%zu,%zu,%zu,%zu,%zu,%lu\n", c.judged,
	       c.agree, c.wrong, c.refused, c.byballs, c.other, c.undefined, c.unjudged, seed);
	for (int k = 0; k <= UNDECIDED; k++) printf("# %s %zu\n", classname[k], c.class[k]);
	idle = unjudged(&c, n);
	gsl_rng_free(g);
	return c.wrong || idle || (n >= RATE && (double)c.refused > 0.003 * (double)c.judged);
}
