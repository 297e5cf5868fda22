/* mean -- y = (x[1] + ... + x[n])/n
 *
 *	lowering  sum(x)/n
 *	jvp       dy = mean d
 *	vjp       gx = g/n, spread along the axis
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"

static double len(V y, V x)
{
	Shape s = shapeof(x);

	return (double)lanes(&s, axisof(y)).len;
}

static V lowering(V y, const V *x)
{
	V s = Sum(x[0], axisof(y));

	return Div(s, Const(s, len(y, x[0])));
}

static V jvp(int i, V d, V y, const V *x) { return Mean(d, axisof(y)); }

static V vjp(int i, V g, V y, const V *x)
{
	return Along(Div(g, Const(g, len(y, x[0]))), axisof(y), x[0]);
}

const Prim mean_prim = {
	"mean", axis_field, reduced, .arity = 1, .widen = alongaxis, .lowering = lowering,
	.jvp = jvp, .vjp = vjp
};

V Mean(V x, int axis) { return reduction(&mean_prim, x, axis); }
