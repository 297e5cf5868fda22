/* vjp.c -- wengert vjp KERNEL.c|LIB.so, or --npy DIR: proves or refutes a hand-written rule. */
#include "checks/commands/commands.h"
#include "checks/vjp/csource.h"
#include "checks/vjp/dumps.h"
#include "checks/vjp/kit.h"
#include "checks/vjp/prims.h"
#include "checks/vjp/report.h"
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
	printed(j, n, &(Printing){ o->format, o->color, o->strict, o->rng, o->junit });
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
	if (!o->npy || !o->formula)
		bad("vjp: --npy DIR and --formula F go together: the dumps, and what they are "
		    "gradients of");
	if (o->noperands || o->own)
		bad("vjp: --npy takes no file beside its folder, not %s",
			o->own ? "--primitives" : o->operand[0]);
	if (o->format != TEXT && o->format != JSON)
		bad("vjp: --npy prints text or json");
	if (o->only || o->index || o->run >= 0 || o->junit)
		bad("vjp: --arg, --index, --case and --junit are for a file of kernels, not for "
		    "--npy");
	return vjpdumps(o->npy, o->formula, o->strict, o);
}

static int kernels(const Options *o, const Asked *a)
{
	const char *file = o->noperands ? o->operand[0] : NULL;
	size_t names = o->noperands - 1;
	const char **name = o->operand + 1;
	Built built[2] = { { { 0 } } };
	Judged *j;
	Source s;
	int is;

	if (!file)
		bad("vjp: which file?  wengert vjp KERNEL.c|LIB.so [NAME ...]");
	s = iskit(file) ? readkit(file, names, name) : readsource(file, names, name);
	known(&s, a);
	j = alloc(s.n, sizeof *j);
	for (int base = REAL32; base <= REAL64; base++)
		for (size_t k = 0; k < s.n; k++)
			if ((int)s.kernel[k].base == base) {
				built[base] = build(&s, (Base)base);
				break;
			}
	for (size_t k = 0; k < s.n; k++)
		j[k] = (Judged){ &s.kernel[k], tried(&s.kernel[k], &built[s.kernel[k].base], a) };
	is = status(j, s.n, o);
	release(j);
	freesource(&s);
	return is;
}

int cmd_vjp(int argc, char **argv)
{
	Options o = options(argc, argv);
	Asked a = { .seed = o.rng,
		.run = o.run,
		.limit = o.limit,
		.strict = o.strict,
		.arg = o.only,
		.index = o.index };
	int is;

	is = o.npy || o.formula ? dumped(&o) : o.own ? own(&o, &a) : kernels(&o, &a);
	freeoptions(&o);
	return is;
}
