/* replace.h -- an instruction that has an earlier one's results and more takes its place. */
#ifndef REPLACE_H
#define REPLACE_H
#include "engines/list/regions.h"
#include "engines/list/rewrite.h"

void  resultrows(V packed, V *y);          /* all results */
V     packing(List *, size_t n, const V *y);          /* Flatten, also of none */
void  replaceby(V old, V by, const size_t *place);    /* place NULL: the first ones */
/* the list with all of them in place; frees its argument */
List *applyreplacements(List *);
/* inputs and outputs in another order; NULL: as they are; frees its argument */
List *permuted(List *, const size_t *in, const size_t *out);

#endif
