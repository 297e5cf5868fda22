/* kept.h -- a row that is measured in several blocks, and what they say so far. */
#ifndef KEPT_H
#define KEPT_H
#include "bench/limits.h"
#include "bench/rows.h"
#include "bench/table.h"
#include <stdio.h>

typedef struct {
	char *key, *more;
	char *line; /* as a stopped run left it; NULL: it is to be made */
	Measured m;
	size_t block[BLOCKS], blocks; /* samples of each */
} Kept;

/* with its end, flushed; the generator draws for its intervals */
void rowwritten(FILE *, const Kept *, gsl_rng *);
void anotherblock(Kept *, const Measured *);
/* a row of a stopped run, so that its blocks that are missing can be measured */
Kept restored(const Table *, size_t row);
void freerow(Kept *);

#endif
