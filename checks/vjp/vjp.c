/* vjp.c -- wengert vjp KERNEL.c|LIB.so, or --npy DIR: proves or refutes a hand-written rule. */
#include "checks/commands/commands.h"
#include "checks/vjp/child.h"
#include "checks/vjp/dumps.h"
#include "checks/vjp/primal.h"
#include "checks/vjp/hedge.h"
#include "checks/vjp/kit.h"
#include "checks/vjp/mergesweeps.h"
#include "checks/vjp/prims.h"
#include "checks/io/ranks.h"
#include "checks/io/shard.h"
#include "checks/vjp/report.h"
#include "checks/io/progress.h"
#include <math.h>
#include <string.h>

static void known(const Source *s, const Asked *a)
{
	for (size_t k = 0; k < s->n; k++)
		for (int i = 0; i < s->kernel[k].nargs; i++)
			if (a->arg && s->kernel[k].arg[i].wanted &&
				!strcmp(s->kernel[k].arg[i].name, a->arg))
				return;
	if (a->arg) bad("--arg: no kernel of %s has a gradient of \"%s\"", s->file, a->arg);
	if (a->index) bad("--index wants --arg, to say of what");
}

static int status(const Judged *j, size_t n, const Options *o)
{
	Ruling worst = RIGHT;

	bool unseen = false;

	for (size_t k = 0; k < n; k++) {
		if (j[k].verdict.beyond)
			bad("--case %ld: %s has the cases 0 to %ld", o->run, j[k].kernel->name,
				j[k].verdict.beyond - 1);
		if (j[k].verdict.ruling > worst) worst = j[k].verdict.ruling;
		unseen |= uncovered(&j[k].verdict);
	}
	printed(j, n, &(Printing){ o->format, o->color, o->strict, o->every,
		o->quiet, o->verbose, o->rng, o->junit });
	return worst >= INCONCLUSIVE || (o->strict && (worst == IMPRECISE || unseen));
}

/* the tree's own primitives */
static int own(const Options *o, const Asked *a)
{
	size_t n;
	Judged *j = ownprims(a, o->noperands, o->operand, &n);
	int is = status(j, n, o);

	release(j);
	return is;
}

static int dumped(const Options *o)
{
	if (!o->npy || !o->formula == !o->primal)
		bad("vjp: --npy DIR goes with --formula F or with --primal COMMAND: the dumps,"
			" and what "
		    "they are gradients of");
	if (o->noperands || o->own)
		bad("vjp: --npy takes no file beside its folder, not %s",
			o->own ? "--primitives" : o->operand[0]);
	if (o->format != TEXT && o->format != JSON)
		bad("vjp: --npy prints text or json");
	if (o->only || o->index || o->run >= 0 || o->junit || o->budget > 0)
		bad("vjp: --arg, --index, --case, --budget and --junit are for a file of kernels, "
		    "not for --npy");
	if (o->primal) return vjpprimal(o->npy, o->primal, o);
	return vjpdumps(o->npy, o->formula, o->strict, o);
}

/* -I DIR, -D NAME, -include FILE, as the compiler takes them; yours */
static Flags compilerflags(const Options *o)
{
	static const char *const names[] = { "-I", "-D", "-include" };
	const Words *const words[] = { &o->includes, &o->defines, &o->files };
	const char **all = alloc(2 * (words[0]->n + words[1]->n + words[2]->n) + 1, sizeof *all);
	size_t n = 0;

	for (int k = 0; k < 3; k++)
		for (size_t i = 0; i < words[k]->n; i++) {
			all[n++] = names[k];
			all[n++] = words[k]->word[i];
		}
	return (Flags){ all, n, o->twice, true };
}

/* of the budget of all what is left, for one of so many: what others did not use is shared again */
static Asked sharing(const Asked *all, const struct timespec *begin, size_t left)
{
	Asked one = *all;

	if (all->budget > 0)
		one.budget = fmax(all->budget - since(begin), 0x1p-20) / (double)left;
	return one;
}

static int judged(const Options *o, const Asked *a, Source *s, const struct timespec *begin)
{
	Judged *j = alloc(s->n, sizeof *j);
	Built *built;
	int is;

	progressbegins("building the kernels");
	built = build(s, !o->differences && !iskit(s->file));

	for (size_t k = 0; k < s->n; k++) {
		const Asked one = sharing(a, begin, s->n - k);

		progresswindow((double)k / (double)s->n, (double)(k + 1) / (double)s->n);

		j[k] = (Judged){ &s->kernel[k],
			hedged(s, k, &built[k], &one, tried(&s->kernel[k], &built[k], &one)) };
	}
	progressended();
	is = status(j, s->n, o);
	freebuilt(built, s->n);
	release(j);
	return is;
}

static int kernels(const Options *o, Asked *a)
{
	const char *file = o->noperands ? o->operand[0] : NULL;
	size_t names = o->noperands - 1;
	const char **name = o->operand + 1;
	Flags flags = compilerflags(o);
	struct timespec begin;
	Ranks r = { ALONE, 1 };
	Source s;
	int is;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	if (!file)
		bad("vjp: which file?  wengert vjp KERNEL.c|LIB.so [NAME ...]");
	s = iskit(file) ? readkit(file, names, name) : readsourcewith(flags, file, names, name);
	known(&s, a);
	/* the segments of every input, in CSV, are what can be put together */
	if (o->every && o->format == CSV && !a->shards) r = ranks(s.own);
	if (r.role == PARTLY) a->shard = shard.i, a->shards = shard.n;
	is = r.role == GATHERER ? gatheredsweeps(r.n) : judged(o, a, &s, &begin);
	if (r.role == PARTLY) deliver(""), is = 0;
	release((void *)flags.word);
	freesource(&s);
	return is;
}

int cmd_vjp(int argc, char **argv)
{
	Options o = options(argc, argv);
	Asked a = { .seed = o.rng,
		.run = o.run,
		.limit = o.limit,
		.budget = o.budget,
		.strict = o.strict,
		.every = o.every,
		.twice = o.twice,
		.shard = o.shard ? shard.i : 0,
		.shards = o.shard ? shard.n : 0,
		.arg = o.only,
		.index = o.index };
	int is;

	if (o.budget > 0 && (o.own || o.every))
		bad("vjp: --budget is for a file of kernels, not for --%s",
			o.own ? "primitives" : "every");
	if (o.vars && !o.primal) bad("vjp: --vars is the order of inputs of --primal, which "
		"is not there");
	is = o.npy || o.formula || o.primal ? dumped(&o) : o.own ? own(&o, &a) : kernels(&o, &a);
	freeoptions(&o);
	return is;
}
