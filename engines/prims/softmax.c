/* softmax -- y[i] = exp x[i] / sum exp x, shifted by the largest x
 *
 *	lowering  exp(x)/sum(exp(x))
 *	jvp       dy = y (d - sum(y d))
 *	vjp       gx = y (g - sum(y g))
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);
	void *e = array(T, s.len), *all = array(T, 1);

	eachlane(s, lane) {
		T->copy(s.len, e, 1, elem(T, x[0], lane), s.inner);
		exponentials(T, s.len, e, all);
		T->sum(s.len, all, e, 1);
		eachby(T, B_div, s.len, e, all);
		T->copy(s.len, elem(T, y, lane), s.inner, e, 1);
	}
	freearray(T, s.len, e);
	freearray(T, 1, all);
}

static V lowering(V y, const V *x)
{
	V e = Exp(x[0]);

	return Div(e, Along(Sum(e, axisof(y)), axisof(y), e));
}

static V rule(int i, V d, V y, const V *x)
{
	int axis = axisof(y);

	return Mul(y, Sub(d, Along(Sum(Strongmul(d, y), axis), axis, d)));
}

const Prim softmax_prim = {
	"softmax", axis_field, kept, .arity = 1, .widen = alongaxis, .eval = eval,
	.lowering = lowering, .jvp = rule, .vjp = rule
};

V Softmax(V x, int axis) { return reduction(&softmax_prim, x, axis); }
