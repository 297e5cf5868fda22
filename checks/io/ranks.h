/* ranks.h -- the processes that mpirun or srun starts, as one run of the program. */
#ifndef RANKS_H
#define RANKS_H
#include <stddef.h>

/* ALONE: no other process belongs to this run.  PARTLY does a shard and delivers it.  GATHERER does
 * none itself: it puts together what it receives of all. */
typedef enum { ALONE, PARTLY, GATHERER } RankRole;
typedef struct {
	RankRole role;
	size_t n;
} Ranks; /* shards of this run */

/* Which this process is; from now on shard is its own.  reads: a text on which the outcome hangs
 * beside the command line and the files it names, or NULL.  What a part prints is kept for the
 * one that puts together. */
Ranks ranks(const char *reads);
/* PARTLY: its result */
void deliver(const char *result);
/* GATHERER: the result of shard i, waited for, after each line that was printed with it;
 * yours to release */
char *received(size_t i, void line(const char *));
/* GATHERER: what was received is put together and printed */
void partsdone(void);

#endif
