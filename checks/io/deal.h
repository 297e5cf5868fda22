/* deal.h -- shards dealt out to the ranks of an MPI run by messages, and gathered. */
#ifndef DEAL_H
#define DEAL_H
#include <stdbool.h>
#include <stddef.h>

/* Of rank us of all.  0: there is no plug-in here, or it is of another MPI.  Rank 0 comes back with
 * the number of shards; another works until there is nothing left, and ends. */
size_t dealt(size_t us, size_t all, const char *reads);
bool dealing(void); /* this is rank 0 of such a run */
char *receivedpart(size_t i, void line(const char *));

#endif
