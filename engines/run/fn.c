/* fn.c -- a function to be differentiated: something that can record itself, once or at each call.
 */
#include "engines/list/sayings.h"
#include "engines/list/rewrite.h"
#include <setjmp.h>
#include <string.h>

typedef struct { jmp_buf out; char *why; } Refusal;

static void refused(void *to, const char *sentence)
{
	Refusal *r = to;

	snprintf(r->why, WHY, "%s", sentence);
	longjmp(r->out, 1);
}

static List *recorded(const Fn *f, List *volatile l, char why[WHY])
{
	Refusal r = { .why = why };

	l->fail = refused;
	l->failed = &r;
	if (setjmp(r.out)) {
		freelist(l);
		return NULL;
	}
	f->record(l, f);
	l->fail = NULL;
	return l;
}

List *trace(const Fn *f, const Num *T, const void *x, char why[WHY])
{
	return recorded(f, T ? neweager(T, x) : newlist(), why);
}

/* as trace, but of instructions that say the same one alone is recorded */
static List *sharedtrace(const Fn *f, char why[WHY])
{
	List *l = newlist();

	shareequal(l);
	return recorded(f, l, why);
}

/* until a test fails: in the list or in a body */
static bool repeats(const List *l)
{
	for (size_t i = 0; i < l->n; i++) {
		Bodies b = l->ins[i].prim->higherorder ? bodies(l->ins[i].prim, attr(l, &l->ins[i]))
						  : (Bodies){ 0 };

		if (l->ins[i].prim->flow == UNTIL)
			return true;
		for (size_t k = 0; k < b.n; k++)
			if (repeats(b.list[k])) return true;
	}
	return false;
}

List *fixedtrace(const Fn *f, char why[WHY])
{
	List *l = trace(f, NULL, NULL, why);

	if (!l || !repeats(l))
		return l;
	snprintf(why, WHY,
		"a while takes as many steps as its numbers ask for, which are not known while "
		"recording");
	freelist(l);
	return NULL;
}

size_t inputsof(const Fn *f)
{
	char why[WHY];
	Refusal r = { .why = why };
	List *l = newlist();
	size_t n;

	l->fail = refused;
	l->failed = &r;
	if (!setjmp(r.out))
		f->record(l, f);
	n = nx(l);
	freelist(l);
	return n;
}

/* ---- a list as a function -------------------------------------------------- */

static void recordlist(List *l, const Fn *f)
{
	const List *from = f->what;
	V *x = alloc(from->nin, sizeof *x);

	for (size_t k = 0; k < from->nin; k++) x[k] = inputlike(l, from, k);
	splice(l, from, x);
	release(x);
}

Fn listfn(const char *name, const List *l)
{
	return (Fn){ .name = name, .record = recordlist, .what = l };
}

/* ---- the gradient of a function ----------------------------------------------- */

static void recordgradient(List *l, const Fn *f)
{
	const Fn *of = f->what;
	size_t n, from = l->nin;
	char why[WHY];
	V *g;

	of->record(l, of);
	if (unruled(l, why))
		refuse(l, "%s", why);
	if (l->nout != 1 || ny(l) != 1)
		refuse(l, "a gradient needs one scalar result; %s has %zu results of %zu elements",
			of->name, l->nout, ny(l));
	n = l->n;
	g = alloc(n, sizeof *g);
	g[l->out[0]] = Const(instruction(l, l->out[0]), 1);
	adjoints(l, n, g);
	l->nout = 0;
	for (size_t k = from; k < l->nin; k++) {
		V x = instruction(l, l->in[k]);

		Output(g[x.id].list ? g[x.id] : Const(x, 0));
	}
	release(g);
}

Fn gradientfn(const Fn *f) { return (Fn){ .name = f->name, .record = recordgradient, .what = f }; }

List *traceable(const Fn *f, const Num *T, char why[WHY])
{
	List *l = sharedtrace(f, why);
	const Prim *missing = l ? unrunnable(l, T) : NULL;

	if (l && !missing && !unruled(l, why))
		return l;
	if (missing)
		snprintf(why, WHY, "there is no %s in %s", missing->name, T->name);
	freelist(l);
	return NULL;
}
