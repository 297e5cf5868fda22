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

static V jvp(int i, V d, V y, const V *x) { return Sum(Weigh(d, share(y, x[0])), axisof(y)); }
static V vjp(int i, V g, V y, const V *x)
{
	return Weigh(Along(g, axisof(y), x[0]), share(y, x[0]));
}

const Prim amax_prim = {
	"amax", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = largest,  .jvp = jvp,
	.vjp = vjp
};
const Prim amin_prim = {
	"amin", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = smallest, .jvp = jvp,
	.vjp = vjp
};

V Amax(V x, int axis) { return reduction(&amax_prim, x, axis); }
V Amin(V x, int axis) { return reduction(&amin_prim, x, axis); }
