/* checkpointed.c -- reverse mode over a chain of stages, of which a plan keeps some states and
 * computes the others again. */
#include "engines/checkpoint/chain.h"

typedef struct { Chain *chain; Plan plan; } State;

static Plan chosen(Chain *c)
{
	Plan p = planof(checkpointpolicy, c->length);
	char why[WHY];
	size_t takes;

	if (checkpointpolicy.budget && checkpointpolicy.how == ANYPLAN &&
		!cheapest(c, checkpointpolicy.budget, &p, why))
		bad("%s", why);
	if (checkpointpolicy.budget && checkpointpolicy.how != ANYPLAN &&
		(takes = foreseen(c, p).bytes) > checkpointpolicy.budget)
		bad("this plan takes %zu bytes, %zu are allowed: --plan any looks for one that "
		    "fits",
			takes, checkpointpolicy.budget);
	return p;
}

static void *open(const Fn *f, const Num *T, char why[WHY])
{
	List *l = traceable(f, T, why);
	State *s;

	if (!l)
		return NULL;
	s = alloc(1, sizeof *s);
	s->chain = newchain(l, T);
	s->plan = chosen(s->chain);
	freelist(l);
	return s;
}

static Status vjp(void *state, const void *x, const void *g, void *y, void *gx)
{
	State *s = state;

	pulled(s->chain, s->plan, x, g, y, gx);
	return OK;
}

static void close(void *state)
{
	freechain(((State *)state)->chain);
	release(state);
}

const Engine checkpointed_engine = { "checkpointed",
	"reverse over stages, their states kept or computed again by --plan", open, .vjp = vjp,
	.close = close };
