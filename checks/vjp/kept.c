/* kept.c -- nothing of another call is kept: not by a forward for the backward after it, nor by a
 * backward for its next call.
 *
 * Calls at x, near, far, near, x: what comes of near and of x must not depend on the call before.
 * All are arrays of the same sizes at the same addresses, and those of near have the ends that
 * those of x have: a rule that knows its arrays again by these takes them for those it has seen.
 */
#include "checks/vjp/contract.h"
#include <math.h>
#include <string.h>

static void accused(Bench *b, int a, size_t e, Quad before, Quad after)
{
	int digits = 9;

	if (b->v->arg[a].ruling == WRONG) return;
	/* what differs in its last bits alone is shown to them */
	if (!strcmp(quadtext(before, digits), quadtext(after, digits))) digits = 34;
	accuse(b, a, WRONG,
		"the same call gives %s at %s, and %s after a call with other arguments: something "
		"is kept from call to call",
		quadtext(before, digits), elementname(b->k->arg[a].name, &b->c->xs[a], e, NULL, 0),
		quadtext(after, digits));
	snprintf(b->v->arg[a].likely, sizeof b->v->arg[a].likely,
		"a static variable, or memory that is not of the call");
}

static void changedby(Bench *b, Quad *const *before, Quad *const *after)
{
	for (int a = 0; a < b->k->nargs; a++)
		for (size_t e = 0; b->k->arg[a].wanted && e < b->c->nx[a]; e++)
			if (!samebits(before[a][e], after[a][e])) {
				accused(b, a, e, before[a][e], after[a][e]);
				break;
			}
}

/* yours: other numbers, between the ends alone or all */
static Quad **otherweights(Bench *b, Quad *const *g, bool ends)
{
	Quad **h = tolerance(b->c, true);

	for (int r = 0; r < b->k->nres; r++)
		for (size_t e = 0; b->k->res[r].wanted && e < b->c->ny[r]; e++) {
			bool kept = ends && b->c->ny[r] > 2 && (!e || e + 1 == b->c->ny[r]);

			h[r][e] = kept ? g[r][e] : (Quad)floor(64 * ordinary(&b->d)) / 64;
		}
	return h;
}

/* a point with its results, a cotangent, and the gradients of the first and of the last call */
typedef struct { Case *c; Quad **y, **g, **gx[2]; } Visit;

/* takes g */
static Visit visit(Case *c, Quad **g)
{
	return (Visit){ c, tolerance(c, true), g,
		{ tolerance(c, false), tolerance(c, false) } };
}

static void freevisit(Visit *v)
{
	freeroom(v->y, v->c, true), freeroom(v->g, v->c, true);
	for (int k = 0; k < 2; k++) freeroom(v->gx[k], v->c, false);
	freecase(v->c);
}

/* the second time the forward is not called before it: its results are those it had */
static void called(Bench *b, Visit *v, bool second)
{
	Precision p = native(b->k);

	if (!second) b->s->forward(b->s, p, v->c, v->c->x, v->y);
	usersrule(b, p, v->c->x, v->y, v->g, v->gx[second]);
}

void keepsnothing(Bench *b, Quad *const *g)
{
	Visit here = visit(redrawn(b->c, &b->d, WHOLLY), otherweights(b, g, true)),
	      near = visit(redrawn(b->c, &b->d, ENDS), otherweights(b, g, true)),
	      far = visit(redrawn(b->c, &b->d, NOTHINGSAME), otherweights(b, g, false));

	b->s->front = true;                /* at the same addresses */
	called(b, &here, false), called(b, &near, false), called(b, &far, false);
	called(b, &near, true), called(b, &here, true);
	b->s->front = false;
	changedby(b, near.gx[0], near.gx[1]), changedby(b, here.gx[0], here.gx[1]);
	freevisit(&here), freevisit(&near), freevisit(&far);
}
