/* pooled.h -- what units of sources share: a pool around all their tests, and what is needed of a
 * source for its functions f and g. */
#ifndef POOLED_H
#define POOLED_H
#include "checks/vjp/pool.h"
#include "checks/vjp/reach.h"

static Pool *before, *own;

static int pooling(void **state)
{
	own = newpool(&before);
	return 0;
}
static int poolof(void **state)
{
	frompool(before);
	freepool(own);
	return 0;
}

static char *needed(const char *source, char **why)
{
	Kernel k = { .forward = { .name = "f" }, .backward = { .name = "g" } };
	Items *a = itemsof(source);
	bool *n = reached(a, &k);
	char *s = pruned(a, n);

	*why = veto(a, n);
	release(n);
	freeitems(a);
	return s;
}

#endif
