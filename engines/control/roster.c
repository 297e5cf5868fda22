/* roster.c -- every primitive there is: the tables, those with bodies, and the few that
 * list.c keeps; and lists as text, in which any of them may stand.
 */
#include "engines/list/rewrite.h"

extern const Prim const_prim, data_prim, pi_prim, where_prim, cond_prim, while_prim, scan_prim,
	checkpoint_prim, subroutine_prim;
#define U(name, ...) extern const Prim name##_prim;
#define B(name, ...) extern const Prim name##_prim;
#include "engines/prims/scalar.def"
#define P(name, ...) extern const Prim name##_prim;
#include "engines/prims/definitions.def"

const Prim *const prims[] = {
#define U(name, ...) &name##_prim,
#define B(name, ...) &name##_prim,
#include "engines/prims/scalar.def"
#define P(name, ...) &name##_prim,
#include "engines/prims/definitions.def"
	&where_prim, &const_prim, &data_prim, &pi_prim, &cond_prim, &while_prim, &scan_prim,
	&checkpoint_prim, &subroutine_prim, NULL
};

const Prim *primnamed(const char *name, size_t n) { return among(prims, name, n); }

List *parse(const char *text, Fail *fail, void *failed)
{
	return listof(prims, text, fail, failed);
}
