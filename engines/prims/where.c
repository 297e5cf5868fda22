/* where -- y = a where c is not 0, else b
 *
 *	jvp   dy = where(c, da, 0) + where(c, 0, db)
 *	vjp   ga = where(c, g, 0),   gb = where(c, 0, g)
 */
#include "engines/prims/traits.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->where(c->n, y, x[0], x[1], x[2]);
}

static V rule(int i, V d, V y, const V *x)
{
	V zero = Const(d, 0);

	return i == 0 ? (V){ 0 } : i == 1 ? Where(x[0], d, zero) : Where(x[0], zero, d);
}

const Prim where_prim = { "where", .arity = 3, .traits = CHOOSING | KINKED | FIXED0,
	.spread = Broadcast, .eval = eval, .jvp = rule, .vjp = rule };

V Where(V c, V a, V b) { return record(c.list, &where_prim, 3, (V[]){c, a, b}, NULL, NULL); }
