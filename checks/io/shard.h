/* shard.h -- work dealt out item by item, so that the union over all shards is what one process
 * does. */
#ifndef SHARD_H
#define SHARD_H
#include <stdbool.h>
#include <stddef.h>

/* the i-th of n, from 1; n = 0: all of it.  item: the one being dealt, from 1; of all, whose
 * progress is shown, or 0 */
typedef struct {
	size_t i, n, item, all;
} Shard;

extern Shard shard;
bool mine(void);                           /* the next item is this shard's */

#endif
