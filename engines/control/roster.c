/* roster.c -- every primitive there is: the table, the pages, those with bodies, and the few that
 * list.c keeps. */
#include "engines/control/roster.h"

extern const Prim const_prim, data_prim, pi_prim, where_prim, cond_prim, while_prim, scan_prim,
	checkpoint_prim, subroutine_prim;
#define U(name, ...) extern const Prim name##_prim;
#define B(name, ...) extern const Prim name##_prim;
#include "engines/prims/scalar.def"
#define P(name, ...) extern const Prim name##_prim;
#include "engines/prims/pages.def"

const Prim *const primroster[] = {
#define U(name, ...) &name##_prim,
#define B(name, ...) &name##_prim,
#include "engines/prims/scalar.def"
#define P(name, ...) &name##_prim,
#include "engines/prims/pages.def"
	&where_prim, &const_prim, &data_prim, &pi_prim, &cond_prim, &while_prim, &scan_prim,
	&checkpoint_prim, &subroutine_prim, NULL
};
