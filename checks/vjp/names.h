/* names.h -- how people name a backward, a cotangent, a gradient. */
#ifndef NAMES_H
#define NAMES_H
#include "checks/vjp/prototypes.h"

typedef struct {
	char *name; /* of the kernel: relu of relu_forward and relu_backward */
	const Proto *forward, *backward;
	bool derivative; /* by its name it may take no cotangent */
} Pair;

/* each kernel once, in the order of the forwards; kept in the pool */
Pair *pairsof(const File *, size_t *n);
/* where word stands in name by itself, or NULL; name with n bytes there replaced */
const char *wordin(const char *name, const char *word);
char *replaced(const char *name, const char *at, size_t n, const char *by);
/* whether a comment that says this name means the pair */
bool meant(const Pair *, const char *name);
/* which of the arrays a name is derived from, as dx, x_bar, grad_x; -1: none */
int derived(const Array *, int n, const char *name);
/* the number of the form it is derived by: of two, the lower is the more usual; none: their
 * number */
int derivedform(const Array *, int n, const char *name);
bool derivedfrom(const char *base, const char *name);
bool scratchname(const char *name); /* work, tmp, buffer */

extern const char *const conventions; /* for a message */

#endif
