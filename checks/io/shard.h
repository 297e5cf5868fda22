/* shard.h -- work dealt out item by item, so that the union over all shards is what one process
 * does. */
#ifndef SHARD_H
#define SHARD_H
#include <stdbool.h>
#include <stddef.h>

/* the i-th of n, from 1; n = 0: all of it.  item: the one being dealt, from 1 */
typedef struct { size_t i, n, item; } Shard;

extern Shard shard;
bool mine(void);                           /* the next item is this shard's */

/* ---- mpirun and srun: each rank takes a shard, rank 0 puts them together ---------------- */

size_t ranks(void); /* how many there are; from now on shard is this rank's, and others than 0 keep
		       what they print for rank 0.  1: there is no such thing here */
/* a rank other than 0: its result, to be read by rank 0 */
void deliver(const char *result);
char *received(size_t rank,
	void line(const char *)); /* rank 0: the result of another, which it waits for, after each
		     line the other has printed; yours to release */

#endif
