/* gradtext.c -- `wengert grad` for people: within 80 columns, however many inputs there are. */
#include "checks/commands/gradient.h"
#include "checks/commands/points.h"
#include "checks/io/out.h"
#include "checks/io/sheet.h"
#include "checks/measure/condition.h"
#include "checks/measure/ranked.h"
#include "engines/reference/certificate.h"
#include <math.h>
#include <string.h>

/* inputs: every engine's derivative of each; in their order, beyond that the largest errors first;
 * so many rows at most, without --all */
enum { BLOCKS = 6, ORDERED = 8, SHOWN = 16 };
enum { SIDEBYSIDE = 3 };                   /* inputs, where they fit */
/* characters: of the name of an engine, of a derivative alone on its line and beside others, of
 * the name of an input, of what a summary says of an engine */
enum { FRONT = 19, ALONE = 48, BESIDE = 24, LABEL = 16, NAME = 22 };

/* ---- cells ------------------------------------------------------------------------- */

/* yours to release */
static char *truthtext(const Truth *t, int digits)
{
	return known(t) || t->class == VERTICAL ? plain(t->d, digits)
						: text("%s", classname[t->class]);
}

static char *conditiontext(const Grad *g, size_t i)
{
	double c = conditionof(&g->f, 0, i);

	return isnan(c) ? text("-") : text(c && (c < .01 || c > 99999) ? "%.1e" : "%.2f", c);
}

static char *proofname(const Grad *g)
{
	if (!g->f.bits)
		return text("reference");
	return text("%s, %d bit", certified(&g->f) ? "proved" : "by mpfr", g->f.bits);
}

static void putvalue(Sheet *t, const Grad *g, const Answer *a, size_t i, int width)
{
	char *s = brief(g->num, elem(g->num, a->j.J, i), width), *d = plain(g->f.t[i].d, 18);
	int n = 0;

	while (g->o.color && s[n] && s[n] == d[n]) n++;
	brightcell(t, s, n);
	release(d);
}

/* ---- few inputs: each by every engine -------------------------------------------------- */

/* what the reference says of inputs from, from + 1, ...: a cell each, and one where errors stand */
static void facing(Sheet *t, const Grad *g, size_t from, size_t n, char *of(const Grad *, size_t))
{
	for (size_t i = from; i < from + n; i++) {
		leftcell(t, of(g, i));
		if (g->na) rightcell(t, text("%s", ""));
	}
}

static char *truthof(const Grad *g, size_t i) { return truthtext(&g->f.t[i], 17); }

static Sheet block(const Grad *g, size_t from, size_t n)
{
	Sheet t = { .cols = 1 + n * (g->na ? 2 : 1), .front = FRONT };

	leftcell(&t, text("%s", ""));
	for (size_t i = from; i < from + n; i++) {
		char *name = derivativename(g, i);

		leftcell(&t, cut(name, n > 1 ? BESIDE : ALONE));
		if (g->na) rightcell(&t, text("ulp"));
		release(name);
	}
	leftcell(&t, proofname(g));
	facing(&t, g, from, n, truthof);
	if (conditioned(g)) leftcell(&t, text("|x f'/f|")), facing(&t, g, from, n, conditiontext);
	for (size_t k = 0; k < g->na; k++) {
		const Answer *a = &g->a[k];

		if (a->status == UNABLE)
			continue;
		leftcell(&t, cut(a->engine->name, FRONT));
		for (size_t i = from; i < from + n; i++) {
			putvalue(&t, g, a, i, n > 1 ? BESIDE : ALONE);
			rightcell(&t, text("%s", ulptext(comparedulps(&g->f, a, i))));
		}
	}
	return t;
}

static void blocks(const Grad *g)
{
	for (size_t i = 0, n; i < g->f.nx; i += n) {
		Sheet t;

		n = g->f.nx - i < SIDEBYSIDE ? g->f.nx - i : SIDEBYSIDE;
		for (t = block(g, i, n); n > 1 && sheetwidth(&t) > TERMINAL; t = block(g, i, --n))
			freesheet(&t);
		if (i) putchar('\n');
		printsheet(&t);
		freesheet(&t);
	}
}

/* ---- many: a row each -------------------------------------------------------------------- */

/* the one engine that answers; NULL: several do, or none */
static const Answer *single(const Grad *g)
{
	const Answer *a = NULL;

	for (size_t k = 0; k < g->na; k++) {
		if (g->a[k].status == UNABLE)
			continue;
		if (a)
			return NULL;
		a = &g->a[k];
	}
	return a;
}

/* the inputs as they are shown: yours to release */
static size_t *ranked(const Grad *g)
{
	size_t *r = alloc(g->f.nx, sizeof *r);

	for (size_t i = 0; i < g->f.nx; i++) r[i] = i;
	if (g->f.nx > ORDERED) worstfirst(&g->f, g->na, g->a, g->f.nx, r);
	return r;
}

/* how many are shown */
static size_t shown(const Grad *g)
{
	return g->o.all || g->f.nx <= SHOWN ? g->f.nx : SHOWN;
}

/* of one engine its derivative, of several the largest error and whose it is */
static void row(Sheet *t, const Grad *g, const Answer *one, size_t i, int digits, bool at)
{
	const Answer *w = one ? one : worstat(&g->f, g->na, g->a, i);

	leftcell(t, cut(label(g, i), LABEL));
	if (at)  leftcell(t, text("%.9g", g->p.x[i]));
	leftcell(t, truthtext(&g->f.t[i], digits));
	if (one) putvalue(t, g, one, i, BESIDE);
	if (conditioned(g)) rightcell(t, conditiontext(g, i));
	if (!g->na)
		return;
	rightcell(t, text("%s", w ? ulptext(comparedulps(&g->f, w, i)) : "-"));
	if (!one) leftcell(t, text("%s", w && w->ulps[i] > 0 ? w->engine->name : ""));
}

static Sheet rows(const Grad *g, const size_t *r, int digits, bool at)
{
	const Answer *one = single(g);
	Sheet t = { .cols = 2u + at + (one != NULL) + conditioned(g)
			    + (g->na ? 1u + !one : 0) };

	leftcell(&t, text("input"));
	if (at)  leftcell(&t, text("at"));
	leftcell(&t, proofname(g));
	if (one) leftcell(&t, text("%s", one->engine->name));
	if (conditioned(g)) rightcell(&t, text("|x f'/f|"));
	if (g->na) rightcell(&t, text(one ? "ulp" : "worst ulp"));
	if (g->na && !one) leftcell(&t, text("of"));
	for (size_t k = 0; k < shown(g); k++) row(&t, g, one, r[k], digits, at);
	return t;
}

static void table(const Grad *g)
{
	static const struct { int digits; bool at; } tries[] = {
		{ 17, true }, { 17, false }, { 12, false }, { 8, false }
	};
	size_t *r = ranked(g);
	Sheet t = rows(g, r, tries[0].digits, tries[0].at);

	for (size_t k = 1; k < sizeof tries / sizeof *tries && sheetwidth(&t) > TERMINAL; k++) {
		freesheet(&t);
		t = rows(g, r, tries[k].digits, tries[k].at);
	}
	printsheet(&t);
	freesheet(&t);
	if (shown(g) < g->f.nx)
		printf("  ... %zu of %zu inputs are not shown%s; --all shows all\n",
			g->f.nx - shown(g), g->f.nx, g->na ? ", with errors no larger" : "");
	if (g->na) putchar('\n');
	release(r);
}

/* the errors of those that are compared, and where the largest is */
static void summaryrow(const Grad *g, const Answer *a)
{
	double *u = allcompared(&g->f, a);
	size_t worst = largestof(g->f.nx, u);
	char *at = cut(isnan(u[worst]) ? "" : label(g, worst), LABEL);

	printf("  %-*s %10s %10s %10s   %s\n", NAME - 2, a->engine->name,
		ulptext(median(g->f.nx, u, .5)), ulptext(median(g->f.nx, u, .9)), ulptext(u[worst]),
		at);
	release(at);
	release(u);
}

static void summary(const Grad *g)
{
	printf("  %-*s %10s %10s %10s   at\n", NAME - 2, "", "median ulp", "90 %", "worst");
	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status != UNABLE) summaryrow(g, &g->a[k]);
}

/* ---- f itself, by each engine -------------------------------------------------------------- */

static bool undecided(const Facts *f)
{
	return f->computed && !resting(f) && !mpfr_nan_p(f->y[0]);
}

/* engine k gives the same f as engine j */
static bool alike(const Grad *g, size_t j, size_t k)
{
	char *s = shortest(g->num, g->a[j].j.y), *t = shortest(g->num, g->a[k].j.y);
	bool same = !strcmp(s, t);

	release(s);
	release(t);
	return same;
}

/* how many engines give the f of engine k; 0: it gives none, or an earlier one gives the same */
static size_t party(const Grad *g, size_t k)
{
	size_t n = 0;

	for (size_t j = 0; j < g->na; j++) {
		if (g->a[k].status == UNABLE || g->a[j].status == UNABLE || !alike(g, j, k))
			continue;
		if (j < k)
			return 0;
		n++;
	}
	return n;
}

/* the names of those with engine k's f; yours to release */
static char *members(const Grad *g, size_t k)
{
	char *s = text("%s", g->a[k].engine->name), *more;

	for (size_t j = k + 1; j < g->na; j++) {
		if (g->a[j].status == UNABLE || !alike(g, j, k))
			continue;
		more = text("%s, %s", s, g->a[j].engine->name);
		release(s);
		s = more;
	}
	return s;
}

/* a line for each value that some engine gives: of most of them, how many they are */
static void values(const Grad *g)
{
	size_t engines = 0, most = 0;

	for (size_t k = 0; k < g->na; k++) {
		size_t n = party(g, k);

		engines += n;
		if (n > most) most = n;
	}
	for (size_t k = 0; k < g->na; k++) {
		size_t n = party(g, k);
		char *s, *front, *who;
		double u;

		if (!n)
			continue;
		s = brief(g->num, g->a[k].j.y, BESIDE);
		u = valueulps(&g->f, &g->a[k], 0);
		front = isnan(u) ? text("    %-*s", BESIDE + 13, s)
				 : text("    %-*s %8s ulp", BESIDE, s, ulptext(u));
		who = n < most || n < 3 ? members(g, k)
		    : n == engines      ? text("each of %zu engines", n)
					: text("the other %zu engines", n);
		wrapped(front, 2 + characters(front) + 2, who);
		release(s);
		release(front);
		release(who);
	}
}

/* ---- the sentences below ----------------------------------------------------------------------
 */

/* what is there instead of a derivative */
static void side(const char *name, const Truth *t)
{
	char *l = plain(t->left, 12), *r = plain(t->right, 12), *says;
	bool left = !mpfr_nan_p(t->left), right = !mpfr_nan_p(t->right),
	     number = t->class == VERTICAL || t->class == ONESIDED;

	if (t->class == KINK)
		says = text("%s is a kink: %s from the left, %s from the right; any value between "
			    "is right",
			name, l, r);
	else
		says = text("%s: %s there%s%s%s%s%s%s%s%s%s", name, classname[t->class],
			left ? ", " : "", left ? l : "", left ? " from the left" : "",
			right ? ", " : "", right ? r : "", right ? " from the right" : "",
			number ? "" : ", so nothing is compared",
			t->class == UNDECIDED ? ": " : "", t->class == UNDECIDED ? t->why : "");
	wrapped("", 2, says);
	release(l);
	release(r);
	release(says);
}

static void sides(const Grad *g)
{
	size_t told = 0;

	for (size_t i = 0; i < g->f.nx; i++)
		if (!known(&g->f.t[i]) && (told++ < SHOWN || g->o.all))
			side(label(g, i), &g->f.t[i]);
	if (told > SHOWN && !g->o.all)
		printf("  ... %zu more inputs without one derivative are not shown; --all shows "
		       "all\n",
			told - SHOWN);
	if (resting(&g->f))
		printf("  by rules in MPFR, confirmed along one random direction that is proved:\n"
		       "  a fault is missed with a chance of %.1g\n", MISSES);
}

static void conditions(const Grad *g)
{
	double b = conditioned(g) ? roundingbound(&g->f, 0, g->num) : NAN;
	char *says;

	if (!(b < INFINITY))
		return;
	says = text("Rounding every input to %d bits changes f by at most %.2g of |f|, to first "
		    "order: 2^-%d times the sum of |x f'/f|.",
		digits(g->num), b, digits(g->num));
	wrapped("", 2, says);
	release(says);
}

void gradtext(const Grad *g)
{
	char *y = plain(g->f.y[0], 18);

	pointheading(&g->o);
	printf("  %sf = %s%s\n", g->u ? "u " : "", y,
		undecided(&g->f) ? " (computed in MPFR, not proved)" : "");
	release(y);
	if (valued(g)) values(g);
	putchar('\n');
	if (g->f.nx <= BLOCKS)
		blocks(g);
	else {
		table(g);
		if (g->na) summary(g);
	}
	for (size_t k = 0; k < g->na; k++)
		if (g->a[k].status == UNABLE) {
			char *why = text("%s: %s", statusword(&g->a[k]), g->a[k].j.why);

			wrapped(g->a[k].engine->name, NAME, why);
			release(why);
		}
	if (g->order > 1 && g->na)
		wrapped("", 2,
			g->order > 2
				? "The last derivative by each engine, those before it by tangents."
				: "The second derivative by each engine, the first by tangents.");
	sides(g);
	for (size_t k = 0; k < g->births.n; k++) {
		char *says = birthtext(&g->births.at[k]);

		wrapped("", 2, says);
		release(says);
	}
	conditions(g);
}
