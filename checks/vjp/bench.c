/* bench.c -- the plan gone through, and the verdict on each argument. */
#include "checks/vjp/cover.h"
#include "checks/vjp/exhaust.h"
#include "checks/vjp/limits.h"
#include "checks/vjp/trust.h"
#include "checks/io/progress.h"
#include <math.h>
#include <stdlib.h>

/* only one precision could be built: a difference in it sees large faults, and proves nothing */
static void unsure(const Bench *b, Finding *f)
{
	f->ruling = INCONCLUSIVE;
	snprintf(f->evidence, sizeof f->evidence,
		"no fault as large as %.1g, but only %s could be run%s%s: check it with --formula "
		"or --npy",
		f->floor, types[native(b->k)].says, b->s->why ? " - " : "",
		b->s->why ? b->s->why : "");
}

static int up(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void freebench(Bench *b)
{
	for (int a = 0; a < MOST; a++) {
		Quad *const samples[] = { b->given[a], b->truth[a], b->at[a],
		                          b->atg[a], b->aty[a], b->doubt[a] };

		for (int k = 0; k < 6; k++) release(samples[k]);
		release(b->ulps[a]);
		release(b->seen[a]);
		release(b->usual[a]);
	}
	freetrust(b);
	release(b->ran), release(b->added), release(b->one);
	release(b);
}

/* nothing that was found of a rule stands */
static void unrepeated(Bench *b)
{
	Verdict *v = b->v;

	for (int a = 0; a < b->k->nargs; a++) {
		Finding *f = &v->arg[a];

		*f = (Finding){ .median = b->k->arg[a].wanted ? NAN : 0 };
		snprintf(f->name, sizeof f->name, "%s", b->k->arg[a].name);
	}
	v->ruling = INCONCLUSIVE;
	snprintf(v->why, sizeof v->why,
		"random forward: %s gives other results when it is called again with the same "
		"arguments, so that no difference of it is a derivative; pass what it draws, or "
		"the "
		"seed, as an argument",
		b->k->forward.name);
}

static bool refuted(const Bench *b)
{
	bool is = b->v->ruling == WRONG;

	for (int a = 0; a < b->k->nargs; a++) is |= b->v->arg[a].ruling == WRONG;
	return is;
}

/* this run, or all, of which a plain kernel may have only some */
static bool asked(const Bench *b)
{
	const Asked *a = b->asked;

	if (a->run >= 0) return b->run == (b->s->kernel->plain ? a->run : a->run % SMALLER);
	return !(b->k->plain && a->sparse && (b->run + (long)a->seed) % a->sparse);
}

/* no time is left for another case: it is said, once for all */
static bool late(const Bench *b)
{
	return b->v->late |= b->asked->budget > 0 && since(&b->begin) > b->asked->budget;
}

/* of the work on a kernel, about: what its plan is */
static const double PLANNED = 0.6;

static void theplan(Bench *b)
{
	bool array = !b->k->plain;

	for (b->run = 0; b->run < b->plan && !b->random && (!b->run || !late(b)); b->run++)
		if (asked(b) || !b->run) {
			progress(b->k->name, PLANNED * (double)b->run / (double)b->plan);
			ofplan(b, array && b->asked->run > 0 ? (int)(b->asked->run / SMALLER) : 0);
		}
	if (b->v->late && !refuted(b)) {
		b->v->ruling = INCONCLUSIVE;
		snprintf(b->v->why, sizeof b->v->why,
			"the budget ended after %ld of the %ld cases that come first: give it more",
			b->run, b->plan);
	}
}

/* each element of an array stands for itself: the whole list of hard points, one by one, so that
 * the one whose forward overflows is dropped and not the case */
static void elements(Bench *b)
{
	const Kernel *all = b->k;

	b->k = b->one;
	for (long r = 0; r < planned(b->one) && !b->random && !late(b); r++) {
		Case *c;

		b->run = b->plan + r;
		if (!asked(b) || thinned(b->one, r)) continue;
		c = newcase(b->one, r, b->asked->seed, 0);
		if (c) onecase(b, c, 0);
	}
	b->k = all;
}

/* what the plan lacks */
static void others(Bench *b, long from)
{
	const Kernel *all = b->k;

	exhaust(b);
	wholes(b);
	simplenumbers(b);
	if (late(b)) return;
	if (b->s->hooks) explore(b);
	else if (!b->one) someties(b, NULL);
	for (size_t k = 0; k < b->nadded; k++) {
		b->run = from + (long)k;
		b->k = b->added[k]->kernel;
		progress(b->k->name, PLANNED + (1 - PLANNED) * (double)k / (double)b->nadded);
		if (asked(b) && !b->random && !(b->asked->run < 0 && refuted(b)) && !late(b))
			onecase(b, b->added[k], 0);
		else
			freecase(b->added[k]);
	}
	b->k = all;
}

static void allcases(Bench *b)
{
	long n;

	theplan(b);
	b->one = b->pointwise && !b->random ? oneelement(b->k) : NULL;
	n = b->plan + (b->one ? planned(b->one) : 0);
	if (b->one && !refuted(b)) elements(b);
	if (!b->random && !b->asked->sparse && !refuted(b) && !late(b)) others(b, n);
	if (b->asked->every && !b->random && !refuted(b)) everyinput(b);
	n += (long)b->nadded;
	if (b->asked->run >= 0 && (b->k->plain ? b->asked->run : b->asked->run % SMALLER) >= n)
		b->v->beyond = n;
}

/* an error of order 1 at half of all ordinary points is no rounding, whatever a wider type says: a
 * rule that asks for the size of its type */
static void gross(Bench *b, Finding *f, int a)
{
	double median;

	if (b->nusual[a] < USUAL || f->ruling == WRONG) return;
	qsort(b->usual[a], b->nusual[a], sizeof(double), up);
	median = b->usual[a][b->nusual[a] / 2];
	if (!(median > GROSS)) return;
	f->ruling = WRONG;
	snprintf(f->evidence, sizeof f->evidence,
		"in its own type half of all elements are off by %.2g of their value or more, at "
		"ordinary points, and right in binary128: rounding does not do that",
		median);
	snprintf(f->likely, sizeof f->likely,
		"it asks for the size of its type, or its own type is built from other code");
}

/* of one argument, when all its cases are judged */
static void concluded(Bench *b, int a)
{
	Finding *f = &b->v->arg[a];

	if (b->nulps[a]) qsort(b->ulps[a], b->nulps[a], sizeof(double), up);
	if (b->nulps[a]) f->median = b->ulps[a][b->nulps[a] / 2];
	if (b->nseen[a]) qsort(b->seen[a], b->nseen[a], sizeof(double), up);
	if (b->nseen[a])
		f->floor = b->seen[a][b->nseen[a] / 2],
		f->coarsest = b->seen[a][b->nseen[a] - 1];
	f->mode = b->mode[a];
	gross(b, f, a);
	if (f->ruling == WRONG && b->nsamples[a]) diagnosescalar(b, a);
	/* zeros alone are no evidence where more elements were lost: sign has jumps, too */
	if (!leftout(b, a) && f->ruling == RIGHT &&
		(!f->elements || (!f->sloped && f->lost > f->elements))) {
		f->ruling = INCONCLUSIVE;
		snprintf(f->evidence, sizeof f->evidence,
			"no derivative could be found at any point drawn%s: give the domain "
			"in the comment line, NAME in (LO,HI)",
			f->elements ? ", but for some at which it is 0" : "");
		if (b->v->one)
			snprintf(f->evidence, sizeof f->evidence,
				"only %s could be run%s%s, and no difference in it is a "
				"derivative: check it "
				"with --formula or --npy",
				types[native(b->k)].says, b->s->why ? " - " : "",
				b->s->why ? b->s->why : "");
	}
	if (f->ruling == RIGHT && b->nseen[a] && b->seen[a][b->nseen[a] / 10] > BLIND) {
		f->ruling = INCONCLUSIVE;
		snprintf(f->evidence, sizeof f->evidence,
			"at nine of ten elements a gradient that is off by %.2g of its size would "
			"have passed: where it is asked for the derivative is not known",
			b->seen[a][b->nseen[a] / 10]);
	}
	if (!leftout(b, a) && f->ruling <= IMPRECISE && b->v->one) unsure(b, f);
	if (f->ruling > b->v->ruling) b->v->ruling = f->ruling;
}

void judge(Subject *s, const Asked *asked, Verdict *v)
{
	Bench *b = alloc(1, sizeof *b);

	*b = (Bench){ .s = s, .asked = asked, .v = v, .k = s->kernel, .plan = planned(s->kernel) };
	b->wide = s->has[F128] ? F128 : s->has[F64] ? F64 : native(b->k);
	clock_gettime(CLOCK_MONOTONIC, &b->begin);
	v->one = b->wide == native(b->k);
	differencesin(b->wide);
	for (int a = 0; a < b->k->nargs; a++) {
		snprintf(v->arg[a].name, sizeof v->arg[a].name, "%s", b->k->arg[a].name);
		if (b->k->arg[a].wanted) b->v->arg[a].median = NAN;
	}
	if (b->k->symmetry) {
		symmetry(b);
		freebench(b);
		return;
	}
	allcases(b);
	if (b->random) unrepeated(b);
	for (int a = 0; a < b->k->nargs && !b->random; a++) concluded(b, a);
	triedsizes(b, v->tried, sizeof v->tried);
	freebench(b);
}
