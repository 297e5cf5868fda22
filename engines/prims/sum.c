/* sum -- y = x[1] + ... + x[n], along an axis or over all
 *
 *	jvp   dy = sum d
 *	vjp   gx = g, spread along the axis
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);

	if (s.inner > 1)
		fold(T, c, B_add, y, x[0]);
	else
		for (size_t o = 0; o < s.outer; o++)
			T->sum(s.len, elem(T, y, o), elem(T, x[0], o * s.len), 1);
}

static V jvp(int i, V d, V y, const V *x) { return Sum(d, axisof(y)); }
static V vjp(int i, V g, V y, const V *x) { return Along(g, axisof(y), x[0]); }

const Prim sum_prim = {
	"sum", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = eval, .jvp = jvp,
	.vjp = vjp
};

V Sum(V x, int axis) { return reduction(&sum_prim, x, axis); }
