/* mergesweeps.h -- rows of `wengert vjp --every --shard I/N --format csv` put together. */
#ifndef MERGESWEEPS_H
#define MERGESWEEPS_H
#include <stdbool.h>
#include <stddef.h>

bool sweeprows(const char *head); /* its row of column names */
/* adds the rows of equal segments, in order; there are n lines after it, shorter ones.  1: some
 * verdict refuses, as the command that wrote them would have said */
int addedsweeps(size_t *n, char **line);
/* prints what n shards of this run have found, as one; its status */
int gatheredsweeps(size_t n);

#endif
