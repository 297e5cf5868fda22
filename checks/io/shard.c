/* shard.c -- work dealt out item by item. */
#include "checks/io/shard.h"

Shard shard;

bool mine(void) { return shard.item++ % (shard.n ? shard.n : 1) == (shard.n ? shard.i - 1 : 0); }
