/* quick.c -- entries called on one cell an array. */
#include "checks/vjp/quick.h"
#include "checks/vjp/entries.h"
#include "checks/vjp/judge.h"

enum { WORKSPACE = 1 << 15 };

bool newquick(Quick *q, Subject *s, const Kernel *k, Precision p, const Case *c)
{
	int given = 0;

	*q = (Quick){ .k = k, .p = p };
	if (!entriesat(s, p, &q->forward, &q->backward)) return false;
	for (int i = 0; i < PLACES; i++) q->at[i] = &q->cell[i];
	for (int i = 0; i < k->nscratch; i++)
		q->at[place(k, SCRATCH, i)] = alloc(WORKSPACE, 1);
	for (int i = 0; i < k->nsizes; i++) q->n[i] = c->size[i];
	for (; given < k->ngiven; given++) {
		q->given[given] = c->given[given];
		q->n[k->nsizes + given] = (long)c->given[given];
	}
	return true;
}

void freequick(Quick *q)
{
	for (int i = 0; q->k && i < q->k->nscratch; i++) release(q->at[place(q->k, SCRATCH, i)]);
}

static void fillcell(Quick *q, Role r, int which, Base b, Quad v)
{
	cellstore(q->k, b, q->p, q->at[place(q->k, r, which)], v);
}

static void inputs(Quick *q, const Quad *x)
{
	const Kernel *k = q->k;

	for (int a = 0; a < k->nargs; a++) fillcell(q, ARGUMENT, a, k->arg[a].base, x[a]);
	for (int g = 0; g < k->ngiven; g++) fillcell(q, FIXED, g, givenbase(k, g), q->given[g]);
}

static int wantedresult(const Kernel *k)
{
	int r = 0;

	while (!k->res[r].wanted) r++;
	return r;
}

Quad quickforward(Quick *q, const Quad *x)
{
	const Kernel *k = q->k;
	int r = wantedresult(k);

	inputs(q, x);
	for (int i = 0; i < k->nres; i++)
		fillcell(q, RESULT, i, k->res[i].base, k->from[i] ? x[k->from[i] - 1] : 0);
	q->forward(q->at, q->n);
	return cellload(k, k->res[r].base, q->p, q->at[place(k, RESULT, r)]);
}

/* what comes out of the tangent 1 of each argument alone */
static void byunits(Quick *q, Quad *gx)
{
	const Kernel *k = q->k;
	int r = wantedresult(k);

	for (int a = 0; a < k->nargs; a++) {
		if (!k->arg[a].wanted) continue;
		for (int i = 0; i < k->nargs; i++)
			fillcell(q, GRADIENT, i, cellbase(k, GRADIENT, i), i == a);
		fillcell(q, COTANGENT, r, cellbase(k, COTANGENT, r), 0);
		q->backward(q->at, q->n);
		gx[a] = cellload(k, cellbase(k, COTANGENT, r), q->p, q->at[place(k, COTANGENT, r)]);
	}
}

void quickbackward(Quick *q, const Quad *x, Quad *gx)
{
	const Kernel *k = q->k;

	inputs(q, x);
	if (k->tangents) {
		byunits(q, gx);
		return;
	}
	for (int i = 0; i < k->nres; i++)
		fillcell(q, COTANGENT, i, cellbase(k, COTANGENT, i), k->res[i].wanted ? 1 : 0);
	for (int a = 0; a < k->nargs; a++)
		if (k->arg[a].wanted)
			fillcell(q, GRADIENT, a, cellbase(k, GRADIENT, a), k->over[a] ? 1 : 0);
	q->backward(q->at, q->n);
	for (int a = 0; a < k->nargs; a++)
		gx[a] = k->arg[a].wanted
			? cellload(k, cellbase(k, GRADIENT, a), q->p, q->at[place(k, GRADIENT, a)])
			: 0;
}
