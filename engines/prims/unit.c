/* unit -- u = x/y, y = norm(x), and 0 where y = 0: the smallest subgradient of norm
 *
 *	lowering  where(y == 0, 0, x/y)
 *	jvp       du = r/y,   r = d - u sum(u d)
 *	vjp       gx = r/y,   r = g - u sum(u g)
 *
 * Where u[i]^2 > 1/2, for one i at most, d - u sum(u d) cancels; but r is at right angles to u, and
 *
 *	r[i] = -(sum of u[j] r[j], j other than i)/u[i]
 *
 * is made of products that do not: the second derivative of norm at (1e-8, 1) is 1e-16, not 0.
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"

static V total(V x, int axis) { return Along(Sum(x, axis), axis, x); }

static V lowering(V y, const V *x)
{
	V n = Along(Norm(x[0], axisof(y)), axisof(y), x[0]);

	return Where(Eq(n, Const(n, 0)), Const(x[0], 0), Div(x[0], n));
}

static V rule(int i, V d, V y, const V *x)
{
	int axis = axisof(y);
	V n = Along(Norm(x[0], axis), axis, x[0]), none = Const(n, 0);
	V large = Gt(Sqr(y), Const(y, 0.5)), r = Sub(d, Mul(y, total(Strongmul(d, y), axis))),
	  others = total(Where(large, none, Mul(y, r)), axis);

	r = Where(large, Neg(Div(others, Where(large, y, Const(y, 1)))), r);
	return Where(Eq(n, none), none, Div(r, n));
}

const Prim unit_prim = {
	"unit", axis_field, kept, .arity = 1, .widen = alongaxis, .lowering = lowering,
	.jvp = rule, .vjp = rule
};

V Unit(V x, int axis) { return reduction(&unit_prim, x, axis); }
