/* tangents.c -- dy = X_jvp(x, dx): its names, and what each parameter is. */
#include "checks/vjp/tangents.h"
#include "checks/vjp/narrow.h"
#include "checks/vjp/pool.h"
#include <string.h>

/* ---- names --------------------------------------------------------------------------------- */

static const char *const words[] = { "jvp", "JVP", "tangent", "tangents", "pushforward", NULL };

/* a forward of the name that is left: X, X_forward, forward_X */
static const Proto *forwardof(const File *f, const char *base)
{
	static const char *const forms[] = { "%s", "%s_forward", "%s_fwd", "forward_%s",
		"%sForward", NULL };
	const Proto *p = NULL;

	for (int k = 0; forms[k] && !p; k++) {
		const char *at = strchr(forms[k], '%');

		p = named(f, pooled("%.*s%s%s", (int)(at - forms[k]), forms[k], base, at + 2));
	}
	return p;
}

/* the kernel that the name of a forward says */
static char *kernelname(const char *name)
{
	static const char *const ends[] = { "_forward", "_fwd", "Forward", NULL };
	size_t n = strlen(name);

	if (!strncmp(name, "forward_", 8)) return pooled("%s", name + 8);
	for (int k = 0; ends[k]; k++) {
		size_t m = strlen(ends[k]);

		if (n > m && !strcmp(name + n - m, ends[k]))
			return pooled("%.*s", (int)(n - m), name);
	}
	return pooled("%s", name);
}

Pair *tangentpairs(const File *f, size_t *n)
{
	Pair *all = NULL;
	size_t room = 0;

	*n = 0;
	for (size_t k = 0; k < f->n; k++)
		for (int w = 0; words[w]; w++) {
			const char *name = f->p[k].name, *at = wordin(name, words[w]);
			const Proto *forward =
				at ? forwardof(f, replaced(name, at, strlen(words[w]), "")) : NULL;

			if (!forward || forward == &f->p[k] || named(f, name) != &f->p[k] ||
				!f->p[k].body)
				continue;
			all = keptgrow(all, &room, *n + 1, sizeof *all);
			all[(*n)++] = (Pair){ kernelname(forward->name), forward, &f->p[k], false };
			break;
		}
	return all;
}

/* ---- parameters ---------------------------------------------------------------------------- */

/* tx, x_tangent: which of the arrays; -1: none */
static int tangentof(const Array *a, int n, const char *name)
{
	static const char *const forms[] = { "%s_tangent", "tangent_%s", "%s_dot", "%sdot",
		"dot_%s", "t%s", "%s_t", "t_%s", "%st", "v%s", "v_%s", "%s_v", NULL };
	int w = derived(a, n, name);

	for (int f = 0; w < 0 && forms[f]; f++)
		for (int k = 0; k < n; k++) {
			const char *at = strchr(forms[f], '%');

			if (!strcmp(name,
				    pooled("%.*s%s%s", (int)(at - forms[f]), forms[f], a[k].name,
					    at + 2)))
				w = k;
		}
	return w;
}

static bool settled(const Kernel *k, Param *p)
{
	int w;

	if (!p->name || !p->type) return false;
	if (p->pointer && !p->constant && (w = tangentof(k->res, k->nres, p->name)) >= 0)
		p->role = COTANGENT;
	else if ((w = tangentof(k->arg, k->nargs, p->name)) >= 0)
		p->role = GRADIENT;
	else if ((w = tangentof(k->res, k->nres, p->name)) >= 0)
		p->role = COTANGENT;
	else
		return false;
	p->which = w;
	return true;
}

/* the only array without its tangent; -1: none, or several */
static int missing(const Kernel *k, bool result)
{
	int one = -1;

	for (int i = 0; i < (result ? k->nres : k->nargs); i++) {
		const Array *a = result ? &k->res[i] : &k->arg[i];

		if (!a->wanted || a->base == WHOLE ||
			usesrole(k, &k->backward, result ? COTANGENT : GRADIENT, i))
			continue;
		if (one >= 0) return -1;
		one = i;
	}
	return one;
}

static void byuse(Kernel *k, bool result)
{
	int which = missing(k, result);
	Param *one = NULL;

	for (int i = 0; which >= 0 && i < k->backward.n; i++) {
		Param *p = &k->backward.param[i];
		bool written = p->pointer && !p->constant && writes(&k->backward, p->name);

		if (p->role != NOTHING || !p->name || !p->type || p->base == WHOLE ||
			written != result)
			continue;
		if (one) return;
		one = p;
	}
	if (one) one->role = result ? COTANGENT : GRADIENT, one->which = which;
}

void tangentroles(Kernel *k)
{
	Proto *b = &k->backward;

	k->mode = OVERWRITES, k->inplace = false;
	for (int i = 0; i < b->n; i++)
		if (!rolebyname(k, &b->param[i], false)) settled(k, &b->param[i]);
	for (int r = 0; r < k->nres; r++)
		if (k->res[r].wanted && !k->res[r].rank && b->back.type && !b->back.pointer &&
			b->back.role == NOTHING && !usesrole(k, b, COTANGENT, r))
			b->back.role = COTANGENT, b->back.which = r;
	byuse(k, false), byuse(k, true);
	for (int a = 0; a < k->nargs; a++) k->arg[a].wanted &= usesrole(k, b, GRADIENT, a);
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* all arguments, perhaps the result, all tangents; or by their names in any order */
static bool inorder(Kernel *k)
{
	Proto *b = &k->backward;
	int saved = b->n - 2 * k->nargs, named = 0;

	for (int i = 0; i < b->n; i++) {
		Param *p = &b->param[i];

		if (!p->type || p->base == WHOLE || p->pointer) return false;
		named += rolebyname(k, p, false) || settled(k, p);
	}
	if (saved < 0 || saved > 1) return false;
	if (named == b->n && missing(k, false) < 0 && usesrole(k, b, GRADIENT, 0)) return true;
	for (int i = 0; i < b->n; i++) {
		Param *p = &b->param[i];
		int t = i - k->nargs - saved;

		p->role = i < k->nargs ? ARGUMENT : t < 0 ? RESULT : GRADIENT;
		p->which = i < k->nargs ? i : t < 0 ? 0 : t;
	}
	return true;
}

bool fittangents(Kernel *k, const char *file, const Pair *pair)
{
	const Proto *f = pair->forward, *b = pair->backward;

	*k = (Kernel){ .name = pooled("%s_jvp", pair->name),
		.file = (char *)file,
		.forward = ownproto(f),
		.backward = ownproto(b),
		.nres = 1,
		.tangents = true,
		.mode = OVERWRITES,
		.plain = true };
	if (!f->back.type || f->back.pointer || f->back.base == WHOLE || !f->n || f->n > MOST / 2 ||
		!b->back.type || b->back.pointer || b->back.base != f->back.base)
		return false;
	k->base = f->back.base;
	k->half = narrowbase(k->base) ? f->back.type : NULL;
	k->res[0] = (Array){ .name = pooled("y"), .base = f->back.base, .wanted = true };
	k->forward.back.role = RESULT, k->backward.back.role = COTANGENT;
	return numberarguments(k) && inorder(k);
}
