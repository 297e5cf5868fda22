/* traits.c -- a comparison's sign, out of its traits. */
#include "engines/prims/traits.h"

const char *signof(const Prim *p)
{
	/* LESS, EQUAL, GREATER as bits */
	static const char *const signs[] = { NULL, "<", "==", "<=", ">", NULL, ">=", NULL };

	return signs[p->traits / LESS % 8];
}
