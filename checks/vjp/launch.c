/* launch.c -- threads that run at once do not see what others write: what one adds to an element
 * without atomicAdd is lost where another writes it too.
 */
#include "checks/vjp/launch.h"
#include "engines/wengert.h"

void threadstogether(Apart *a)
{
	for (int k = 0; k < a->arrays; k++) release(a->was[k]), release(a->all[k]);
	release(a->at), release(a->was), release(a->all), release(a->bytes);
	*a = (Apart){ 0 };
}

void threadsapart(Apart *a, char *const *at, const size_t *bytes, int n)
{
	threadstogether(a);
	*a = (Apart){ .at = alloc((size_t)n + 1, sizeof(char *)),
		.was = alloc((size_t)n + 1, sizeof(char *)),
		.all = alloc((size_t)n + 1, sizeof(char *)),
		.bytes = alloc((size_t)n + 1, sizeof(long)),
		.apart = 1 };
	for (int k = 0; k < n; k++) {
		if (!at[k] || !bytes[k]) continue;
		a->at[a->arrays] = at[k], a->bytes[a->arrays] = bytes[k];
		a->was[a->arrays] = alloc(bytes[k], 1), a->all[a->arrays++] = alloc(bytes[k], 1);
	}
}

void threadsbackwards(Apart *a)
{
	threadstogether(a);
	a->backwards = 1;
}
