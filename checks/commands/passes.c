/* passes.c -- list -> list, each pass by itself: what `wengert trace --after PASS,...` prints. */
#include "checks/commands/passes.h"
#include "engines/transform/dce.h"
#include "engines/run/run.h"
#include "engines/transform/assemble.h"
#include "engines/prims/recorders.h"
#include <string.h>

extern const Prim scan_prim, while_prim, add_prim;

/* a pass that leaves its argument, as one that frees it */
static List *instead(List *old, List *by) { freelist(old); return by; }

static List *jvp(List *l, const Num *T)   { return instead(l, pushforward(l, 1)); }
static List *vjp(List *l, const Num *T)   { return instead(l, pullback(l)); }
static List *lowered(List *l, const Num *T)  { return instead(l, expand(l, runs, T)); }
static List *core(List *l, const Num *T)  { return instead(l, expand(l, nothing, NULL)); }
static List *unused(List *l, const Num *T)   { return dead(l); }
static List *dce(List *l, const Num *T)   { return trimmed(l); }
static List *spelled(List *l, const Num *T) { return instead(l, unroll(l)); }
static List *depths(List *l, const Num *T)   { return bylevel(l); }

static List *two(List *l, const Num *T)
{
	char why[WHY];
	List *y = batch(l, 2, why);

	if (!y)
		bad("batch: %s", why);
	return instead(l, y);
}

static List *scalars(List *l, const Num *T)
{
	if (has(l, &while_prim))
		bad("scalarise: a while takes as many steps as its numbers ask for, "
		    "which a list does not know");
	l = core(l, T);
	return instead(l, scalarise(l));
}

/* ---- loop-invariant code motion, alone ------------------------------------------ */

static V before(void *to, const List *f, size_t i, V *x) { return recordlike(to, f, i, x); }

static V hoist(List *to, const List *f, size_t i, const V *map, void *with)
{
	const Ins *in = &f->ins[i];
	Bodies b = bodies(in->prim, attr(f, in));
	size_t n = in->nargs,
	       words = (size_t)((const Word *)&b.list[0] - (const Word *)attr(f, in)) - 1;
	Word fixed[2 + PASSES] = { { .i = 0 } };
	List **body;
	V *x, y;

	if (in->prim != &scan_prim && in->prim != &while_prim)
		return rerecord(to, f, i, map);
	body = alloc(b.n, sizeof *body);
	x = alloc(n, sizeof *x);
	memcpy(fixed, attr(f, in), words * sizeof *fixed);
	for (size_t k = 0; k < n; k++) x[k] = map[args(f, in)[k]];
	for (size_t k = 0; k < b.n; k++) body[k] = copylist(b.list[k]);
	hoisted(in->prim, fixed, b.n, body, &x, &n, before, to);
	y = higherorder(to, in->prim, fixed, b.n, body, n, x);
	release(body);
	release(x);
	return y;
}

static List *hoists(List *l, const Num *T) { return instead(l, rewrite(l, hoist, NULL)); }

/* ---- assembly, alone ------------------------------------------------------------ */

typedef struct { Id *user; Assembly sum; } Assembling;

static V assembled(List *to, const List *f, size_t i, const V *map, void *with)
{
	Assembling *a = with;
	Id *now;
	V y;

	if (!a->user || !assembles(f, a->user, i, &a->sum))
		return rerecord(to, f, i, map);
	now = alloc(f->n, sizeof *now);
	for (size_t k = 0; k < i; k++) now[k] = map[k].id;
	y = Assembled(to, shapeat(f, i), &a->sum, now);
	release(now);
	return a->sum.more ? Add(y, map[a->sum.rest]) : y;
}

static List *assemblies(List *l, const Num *T)
{
	char *on = live(l, NULL);
	Assembling a = { usersof(l, on), { 0 } };
	List *y = rewrite(l, assembled, &a);

	release(on);
	release(a.user);
	release(a.sum.piece);
	return dead(instead(l, y));
}

/* ---- the execution plan --------------------------------------------------------- */

static void placed(const Plan *p, Id i, FILE *f)
{
	const Place *r = &p->place[i];

	if (r->group) fprintf(f, "  group %u", r->group);
	if (r->home != i)    fprintf(f, "  in v%u from %zu", r->home, r->into);
	else if (r->scratch) fprintf(f, "  buffer %zu%s", r->at, r->delayed ? " delayed" : "");
	else                 fprintf(f, "  at %zu%s", r->at, r->block ? " one block" : "");
	fputc('\n', f);
}

static void step(const List *l, Id i, FILE *f)
{
	const Ins *in = &l->ins[i];

	fprintf(f, "v%u%s = %s", i, shapetext(shapeat(l, i)),
		isinput(in) ? "input" : in->prim->name);
	for (size_t k = 0; k < in->nargs; k++) fprintf(f, " v%u", args(l, in)[k]);
}

/* what is there before the first step, the steps in order, and the views, which are none */
static void plan(const List *l, const Num *T, FILE *f)
{
	Plan p = newplan(l, T, false, SIZE_MAX);

	for (size_t i = 0; i < l->n; i++)
		if (!l->ins[i].nargs) step(l, (Id)i, f), placed(&p, (Id)i, f);
	for (size_t t = 0; t < p.n; t++) step(l, p.order[t], f), placed(&p, p.order[t], f);
	for (size_t i = 0; i < l->n; i++)
		if (p.place[i].root != i) {
			step(l, (Id)i, f);
			fprintf(f, "  view of v%u from %zu\n", p.place[i].root, p.place[i].off);
		}
	fprintf(f, "elements %zu, in buffers %zu\n", p.total, p.scratch);
	freeplan(&p);
}

/* ---- by name -------------------------------------------------------------------- */

const Pass passtable[] = {
	{ "record", "the list as the formula records it" },
	{ "jvp", "with one tangent of each input", jvp },
	{ "vjp", "with the reverse sweep", vjp },
	{ "expand", "primitives the number type lacks are lowered", lowered },
	{ "lower", "every primitive that has a lowering is lowered", core },
	{ "simplify", "constants folded, equal instructions merged; dce, hoist, assemble",
	  simplify },
	{ "algebra", "simplify, and what only the reals allow", algebra },
	{ "dead", "what no output needs is gone", unused },
	{ "dce", "the same in bodies: results, carries, arguments", dce },
	{ "hoist", "what is the same at every step is computed before its loop", hoists },
	{ "assemble", "disjoint scatter-adds are one concatenation", assemblies },
	{ "unroll", "loops of known length, branches and calls written out", spelled },
	{ "batch", "two points in one run", two },
	{ "scalarise", "without arrays", scalars },
	{ "level", "sorted by depth", depths },
	{ "plan", "the order, the storage and the groups of a run", NULL, plan },
	{ NULL, NULL, NULL, NULL }
};

static const Pass *passnamed(const char *name, size_t n)
{
	char *all = text("%s", ""), *more;

	for (const Pass *p = passtable; p->name; p++)
		if (strlen(p->name) == n && !strncmp(p->name, name, n)) {
			release(all);
			return p;
		}
	for (const Pass *p = passtable; p->name; p++) {
		more = text("%s%s%s", all, *all ? ", " : "", p->name);
		release(all);
		all = more;
	}
	bad("--after: \"%.*s\" is none of %s", (int)n, name, all);
}

List *after(const char *names, List *l, const Num *T, const Pass **last)
{
	verifying = true;                      /* whoever looks at lists wants to know */
	for (size_t n; ; names += n + 1) {
		n = strcspn(names, ",");
		*last = passnamed(names, n);
		if ((*last)->make) l = (*last)->make(l, T);
		if (!names[n])
			return l;
		if ((*last)->show)
			bad("--after: %s makes no list, so it comes last", (*last)->name);
	}
}

void showafter(const Pass *last, const List *l, const Num *T, FILE *f)
{
	if (last->show) last->show(l, T, f);
	else            print(l, f);
}
