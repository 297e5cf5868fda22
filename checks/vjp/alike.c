/* alike.c -- memory is handed over as it lies: an argument and what the forward saved are of one
 * type in both.  Gradients and cotangents have memory of their own, in a type that may be another.
 */
#include "checks/vjp/narrow.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/roles.h"

/* where the forward has what p, of the backward, belongs to; or NULL */
static const Param *inforward(const Kernel *k, const Param *p)
{
	const Proto *f = &k->forward;
	Role r = p->role == GRADIENT ? ARGUMENT : p->role == COTANGENT ? RESULT : p->role;
	int which = p->which;

	for (int i = 0; i < f->n; i++) {
		if (f->param[i].role == r && f->param[i].which == which) return &f->param[i];
		if (r == ARGUMENT && f->param[i].role == RESULT &&
			k->from[f->param[i].which] == which + 1)
			return &f->param[i];
	}
	return r == RESULT && f->back.role == RESULT ? &f->back : NULL;
}

/* the gradient begins as a cotangent, in its memory */
static bool shared(const Kernel *k, const Param *p)
{
	if (p->role == GRADIENT) return k->over[p->which];
	for (int a = 0; a < k->nargs; a++)
		if (p->role == COTANGENT && k->over[a] == p->which + 1) return true;
	return false;
}

/* another type than f's would read other numbers, or none */
static bool differs(const Kernel *k, const Param *p, const Param *f)
{
	if (p->base == WHOLE || f->base == WHOLE)
		return p->base != f->base || (p->pointer && p->bytes != f->bytes);
	if (p->base == f->base || !p->pointer) return false;
	return (p->role != GRADIENT && p->role != COTANGENT) || shared(k, p);
}

static void fits(const Kernel *k, const Param *p, Misfit *m)
{
	const Param *f = inforward(k, p);
	const char *name = p->name ? p->name : "without a name", *who = k->backward.name;
	char *what = p == &k->backward.back ? pooled("its result") : pooled("parameter %s", name);
	bool argument = p->role == GRADIENT || p->role == ARGUMENT;
	const Array *a = argument ? &k->arg[p->which] : &k->res[p->which];

	if (!f || p->role == SIZE || p->role >= SCRATCH) return;
	if (differs(k, p, f))
		misfit(m, NEVER, k->backward.line,
			"%s: %s is %s, but in %s %s is %s: both must have "
			"one type",
			who, what, p->type, k->forward.name,
			f == &k->forward.back ? "the result" : f->name, f->type);
	if (p->role != FIXED && a->rank && !p->pointer && !p->packed)
		misfit(m, NEVER, k->backward.line,
			"%s: %s is one number, but %s is an array: a "
			"pointer is needed",
			who, what, a->name);
	if (p->role == GRADIENT && !k->tangents && p != &k->backward.back &&
		(!p->pointer || p->constant))
		misfit(m, NEVER, k->backward.line,
			"%s: %s is the gradient of %s by its name, but it cannot be written: "
			"a pointer that is not const is needed",
			who, what, a->name);
}

void alike(const Kernel *k, Misfit *m)
{
	for (int i = 0; i < k->backward.n; i++) fits(k, &k->backward.param[i], m);
	if (k->backward.back.role == GRADIENT) fits(k, &k->backward.back, m);
}

/* ---- types of their own ------------------------------------------------------------------- */

void otherwise(Kernel *k)
{
	for (int i = 0; i <= k->backward.n; i++) {
		const Param *p = i < k->backward.n ? &k->backward.param[i] : &k->backward.back;
		Array *a = p->role == GRADIENT ? &k->arg[p->which]
			: p->role == COTANGENT ? &k->res[p->which]
					       : NULL;

		/* a number that is passed is converted; what comes out is as narrow as its type */
		if (!a || !p->type || p->base == a->base || p->base == WHOLE || a->base == WHOLE ||
			(!p->pointer && p != &k->backward.back))
			continue;
		a->beside = 1 + (int)p->base;
		if (narrowbase(p->base))
			k->base = p->base, k->half = p->type;
		else if (p->base == REAL32 && !narrowbase(k->base))
			k->base = REAL32;
	}
}
