/* draw.c -- random formulas: every elementwise primitive, constants, whole powers, the four
 * operations. */
#include "checks/fuzz/draw.h"
#include "engines/prims/traits.h"
#include <math.h>
#include <string.h>

enum { PRIMS = 256 };

gsl_rng *rng;
static const Prim *one[PRIMS], *two[PRIMS], *shaped[PRIMS];
static unsigned long ones, twos, shapeds;

/* its parameters are drawn as constants */
static bool parametric(const Prim *p) { return isthe(p, UNRULED0); }

bool asked(const Prim *p)
{
	return p->nargs == 1 || (p->nargs == 2 && !isthe(p, FIXED0)) || parametric(p);
}

void roster(void)
{
	for (const Prim *const *p = prims; *p; p++) {
		if (p - prims >= PRIMS) die("there is no room for %d primitives", PRIMS);
		if (asked(*p))
			parametric(*p)              ? (shaped[shapeds++] = *p)
				: (*p)->nargs == 1 ? (one[ones++] = *p)
						   : (two[twos++] = *p);
	}
}

double scaled(bool wide)
{
	double k = pow(10, wide ? 60 * gsl_rng_uniform(rng) - 30 : 4 * gsl_rng_uniform(rng) - 2);

	return gsl_rng_uniform_int(rng, 2) ? k : -k;
}

double small(bool wide)
{
	static const double nasty[] = { 0, 1, -1, 2, -2, 0.5, -0.5, 3, 10, 0.25, 0, 1 };

	(void)wide;
	return nasty[gsl_rng_uniform_int(rng, sizeof nasty / sizeof *nasty)];
}

typedef struct { Text *t; bool wide; size_t n; const char *const *names; Draw *constant; } Growing;

static void say(Text *t, const char *s)
{
	size_t n = strlen(s);

	if (t->n + n < sizeof t->s) {
		memcpy(t->s + t->n, s, n + 1);
		t->n += n;
	}
}

static void leaf(Growing *g)
{
	char word[40];

	if (gsl_rng_uniform(rng) < 0.65) {
		say(g->t, g->names[g->n > 1 ? gsl_rng_uniform_int(rng, g->n) : 0]);
		return;
	}
	snprintf(word, sizeof word, "(%.17g)", g->constant(g->wide));
	say(g->t, word);
}

static void growing(Growing *, int depth);

static void called(Growing *g, const Prim *p, int depth)
{
	say(g->t, p->name);
	say(g->t, "(");
	growing(g, depth - 1);
	if (p->nargs == 2) say(g->t, ", "), growing(g, depth - 1);
	say(g->t, ")");
}

/* of parameters above 0 */
static void withshape(Growing *g, const Prim *p, int depth)
{
	char word[40];

	say(g->t, p->name);
	say(g->t, "(");
	for (int k = 1; k < p->arity; k++) {
		snprintf(word, sizeof word, "%.17g, ", 0.5 + 20 * gsl_rng_uniform(rng));
		say(g->t, word);
	}
	if (p->ternary) say(g->t, "0.5 + 0.45*sin(");  /* between 0 and 1 */
	growing(g, depth - 1);
	say(g->t, p->ternary ? "))" : ")");
}

static void raised(Growing *g, int depth)
{
	char word[40];

	say(g->t, "(");
	growing(g, depth - 1);
	snprintf(word, sizeof word, ")^%lu", 2 + gsl_rng_uniform_int(rng, 3));
	say(g->t, word);
}

static void joined(Growing *g, int depth)
{
	static const char *const sign[] = { " + ", " - ", "*", "/" };

	say(g->t, "(");
	growing(g, depth - 1);
	say(g->t, sign[gsl_rng_uniform_int(rng, 4)]);
	growing(g, depth - 1);
	say(g->t, ")");
}

static void growing(Growing *g, int depth)
{
	double u = gsl_rng_uniform(rng);

	if (!depth || u < 0.08) leaf(g);
	else if (u < 0.50)      called(g, one[gsl_rng_uniform_int(rng, ones)], depth);
	else if (u < 0.57)      called(g, two[gsl_rng_uniform_int(rng, twos)], depth);
	else if (u < 0.60)      withshape(g, shaped[gsl_rng_uniform_int(rng, shapeds)], depth);
	else if (u < 0.64)      raised(g, depth);
	else                    joined(g, depth);
}

void drawformula(Text *t, int depth, bool wide, size_t n, const char *const *names, Draw *constant)
{
	Growing g = { t, wide, n, names, constant };

	growing(&g, depth);
}
