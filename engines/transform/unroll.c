/* unroll.c -- a list without bodies: each instruction that has them is written out where its steps
 * are known.
 *
 * Requires: nothing.  Leaves: an instruction whose steps are known by running alone stays as it is.
 */
#include "engines/list/rewrite.h"

static V written(List *l, const List *f, size_t i, const V *map, void *with)
{
	const Ins *in = &f->ins[i];
	V few[FEWARGS], *x = mapped(f, i, map, few), y;

	y = in->prim->writeout ? in->prim->writeout(l, attr(f, in), in->nargs, x)
			       : recordlike(l, f, i, x);
	unmapped(x, few);
	return y;
}

List *unroll(const List *f) { return verified("unroll", rewrite(f, written, NULL)); }
