/* traits.c -- a comparison's sign, out of its traits. */
#include "engines/prims/traits.h"

const char *signof(const Prim *p)
{
	static const char *const signs[] = { NULL, "<", "==", "<=", ">", NULL, ">=", NULL };     /* LESS, EQUAL, GREATER as bits */

	return signs[p->traits / LESS % 8];
}
