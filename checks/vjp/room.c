/* room.c -- arrays as a case needs them, and the calls that fill them. */
#include "checks/vjp/judge.h"
#include <string.h>

Quad **tolerance(const Case *c, bool results)
{
	Quad **r = alloc(MOST, sizeof *r);

	for (int k = 0; k < (results ? c->kernel->nres : c->kernel->nargs); k++)
		r[k] = alloc((results ? c->ny : c->nx)[k] + 1, sizeof(Quad));
	return r;
}

void freeroom(Quad **r, const Case *c, bool results)
{
	for (int k = 0; k < (results ? c->kernel->nres : c->kernel->nargs); k++) release(r[k]);
	release(r);
}

void usersrule(Bench *b, Precision p, Quad *const *x, Quad *const *y, Quad *const *g, Quad **gx)
{
	for (int k = 0; k < b->k->nargs; k++) memset(gx[k], 0, b->c->nx[k] * sizeof(Quad));
	b->s->backward(b->s, p, b->c, x, y, g, gx);
}

bool leftout(const Bench *b, int a)
{
	return !b->k->arg[a].wanted || (b->asked->arg && strcmp(b->asked->arg, b->k->arg[a].name));
}
