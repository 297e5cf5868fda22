/* bench.c -- the plan gone through, and the verdict on each argument. */
#include "checks/vjp/compare.h"
#include <math.h>
#include <stdlib.h>

/* only one precision could be built: a difference in it sees large faults, and proves nothing */
static void unsure(const Bench *b, Finding *f)
{
	f->ruling = INCONCLUSIVE;
	snprintf(f->evidence, sizeof f->evidence,
		"no fault as large as %.1g, but only %s could be run%s%s: check it with --formula "
		"or --npy",
		f->floor, native(b->k) == F32 ? "binary32" : "binary64", b->s->why ? " - " : "",
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
	}
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
		"arguments, so that no difference of it is a derivative; pass what it draws, or the "
		"seed, as an argument",
		b->k->forward.name);
}

void judge(Subject *s, const Asked *asked, Verdict *v)
{
	Bench *b = alloc(1, sizeof *b);
	long isasked;

	*b = (Bench){ .s = s, .asked = asked, .v = v, .k = s->kernel };
	b->wide = s->has[F128] ? F128 : s->has[F64] ? F64 : F32;
	v->one = b->wide == native(b->k);
	differencesin(b->wide);
	for (int a = 0; a < b->k->nargs; a++) {
		snprintf(v->arg[a].name, sizeof v->arg[a].name, "%s", b->k->arg[a].name);
		if (b->k->arg[a].wanted) b->v->arg[a].median = NAN;
	}
	isasked = b->k->plain ? asked->run : asked->run % SMALLER;
	for (b->run = 0; b->run < planned(b->k) && !b->random; b->run++)
		if ((asked->run < 0 &&
			    !(b->k->plain && asked->sparse &&
				    (b->run + (long)asked->seed) % asked->sparse)) ||
			isasked == b->run || !b->run)
			onecase(b,
				asked->run > 0 && !b->k->plain ? (int)(asked->run / SMALLER) : 0);
	if (b->random) unrepeated(b);
	for (int a = 0; a < b->k->nargs && !b->random; a++) {
		Finding *f = &v->arg[a];

		if (b->nulps[a]) qsort(b->ulps[a], b->nulps[a], sizeof(double), up);
		if (b->nulps[a]) f->median = b->ulps[a][b->nulps[a] / 2];
		if (b->nseen[a]) qsort(b->seen[a], b->nseen[a], sizeof(double), up);
		if (b->nseen[a])
			f->floor = b->seen[a][b->nseen[a] / 2],
			f->coarsest = b->seen[a][b->nseen[a] - 1];
		f->mode = b->mode[a];
		if (b->k->plain && f->ruling == WRONG) diagnosescalar(b, a);
		if (!leftout(b, a) && !f->elements && f->ruling == RIGHT) {
			f->ruling = INCONCLUSIVE;
			snprintf(f->evidence, sizeof f->evidence,
				"no derivative could be found at any point drawn: give the domain "
				"in the comment line, NAME in (LO,HI)");
		}
		if (!leftout(b, a) && f->ruling <= IMPRECISE && v->one) unsure(b, f);
		if (f->ruling > v->ruling) v->ruling = f->ruling;
	}
	freebench(b);
}
