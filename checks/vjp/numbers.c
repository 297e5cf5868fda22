/* numbers.c -- double X(double x, ...) with double X_vjp(double x, [double y,] double g), or one
 * pointer for each gradient: it needs no comment.
 */
#include "checks/vjp/narrow.h"
#include "checks/vjp/pool.h"
#include "checks/vjp/roles.h"
#include <string.h>

bool numberarguments(Kernel *k)
{
	Proto *f = &k->forward;

	for (int i = 0; i < f->n; i++) {
		Param *p = &f->param[i];

		if (p->pointer || !p->type || p->base == WHOLE || !p->name) return false;
		k->arg[k->nargs++] = (Array){ .name = p->name, .base = p->base, .wanted = true };
		p->role = ARGUMENT, p->which = i;
	}
	return true;
}

/* numbers in order: the arguments, perhaps the result, the cotangent; gradients by name or in
 * order. False: something else is there */
static bool numbers(Kernel *k, int *values, int *pointers)
{
	Proto *b = &k->backward;

	for (int i = 0; i < b->n; i++) {
		Param *p = &b->param[i];

		if (!p->type || p->base == WHOLE) return false;
		if (p->pointer && !p->constant) {
			int w = p->name ? derived(k->arg, k->nargs, p->name) : -1;

			p->role = GRADIENT, p->which = w >= 0 ? w : *pointers;
			++*pointers;
		} else {
			p->role = *values < k->nargs ? ARGUMENT : COTANGENT;
			p->which = *values < k->nargs ? *values : 0;
			++*values;
		}
	}
	return true;
}

/* (x, y, g): the first of two that are no argument is the result */
static void saved(Kernel *k)
{
	for (int i = 0; i < k->backward.n; i++)
		if (k->backward.param[i].role == COTANGENT) {
			k->backward.param[i].role = RESULT;
			return;
		}
}

bool fitnumbers(Kernel *k, const char *file, const Pair *pair)
{
	int values = 0, pointers = 0;
	const Proto *f = pair->forward, *b = pair->backward;

	*k = (Kernel){ .name = pair->name,
		.file = (char *)file,
		.forward = ownproto(f),
		.backward = ownproto(b),
		.nres = 1,
		.plain = true };
	if (!f->back.type || f->back.pointer || f->back.base == WHOLE || !f->n || f->n > MOST / 2)
		return false;
	k->base = f->back.base;
	k->half = narrowbase(k->base) ? f->back.type : NULL;
	k->res[0] = (Array){ .name = pooled("y"), .base = f->back.base, .wanted = true };
	k->forward.back.role = RESULT;
	if (!numberarguments(k) || !numbers(k, &values, &pointers)) return false;
	if (values == k->nargs + 2)
		saved(k);
	else if (values == k->nargs && pair->derivative)
		k->derivative = true;
	else if (values != k->nargs + 1)
		return false;
	if (!pointers && k->nargs == 1 && b->back.type && !b->back.pointer)
		k->backward.back.role = GRADIENT;
	else if (pointers != k->nargs)
		return false;
	return true;
}
