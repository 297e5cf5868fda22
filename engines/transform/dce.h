/* dce.h -- instructions with bodies made smaller: dce.c and hoist.c. */
#ifndef DCE_H
#define DCE_H
#include "engines/transform/replace.h"

/* what no output needs goes, in bodies too; frees its argument */
List *trimmed(List *);

/* what is invariant in a scan's or a while's bodies: recorded by again before the instruction, then
 * constants of it. body, x and n: the instruction's; they are replaced, grown.  false: there is
 * nothing */
typedef V Again(void *, const List *, size_t i, V *x);
bool hoisted(const Prim *, Word *fixed, size_t nbodies, List **body, V **x, size_t *n, Again *,
	void *);

#endif
