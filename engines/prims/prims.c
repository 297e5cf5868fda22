/* prims.c -- every primitive there is: the table, the pages, and the few that list.c keeps. */
#include "engines/prims/traits.h"
#include <string.h>

extern const Prim const_prim, data_prim, pi_prim, where_prim, cond_prim, while_prim, scan_prim, checkpoint_prim, subroutine_prim;
#define U(name, ...) extern const Prim name##_prim;
#define B(name, ...) extern const Prim name##_prim;
#include "engines/prims/scalar.def"
#define P(name, ...) extern const Prim name##_prim;
#include "engines/prims/pages.def"

const Prim *const prims[] = {
#define U(name, ...) &name##_prim,
#define B(name, ...) &name##_prim,
#include "engines/prims/scalar.def"
#define P(name, ...) &name##_prim,
#include "engines/prims/pages.def"
	&where_prim, &const_prim, &data_prim, &pi_prim, &cond_prim, &while_prim, &scan_prim, &checkpoint_prim, &subroutine_prim, NULL
};

const Prim *primnamed(const char *name, size_t n)
{
	for (const Prim *const *p = prims; *p; p++)
		if (!strncmp((*p)->name, name, n) && !(*p)->name[n])
			return *p;
	return NULL;
}

const char *signof(const Prim *p)
{
	static const char *const signs[] = { NULL, "<", "==", "<=", ">", NULL, ">=", NULL };     /* LESS, EQUAL, GREATER as bits */

	return signs[p->traits / LESS % 8];
}
