/* checkers -- what our judge and three known gradient checkers make of right rules and of wrong
 * ones.
 *
 * Two sets of rules.  The catalogue: 60 pairs that were written while our judge was, and it has
 * been tuned on them.  Kept: pairs that were written afterwards to measure it, whose first verdicts
 * are recorded (first_right, first_wrong of checks/kernels/origin.csv).  It was changed for those
 * that it had judged wrongly, so its verdicts today show only that it is still right on them; the
 * first verdicts are those of a checker that had not seen the rules.
 *
 * The checkers of others are in bench/gradcheckers.c.  Kinder than life to all three: ten ordinary
 * points (in the catalogue two above 64 arguments) where a test has one, and the hard points of
 * each function of the catalogue handed to them.  Of kept rules they have the ordinary cases of our
 * judge's plan, its sizes too.  Our judge draws its own points, and computes its truth by
 * differences in binary128, as wengert vjp --differences does: tracing takes twice the time.
 */
#include "bench/bench.h"
#include "bench/experiments/mutants.inc"
#include "bench/gradcheckers.h"
#include "bench/kernelpairs.h"
#include <gsl/gsl_randist.h>
#include <string.h>

/* ordinary points of a function, and of one above so many arguments */
enum { POINTS = 10, FEWPOINTS = 2, MANY = 64 };
/* of each set, kernels that are judged with --smallest and with --quick, as in the report; seconds
 * that a call may take, as for wengert vjp */
enum { FEW = 2, SOME = 4, PATIENCE = 10 };

static const char *const sets[] = { "catalogue", "kept" };
static const char *const twins[] = { "right", "wrong" };

/* ---- the checkers of others, on the catalogue --------------------------------------------- */

typedef struct {
	const Mutant *m;
	Pull *pull;
	bool hard;
} Rule;

static void primal(const Trial *t, const double *x, double *y)
{
	((const Rule *)t->of)->m->primal(x, y);
}

static void pull(const Trial *t, const double *g, double *dx)
{
	((const Rule *)t->of)->pull(t->x, t->y, g, dx);
}

static bool draw(Trial *t, int k)
{
	const Rule *r = t->of;
	const Mutant *m = r->m;

	for (int i = 0; i < m->nx; i++)
		t->x[i] = r->hard        ? m->hard[k][i % m->per]
			: m->lo == m->hi ? gsl_ran_gaussian(t->rng, 1)
					 : m->lo + (m->hi - m->lo) * gsl_rng_uniform(t->rng);
	m->primal(t->x, t->y);
	return true;
}

/* whether every point of a kind passes */
static bool everypoint(int checker, const Mutant *m, Pull *of, bool hard, unsigned long seed)
{
	Rule r = { m, of, hard };
	Trial t = { .primal = primal,
		.pull = pull,
		.draw = draw,
		.of = &r,
		.nx = m->nx,
		.ny = m->ny,
		.x = alloc((size_t)m->nx, sizeof(double)),
		.y = alloc((size_t)m->ny, sizeof(double)) };
	bool all = passesall(&gradcheckers[checker], &t,
		hard                   ? m->nhard
			: m->nx > MANY ? FEWPOINTS
				       : POINTS,
		seed);

	release(t.x), release(t.y);
	return all;
}

/* ---- rows --------------------------------------------------------------------------------- */

typedef struct {
	FILE *f;
	const char *checker, *set, *points;
	int rules, caught, alarms, apart, inconclusive, unable;
	bool passed; /* the right twin of the next wrong one */
} Tally;

/* one row; says: what the judge called it, or "" */
static void row(Tally *t, const char *rule, const char *function, const char *kind,
	const char *verdict, const char *says)
{
	bool right = !strcmp(kind, "right");

	fprintf(t->f, "%s,%s,%s,%s,%s,%s,%s,%s,\n", t->checker, t->set, rule, function, kind,
		t->points, verdict, says);
	t->rules += !right;
	t->caught += !strcmp(verdict, "caught");
	t->alarms += !strcmp(verdict, "false alarm");
	t->inconclusive += !strcmp(verdict, "inconclusive");
	t->apart += !right && t->passed && !strcmp(verdict, "caught");
	t->passed = !strcmp(verdict, "passed");
}

/* no answer, of a pair or of a whole set */
static void unable(Tally *t, const char *rule, const char *why)
{
	char *s = copytext(why, strlen(why));

	for (char *p = s; *p; p++)
		if (*p == ',' || *p == '\n') *p = ';';
	fprintf(t->f, "%s,%s,%s,-,pair,%s,unable,,%s\n", t->checker, t->set, rule, t->points, s);
	t->unable++;
	release(s);
}

static const char *binary(bool wrong, bool passed)
{
	return wrong ? passed ? "missed" : "caught" : passed ? "passed" : "false alarm";
}

static void counts(const Tally *t)
{
	fprintf(t->f,
		"# %s: %s, %s points: %d of %d caught and %d false alarms; %d told from their "
		"right twin; %d inconclusive, %d unable\n",
		t->checker, t->set, t->points, t->caught, t->rules, t->alarms, t->apart,
		t->inconclusive, t->unable);
}

/* ---- the catalogue by the checkers of others ---------------------------------------------- */

static void cataloguerows(FILE *f, int c, unsigned long seed)
{
	Tally t[2] = { { f, gradcheckers[c].name, sets[0], .points = "ordinary" },
		{ f, gradcheckers[c].name, sets[0], .points = "ordinary and hard" } };

	for (int k = 0; k < MUTANTS; k++) {
		const Mutant *m = &mutants[k];
		bool right = true, wrong = true;

		for (int hard = 0; hard < 2; hard++) {
			right = right && everypoint(c, m, m->right, hard, seed);
			wrong = wrong && everypoint(c, m, m->wrong, hard, seed);
			row(&t[hard], m->id, m->name, twins[0], binary(false, right), "");
			row(&t[hard], m->id, m->name, m->lossy ? "imprecise" : twins[1],
				binary(true, wrong), "");
		}
	}
	for (int hard = 0; hard < 2; hard++) counts(&t[hard]);
}

/* ---- kernels ------------------------------------------------------------------------------ */

/* those of the catalogue, as many as there are mutants or fewer, then those that are kept */
typedef struct {
	KernelPair *pair;
	size_t n[2], unrecorded;
	char why[WHY];
} Kernels;

static Kernels kernels(const Options *o)
{
	Kernels k = { .why = "" };
	size_t n, most = o->smallest ? FEW : o->quick ? SOME : MUTANTS;
	KernelPair *all = kernelpairs(&n, k.why);

	k.pair = alloc(n + MUTANTS + 1, sizeof *k.pair);
	for (; all && k.n[0] < most; k.n[0]++)
		snprintf(k.pair[k.n[0]].file, sizeof k.pair->file, "%s.c", mutants[k.n[0]].id);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(all[i].origin, "unseen")) continue;
		if (!*all[i].first[1])
			k.unrecorded++;
		else if (!(o->smallest || o->quick) || k.n[1] < most)
			k.pair[k.n[0] + k.n[1]++] = all[i];
	}
	release(all);
	return k;
}

static const char *ruled(bool wrong, const char *says)
{
	return !strcmp(says, rulingname[INCONCLUSIVE])
		? "inconclusive"
		: binary(wrong,
			  !strcmp(says, rulingname[RIGHT]) ||
				  (!wrong && !strcmp(says, rulingname[IMPRECISE])));
}

/* the name of the file without .c */
static char *ruleof(const KernelPair *p) { return copytext(p->file, strlen(p->file) - 2); }

/* m: of the catalogue; checker: of others, or -1 for our judge today, -2 for its first verdicts */
static void twinrow(Tally *t, const KernelPair *p, const Mutant *m, int checker, int wrong)
{
	const Twin *twin = &p->twin[wrong];
	const char *kind = wrong && m && m->lossy ? "imprecise" : twins[wrong],
		   *says = checker < -1 ? p->first[wrong] : rulingname[twin->ruling];
	char *rule = ruleof(p);

	if (checker < 0)
		row(t, rule, *twin->kernel ? twin->kernel : "-", kind, ruled(wrong, says), says);
	else
		row(t, rule, twin->kernel, kind, binary(wrong, twin->passed[checker]), "");
	release(rule);
}

static void kernelrows(FILE *f, const Kernels *k, int kept, int checker)
{
	Tally t = { f,
		checker >= 0           ? gradcheckers[checker].name
			: checker < -1 ? "Wengert at first sight"
				       : "Wengert",
		sets[kept], checker < 0 ? "its own" : "ordinary" };

	if (*k->why) unable(&t, "all", k->why);
	for (size_t i = 0; i < k->n[kept]; i++) {
		const KernelPair *p = &k->pair[kept * k->n[0] + i];
		const char *why = checker < -1   ? ""
			: *p->why || checker < 0 ? p->why
			: *p->twin[0].why        ? p->twin[0].why
						 : p->twin[1].why;

		if (*why) {
			unable(&t, p->file, why);
			continue;
		}
		for (int wrong = 0; wrong < 2; wrong++)
			twinrow(&t, p, kept ? NULL : &mutants[i], checker, wrong);
	}
	counts(&t);
}

void checkerrates(const Options *o, FILE *f)
{
	Kernels k = kernels(o);

	columnnames(f, "checker,set,rule,function,kind,points,verdict,says,why\n");
	if (!f) {
		for (size_t i = 0; i < k.n[0] + k.n[1]; i++) {
			char *rule = ruleof(&k.pair[i]);

			starts(f, "%s,%s", sets[i >= k.n[0]], rule);
			release(rule);
		}
		release(k.pair);
		return;
	}
	for (size_t i = 0; i < k.n[0] + k.n[1]; i++)
		tellpair(&k.pair[i], o->rng, PATIENCE, i >= k.n[0]);
	for (int checker = -2; checker < GRADCHECKERS; checker++)
		for (int kept = 0; kept < 2; kept++)
			if (!kept && checker >= 0)
				cataloguerows(f, checker, o->rng);
			else if (kept || checker == -1)
				kernelrows(f, &k, kept, checker);
	if (!*k.why)
		fprintf(f,
			"# left out: %zu pairs that were written to measure the judge, whose first "
			"verdicts are not recorded\n",
			k.unrecorded);
	release(k.pair);
}
