/* rules.c -- every derivative of the table against the reference, at ordinary and at hard points.
 */
#include "checks/suite/check.h"
#include "checks/measure/climb.h"
#include "checks/measure/explain.h"
#include "checks/measure/limits.h"
#include "checks/io/out.h"
#include "checks/io/shard.h"
#include "engines/prims/recorders.h"
#include "engines/prims/traits.h"
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

const char *mutation(Mutation how)
{
	static const char *const name[] = { "negated", NULL, "plus 1", "dropped" };
	static char scaled[32];

	snprintf(scaled, sizeof scaled, "times 1 + 2^-%d", MUTANT);
	return how == SCALED ? scaled : name[how];
}

/* what one rule promises, in ulps of each entry; others: GOOD */
static const struct { const char *name; double f64, f32; const char *why; } special[] = {
#define R(name, f64, f32, why) { #name, f64, f32, why },
#include "checks/suite/rules.def"
	{ NULL, 0, 0, NULL }
};

/* points that history taught: zeros, ties, saturation, ends of the exponent range */
static const double hard[] = {
	0,
	1,
	-1,
	0.5,
	-0.5,
	2,
	1e-3,
	-1e-3,
	1e-12,
	1e-300,
	3,
	-3,
	8,
	20,
	-20,
	40,
	-40,
	88,
	300,
	700,
	-740,
	1e10,
	1e160,
	-1e160,
	1e300,
	1 - 0x1p-20,
	1 + 0x1p-20,
	0.97,
	1.4616321449683623,
	2.404825557695773,
	1.8411837813406593,
	-2.5,
	-1931.99999994,
};
static const double pairs[][2] = {
	{ 0, 1 },
	{ 1, 0 },
	{ 0, 0.5 },
	{ 0, 2 },
	{ 0, 1.875 },
	{ -2, 2 },
	{ 1, 1 },
	{ 2, 2 },
	{ -5.5, 2.25 },
	{ 5.5, -2.25 },
	{ 3, -4 },
	{ 1e-100, 1e-170 },
	{ 1e200, 1e160 },
	{ 1, 3e-264 },
	{ 3e200, 4e200 },
	{ 3e-200, 4e-200 },
	{ 1e-320, 1.875 },
	{ 0.1, 0.1 },
	{ 2, 0.1 },
	{ 1e300, 0.1 },
	{ 0, 3 },
	{ 3, 0 },
	{ 1e160, 1e160 },
	{ -1, 0x1p-30 },
};

enum { RANDOM = 8, HARD = sizeof hard / sizeof *hard, PAIRS = sizeof pairs / sizeof *pairs };
enum { MOST = RANDOM + ((int)HARD > (int)PAIRS ? HARD : PAIRS) };      /* points of a primitive */

static double ulpsallowed(const Prim *p, const Num *T)
{
	for (size_t k = 0; special[k].name; k++)
		if (!strcmp(special[k].name, p->name))
			return columnof(T, special[k].f64, special[k].f32);
	return GOOD;
}

static size_t draw(const Prim *p, unsigned long seed, const Num *T, double x[MOST][2])
{
	gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
	size_t n = 0;

	gsl_rng_set(g, seed);
	for (; n < RANDOM; n++)
		for (int k = 0; k < p->nargs; k++)
			x[n][k] = p->lo + (p->hi - p->lo) * gsl_rng_uniform(g);
	gsl_rng_free(g);
	for (size_t k = 0; p->nargs == 1 && k < HARD; k++)
		x[n++][0] = hard[k];
	for (size_t k = 0; p->nargs == 2 && k < PAIRS; k++, n++)
		memcpy(x[n], pairs[k], sizeof pairs[k]);
	for (size_t i = 0; i < n; i++) {
		for (int k = 0; k < p->nargs; k++)
			x[i][k] = T->round(x[i][k]);
		if (isinf(x[i][0]) || isinf(x[i][1]))       /* 1e160 is no point of binary32 */
			memcpy(x[i--], x[--n], sizeof *x);
	}
	return n;
}

static List *alone(const Prim *p)
{
	List *l = newlist();
	V x[2];

	for (int k = 0; k < p->nargs; k++)
		x[k] = Input(l, p->nargs == 1 ? "x" : k ? "b" : "a", scalar());
	/* multiples of 1/4: what no rule gives the derivative by does not move there */
	if (isthe(p, UNRULED0)) x[0] = Div(Floor(Mul(x[0], Number(l, 4))), Number(l, 4));
	Output(record(l, p, (size_t)p->nargs, x, NULL, NULL));
	return l;
}

/* beyond the bound where the reference knows; the result must be an ordinary number of T */
static bool beyond(const Answer *a, const Facts *f, const Prim *p, const Num *T, size_t i)
{
	double y;

	T->get(1, &y, a->j.y);
	return known(&f->t[i]) && isfinite(y) && !(a->ulps[i] <= ulpsallowed(p, T));
}

typedef struct { size_t n; double x[MOST][2]; Facts f[MOST]; List *l; Explain *explain; } Known;

static Known *knownpoints(const Prim *p, const Fn *fn, List *l, unsigned long seed, const Num *T)
{
	Known *k = alloc(1, sizeof *k);

	k->l = l;
	k->n = draw(p, seed, T, k->x);
	for (size_t i = 0; i < k->n; i++)
		k->f[i] = facts(fn, k->x[i], digits(T));
	return k;
}

static void freeknown(Known *k)
{
	for (size_t i = 0; i < k->n; i++) freefacts(&k->f[i]);
	freeexplain(k->explain);
	release(k);
}

/* the argument's name in messages */
static int letter(const Prim *p, int i) { return p->nargs == 1 ? 'x' : 'a' + i; }

/* a point as --at takes it; good until the next call */
static const char *attext(const Prim *p, const double *x)
{
	static char s[64];

	snprintf(s, sizeof s, p->nargs == 1 ? "%a" : "%a,%a", x[0], x[1]);
	return s;
}

/* d/di at point n is further off than the roundings of the rule as it is written */
static bool astray(Known *k, size_t n, const Answer *a, size_t i)
{
	char why[WHY];
	Explained *x = a->ulps ? explain(&k->explain, a, &k->f[n], why) : NULL;
	bool yes = x && x[i].known && x[i].verdict == UNEXPLAINED;

	release(x);
	return yes;
}

static void checkrule(const Prim *p, const Engine *e, const Num *T, Known *k, Tally *t)
{
	for (int i = 0; i < p->nargs; i++) {
		double worst = -1, at[2] = { 0, 0 };       /* -1: none is beyond its bound */

		for (size_t n = 0; n < k->n; n++) {
			Answer a = answer(e, &k->f[n], T);

			if (a.status != UNABLE) {
				bool off = beyond(&a, &k->f[n], p, T, (size_t)i) ||
					astray(k, n, &a, (size_t)i);

				if (off && !(a.ulps[i] <= worst))
					worst = a.ulps[i], memcpy(at, k->x[n], sizeof at);
			}
			freeanswer(&a);
		}
		if (worst != -1)
			check(t, false, "rule %-11s %-4s %-10s d/d%c  %s ulps, bound %g: --at %s",
				e->name, T->name, p->name, letter(p, i), ulptext(worst),
				ulpsallowed(p, T), attext(p, at));
		else
			check(t, true, "rule %s %s %s d/d%c", e->name, T->name, p->name,
				letter(p, i));
	}
}

/* ---- from the worst point uphill ------------------------------------------------ */

typedef struct { double ulps, x[2]; } Peak;

/* the error at x, or -1 where nothing is known there */
static double errorat(const Prim *p, const Engine *e, const Num *T, const Fn *fn, int i,
	const double *x)
{
	Facts f = facts(fn, x, digits(T));
	Answer a = answer(e, &f, T);
	double y, u = -1;

	if (a.status != UNABLE) {
		T->get(1, &y, a.j.y);
		if (known(&f.t[i]) && isfinite(y)) u = a.ulps[i];
	}
	freeanswer(&a);
	freefacts(&f);
	return u;
}

typedef struct {
	const Prim *prim;
	const Engine *engine;
	const Num *num;
	const Fn *fn;
	int i;
} Site;

static double errorthere(void *site, const double *x)
{
	const Site *s = site;

	for (int k = 0; k < s->prim->nargs; k++)
		if (!isfinite(x[k])) return -1;
	return errorat(s->prim, s->engine, s->num, s->fn, s->i, x);
}

static double toitstype(void *site, double x) { return ((const Site *)site)->num->round(x); }

/* no more than the roundings of the rule as it is written: among few numbers the climb reaches the
 * roots of a derivative */
static bool accounted(Known *k, const Engine *e, const Num *T, int i, const double *x)
{
	Facts f = facts(&k->f[0].fn, x, digits(T));
	Answer a = answer(e, &f, T);
	char why[WHY];
	Explained *y = a.ulps ? explain(&k->explain, &a, &f, why) : NULL;
	bool yes = y && y[i].known && y[i].verdict != UNEXPLAINED;

	release(y);
	freeanswer(&a);
	freefacts(&f);
	return yes;
}

/* the worst of the known points, and from there on to the worst nearby */
static void checkpeak(const Prim *p, const Engine *e, const Num *T, const Fn *fn, Known *k,
	Tally *t)
{
	for (int i = 0; i < p->nargs; i++) {
		Peak top = { -1, { 0, 0 } };
		double from;

		for (size_t n = 0; n < k->n; n++) {
			double u = errorat(p, e, T, fn, i, k->x[n]);

			if (u > top.ulps && isfinite(u))
				top = (Peak){ u, { k->x[n][0], k->x[n][1] } };
		}
		if (top.ulps < 0) {
			skipped(t, "no derivative is known there", "peak %s %s d/d%c", T->name,
				p->name, letter(p, i));
			continue;
		}
		from = top.ulps;
		top.ulps = climb(&(Hill){ errorthere, toitstype, &(Site){ p, e, T, fn, i } },
			RULEHILL, (size_t)p->nargs, top.x, from);
		check(t,
			top.ulps <= ulpsallowed(p, T) || (T->wider && accounted(k, e, T, i, top.x)),
			"peak %-4s %-10s d/d%c  %s ulps, from %s, bound %g: --at %s", T->name,
			p->name, letter(p, i), ulptext(top.ulps), ulptext(from), ulpsallowed(p, T),
			attext(p, top.x));
	}
}

/* ---- mutants: the rule broken in one place must be refused ------------------ */

static struct { const Prim *prim; int i; Mutation how; } broken;

static V mutated(const Prim *p, int i, V t, V d)
{
	if (p != broken.prim || i != broken.i)
		return t;
	if (!t.list || broken.how == ADDED)
		return t.list ? Add(t, d) : d;
	return broken.how == NEGATED   ? Neg(t)
		: broken.how == SCALED ? Mul(t, Const(t, 1 + ldexp(1, -MUTANT)))
				       : (V){ 0 };
}

void breakrule(const Prim *p, int i, Mutation how)
{
	broken.prim = p;
	broken.i = i;
	broken.how = how;
	tamper = p ? mutated : NULL;
}

static bool refused(const Prim *p, const Engine *e, const Known *k)
{
	bool yes = false;

	for (size_t n = 0; n < k->n && !yes; n++) {
		Answer a = answer(e, &k->f[n], &f64);

		for (int i = 0; a.status != UNABLE && i < p->nargs; i++)
			yes |= beyond(&a, &k->f[n], p, &f64, (size_t)i);
		freeanswer(&a);
	}
	return yes;
}

static bool anyknown(const Known *k, int i)
{
	for (size_t n = 0; n < k->n; n++)
		if (known(&k->f[n].t[i]))
			return true;
	return false;
}

static void mutate(const Prim *p, const Engine *e, const Known *k, Tally *t)
{
	for (int i = 0; i < p->nargs; i++) {
		if (!anyknown(k, i)) {
			skipped(t, "a whole number has no derivative",
				"mutant %s: rule of %s d/d%c", e->name, p->name, letter(p, i));
			continue;
		}
		if (i == 0 && isthe(p, UNRULED0)) continue;    /* there is none to break */
		for (Mutation how = NEGATED; how <= DROPPED; how++) {
			bool none = !strcmp(p->d[i], "0"), yes;

			if (none && how != ADDED)
				continue;
			breakrule(p, i, how);
			yes = refused(p, e, k);
			breakrule(NULL, 0, NEGATED);
			check(t, yes, "mutant %s: rule of %s d/d%c %s is %s", e->name, p->name,
				letter(p, i), mutation(how), yes ? "refused" : "not noticed");
		}
	}
}

static void checkone(const Options *o, const Prim *p, const Num *T, Tally *t, Tally *mutants)
{
	static const Engine *const who[] = { &forward_engine, &reverse_engine, &static_engine };
	List *l = alone(p);
	Fn fn = listfn(p->name, l);
	Known *k = knownpoints(p, &fn, l, o->rng, T);

	for (int e = 0; e < 3; e++)
		if (wanted(o, who[e])) checkrule(p, who[e], T, k, t);
	if (wanted(o, &forward_engine)) checkpeak(p, &forward_engine, T, &fn, k, t);
	for (int e = 0; e < 2 && T->cdouble; e++)
		mutate(p, who[e], k, mutants);
	freeknown(k);
	freelist(l);
}

void checkrules(const Options *o, const Types *types, Tally *t, Tally *mutants)
{
	for (const Prim *const *p = prims; *p; p++) {
		if (!(*p)->nargs)
			continue;
		ruleplace(t, *p);
		ruleplace(mutants, *p);
		for (int n = 0; n < types->n; n++)
			if (mine()) checkone(o, *p, types->type[n], t, mutants);
	}
}

