/* shard.c -- work dealt out item by item. */
#include "checks/io/shard.h"
#include "checks/io/progress.h"

Shard shard;

bool mine(void)
{
	if (shard.all) progress("check", (double)shard.item / (double)shard.all);
	return shard.item++ % (shard.n ? shard.n : 1) == (shard.n ? shard.i - 1 : 0);
}
