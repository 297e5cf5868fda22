/* widen.h -- one more leading axis on an instruction, for many points at once: Prim.widen.
 *
 * Each rule records what gives, for each of n points, what the instruction gives for one; or no
 * list: it cannot be.  transform/batch.c asks for them.
 */
#ifndef WIDEN_H
#define WIDEN_H
#include "engines/wengert.h"

struct Widening {
	List *l;
	size_t n;                          /* of the new axis */
	V y;                               /* the instruction as it was */
	const V *x;                        /* its arguments, recorded; */
	const bool *many;                  /* those that have the axis */
};

Shape longer(const Widening *, Shape);     /* n first, the rest as they were */
Shape argshape(const Widening *, int k);   /* of argument k, without the axis */
V     spreadarg(const Widening *, int k);  /* argument k with the axis, repeated if it had none */
V     flatarg(const Widening *, int k);    /* its elements in one row for each point */
V     alongaxis(const Widening *);         /* the rule of what runs along one axis or over ALL */

static inline const int64_t *attrof(const Widening *r) { return attr(r->y.list, at(r->y)); }

#endif
