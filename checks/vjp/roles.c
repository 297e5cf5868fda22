/* roles.c -- names say what most parameters are; what is left over is told by whether it is read or
 * written, where only one thing is missing.
 */
#include "checks/vjp/roles.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/structs.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

static int find(const Array *a, int n, const char *name)
{
	for (int k = 0; k < n; k++)
		if (!strcmp(a[k].name, name)) return k;
	return -1;
}

int sizeindex(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->nsizes; n++)
		if (!strcmp(k->size[n], name)) return n;
	return -1;
}

int givenindex(const Kernel *k, const char *name)
{
	for (int n = 0; n < k->ngiven; n++)
		if (!strcmp(k->given[n].name, name)) return n;
	return -1;
}

/* ---- by name ------------------------------------------------------------------------- */

/* what is passed is a number, or made of sizes and numbers that are known: it stands as it is */
static bool verbatim(const Kernel *k, const char *s)
{
	for (size_t n; *s; s += n ? n : 1) {
		const char *word;

		for (n = 0; isalnum((unsigned char)s[n]) || s[n] == '_'; n++)
			;
		word = keptcopy(s, n);
		if (find(k->arg, k->nargs, word) >= 0 || find(k->res, k->nres, word) >= 0)
			return false;
	}
	return true;
}

static const char *calledname(const Param *p)
{
	const char *s = p->written ? p->written : p->name;

	while (s && (*s == '&' || *s == ' ')) s++;
	return s;
}

static bool fromname(const Kernel *k, Param *p, const char *s, bool back)
{
	int w;

	if ((w = find(k->arg, k->nargs, s)) >= 0)
		p->role = ARGUMENT;
	else if ((w = find(k->res, k->nres, s)) >= 0)
		p->role = RESULT;
	else if ((w = find(k->scratch, k->nscratch, s)) >= 0)
		p->role = SCRATCH;
	else if (!p->pointer && (w = givenindex(k, s)) >= 0)
		p->role = FIXED;
	else if (!p->pointer && (w = sizeindex(k, s)) >= 0)
		p->role = SIZE;
	/* db beside results d and arguments b: of b, for dX is more usual than Xb */
	else if (back && (w = derived(k->res, k->nres, s)) >= 0 &&
		derivedform(k->res, k->nres, s) <= derivedform(k->arg, k->nargs, s))
		p->role = COTANGENT;
	else if (back && (w = derived(k->arg, k->nargs, s)) >= 0)
		p->role = GRADIENT;
	else if (back && !strcmp(s, "g"))
		p->role = COTANGENT, w = 0;
	else if (back && !strcmp(s, "y"))
		p->role = RESULT, w = 0;
	else
		return false;
	p->which = w;
	/* mode = RELU: a name of the source */
	if (p->role == FIXED && isnan(sized(k->given[w].value, k, (const long[SIZES]){ 0 })))
		p->role = WRITTEN, p->written = k->given[w].value;
	return true;
}

bool rolebyname(const Kernel *k, Param *p, bool back)
{
	const char *s = calledname(p);
	int w = structof(k, p);

	if (w >= 0) {
		p->role = COMPOUND, p->which = w;
		return true;
	}
	if (!s || (!p->type && !p->written)) return false;
	if (fromname(k, p, s, back)) return true;
	if (p->written && verbatim(k, p->written)) {
		p->role = WRITTEN;
		return true;
	}
	return false;
}

bool usesrole(const Kernel *k, const Proto *p, Role r, int which)
{
	for (int i = 0; i < p->n; i++) {
		const Param *x = &p->param[i];

		if (x->role == r && x->which == which) return true;
		if (x->role == COMPOUND && fieldholds(&k->filled[x->which], r, which)) return true;
	}
	return p->back.role == r && p->back.which == which;
}

/* ---- by what is done with it ------------------------------------------------------------- */

bool changed(const Proto *p, const Param *x)
{
	return x->pointer && !x->constant && writes(p, x->name);
}

/* the one that is missing, or -1: none, or several */
static int lacking(const Kernel *k, bool gradients)
{
	int one = -1;

	for (int i = 0; i < (gradients ? k->nargs : k->nres); i++) {
		const Array *a = gradients ? &k->arg[i] : &k->res[i];

		if (!a->wanted || (gradients && k->over[i]) ||
			usesrole(k, &k->backward, gradients ? GRADIENT : COTANGENT, i))
			continue;
		if (one >= 0) return -1;
		one = i;
	}
	return one;
}

/* dep of a number that is no argument, or the name of a workspace: it is not guessed */
static bool guessable(const Kernel *k, const Param *x)
{
	if (x->role != NOTHING || !x->name || !x->type || scratchname(x->name)) return false;
	for (int i = 0; i < k->ngiven; i++)
		if (derivedfrom(k->given[i].name, x->name) || !strcmp(k->given[i].name, x->name))
			return false;
	return true;
}

/* a pointer for an array, a number for a number that is read */
static bool suits(const Array *a, const Param *x, bool gradient)
{
	return a->base == x->base && (x->pointer || (!gradient && !a->rank));
}

static Param *only(const Kernel *k, bool gradient, int which)
{
	Param *one = NULL;
	const Array *a = gradient ? &k->arg[which] : &k->res[which];

	for (int i = 0; i < k->backward.n; i++) {
		Param *x = &k->backward.param[i];

		if (!guessable(k, x) || !suits(a, x, gradient) ||
			changed(&k->backward, x) != gradient)
			continue;
		if (one) return NULL;
		one = x;
	}
	return one;
}

/* in place: the only gradient that is shaped as the result and has no cotangent beside it holds it
 * before the call, whatever it is called */
static void heldbygradient(Kernel *k, int c)
{
	int one = -1;

	for (int i = 0; i < k->backward.n; i++) {
		const Param *x = &k->backward.param[i];

		if (x->role != GRADIENT || !alikeshapes(&k->arg[x->which], &k->res[c]))
			continue;
		if (one >= 0) return;
		one = x->which;
	}
	if (one >= 0) k->over[one] = c + 1;
}

void rolesbyuse(Kernel *k)
{
	int g = lacking(k, true), c = lacking(k, false);
	Param *x = g >= 0 ? only(k, true, g) : NULL;

	if (x) {
		x->role = GRADIENT, x->which = g;
		/* what it holds before is the cotangent */
		if (k->inplace && c >= 0 && !only(k, false, c)) k->over[g] = c + 1;
	}
	c = lacking(k, false);
	x = c >= 0 && !(g >= 0 && k->over[g]) ? only(k, false, c) : NULL;
	if (x) x->role = COTANGENT, x->which = c;
	else if (k->inplace && c >= 0 && g < 0) heldbygradient(k, c);
}

/* ---- in place ------------------------------------------------------------------------------ */

bool alikeshapes(const Array *a, const Array *b)
{
	if (a->rank != b->rank) return false;
	for (int d = 0; d < a->rank; d++)
		if (strcmp(a->dim[d], b->dim[d])) return false;
	return true;
}

/* the result takes the place of the argument: what the forward has is both */
void forwardinplace(Kernel *k)
{
	for (int r = 0; r < k->nres; r++)
		for (int i = 0; i < k->forward.n && !usesrole(k, &k->forward, RESULT, r); i++) {
			Param *x = &k->forward.param[i];

			if (x->role != ARGUMENT || !x->pointer || x->constant ||
				!alikeshapes(&k->arg[x->which], &k->res[r]))
				continue;
			k->from[r] = x->which + 1;
			x->role = RESULT, x->which = r;
		}
}

bool argumentgone(const Kernel *k, int arg)
{
	for (int r = 0; r < k->nres; r++)
		if (k->from[r] == arg + 1) return true;
	return false;
}

/* of the backward: the argument is gone, and the gradient takes the place of the cotangent */
void backwardinplace(Kernel *k)
{
	for (int i = 0; i < k->backward.n; i++) {
		Param *x = &k->backward.param[i];
		int g = lacking(k, true);

		if (x->role == ARGUMENT && argumentgone(k, x->which))
			for (int r = 0; r < k->nres; r++)
				if (k->from[r] == x->which + 1) {
					x->role = RESULT, x->which = r;
					break;
				}
		if (x->role != COTANGENT || !x->pointer || x->constant || g < 0 ||
			!alikeshapes(&k->arg[g], &k->res[x->which]))
			continue;
		k->over[g] = x->which + 1;
		x->role = GRADIENT, x->which = g;
	}
}

bool anyinplace(const Kernel *k)
{
	for (int i = 0; i < MOST; i++)
		if (k->over[i] || k->from[i]) return true;
	return false;
}
