/* amax, amin -- y = the largest, the smallest x along an axis or of all
 *
 *	jvp   dy = sum(d e)      e = 1 where x = y, shared evenly among ties
 *	vjp   gx = g e
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"

static void largest(const Num *T, const Call *c, void *y, const void *const *x)
{
	fold(T, c, B_max, y, x[0]);
}
static void smallest(const Num *T, const Call *c, void *y, const void *const *x)
{
	fold(T, c, B_min, y, x[0]);
}

static V share(V y, V x)
{
	int axis = axisof(y);
	V e = Eq(x, Along(y, axis, x));

	return Div(e, Along(Sum(e, axis), axis, x));
}

static V jvp(int i, V d, V y, const V *x) { return Sum(Strongmul(d, share(y, x[0])), axisof(y)); }
static V vjp(int i, V g, V y, const V *x)
{
	return Strongmul(Along(g, axisof(y), x[0]), share(y, x[0]));
}

const Prim reducemax_prim = {
	"reducemax", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = largest,
	.jvp = jvp, .vjp = vjp
};
const Prim reducemin_prim = {
	"reducemin", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = smallest,
	.jvp = jvp, .vjp = vjp
};

V Reducemax(V x, int axis) { return reduction(&reducemax_prim, x, axis); }
V Reducemin(V x, int axis) { return reduction(&reducemin_prim, x, axis); }
