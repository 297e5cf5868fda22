/* prod -- y = x[1] x[2] ... x[n]
 *
 *	jvp   dy = sum(d e)      e[i] the product of all but x[i]: y/x[i] fails at a zero
 *	vjp   gx = g e
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	fold(T, c, B_mul, y, x[0]);
}

static V jvp(int i, V d, V y, const V *x)
{
	int axis = axisof(y);

	return Sum(Strongmul(d, Leaveoneout(x[0], axis)), axis);
}

static V vjp(int i, V g, V y, const V *x)
{
	int axis = axisof(y);

	return Strongmul(Along(g, axis, x[0]), Leaveoneout(x[0], axis));
}

const Prim prod_prim = {
	"prod", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = eval, .jvp = jvp,
	.vjp = vjp
};

V Prod(V x, int axis) { return reduction(&prod_prim, x, axis); }
