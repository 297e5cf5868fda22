/* logsumexp -- y = log sum exp x, shifted by the largest x so that nothing overflows
 *
 *	lowering  x1 + log(1 + sum(exp(x - x1)))  the sum of all but x1: smooth, no exponent
 *	          overflows at (1e15, 1e15), and no exp(x1 - x1) has to be proved to be 1
 *	jvp       dy = sum(d softmax x)
 *	vjp       gx = g softmax x      exp(x - y) would carry the rounding of y
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"
#include "engines/numbers/slots.h"
#include <math.h>

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);
	void *e = array(T, s.len), *out = array(T, 1), *most = array(T, 1);
	size_t n = 0;
	double top;

	eachlane(s, lane) {
		T->copy(s.len, e, 1, elem(T, x[0], lane), s.inner);
		exponentials(T, s.len, e, most);
		T->get(1, &top, most);
		if (isfinite(top)) {
			T->sum(s.len, out, e, 1);
			T->unary[U_log](1, out, out);
			T->binary[B_add](1, most, most, out);
		}
		T->copy(1, elem(T, y, n++), 1, most, 1);
	}
	freearray(T, s.len, e);
	freearray(T, 1, out);
	freearray(T, 1, most);
}

/* elements [from, from + n) of each lane */
static V elements(V x, int axis, size_t from, size_t n)
{
	Shape s = shapeof(x);
	size_t start[RANK] = { 0 };

	start[axis] = from, s.dim[axis] = n;
	return Slice(x, start, s.dim, NULL);
}

static V lowering(V y, const V *x)
{
	int axis = axisof(y);
	V v = x[0], a, rest;
	Shape s = shapeof(v);
	size_t n;

	if (axis == ALL) v = Reshape(v, vector(count(&s))), axis = 0;
	n = shapeof(v).dim[axis];
	a = elements(v, axis, 0, 1);
	if (n == 1) return Reshape(a, shapeof(y));
	rest = Sum(Exp(Sub(elements(v, axis, 1, n - 1), a)), axis);
	return Add(Reshape(a, shapeof(y)), Log(Add(Const(rest, 1), rest)));
}

static V jvp(int i, V d, V y, const V *x)
{
	int axis = axisof(y);

	return Sum(Strongmul(d, Softmax(x[0], axis)), axis);
}

static V vjp(int i, V g, V y, const V *x)
{
	int axis = axisof(y);

	return Strongmul(Along(g, axis, x[0]), Softmax(x[0], axis));
}

const Prim logsumexp_prim = {
	"logsumexp", axis_field, reduced, .arity = 1, .widen = alongaxis, .eval = eval,
	.lowering = lowering, .jvp = jvp, .vjp = vjp
};

V Logsumexp(V x, int axis) { return reduction(&logsumexp_prim, x, axis); }
