/* except -- y[i] = the product of all x but x[i]
 *
 *	meaning   the products of the rows of an n x n array with 1 on its diagonal and x elsewhere
 *
 * Computed from running products on both sides: n, not n^2, and no division.
 */
#include "engines/prims/axis.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);
	void *side = array(T, 1);

	eachlane(s, lane) {
		T->fill(1, elem(T, y, lane), 1);
		for (size_t k = 1, p = lane; k < s.len; k++, p += s.inner)
			T->binary[B_mul](1, elem(T, y, p + s.inner), elem(T, y, p), elem(T, x[0], p));
		T->fill(1, side, 1);
		for (size_t k = s.len - 1, p = lane + k * s.inner; k > 0; k--, p -= s.inner) {
			T->binary[B_mul](1, side, side, elem(T, x[0], p));
			T->binary[B_mul](1, elem(T, y, p - s.inner), elem(T, y, p - s.inner), side);
		}
	}
	freearray(T, 1, side);
}

static V eye(List *l, size_t n, int lead, int trail)
{
	double *one = alloc(n * n, sizeof *one);
	Shape s = { lead + 2 + trail, { 0 } };
	V y;

	for (int k = 0; k < s.rank; k++) s.dim[k] = 1;
	s.dim[lead] = s.dim[lead + 1] = n;
	for (size_t k = 0; k < n; k++) one[k * n + k] = 1;
	y = Data(l, s, one);
	release(one);
	return y;
}

static V meaning(V y, const V *x)
{
	int axis = axisof(y);
	Shape s = shapeof(x[0]), wide;
	V v = x[0], e;

	if (axis == ALL)
		return Reshape(Except(Reshape(v, vector(count(&s))), 0), s);
	if (s.rank == RANK)
		refuse(v.list, "the product of all but one needs one axis more than %s has, and %d is the most", shapetext(&s), RANK);
	wide = s;
	wide.rank++;
	for (int k = s.rank; k > axis; k--) wide.dim[k] = s.dim[k - 1];
	wide.dim[axis] = 1;
	v = Reshape(v, wide);
	wide.dim[axis] = s.dim[axis];
	v = Broadcast(v, wide);
	e = eye(v.list, s.dim[axis], axis, s.rank - axis - 1);
	return Prod(Where(e, Const(v, 1), v), axis + 1);
}

const Prim except_prim = { "except", axis_field, kept, .eval = eval, .meaning = meaning };

V Except(V x, int axis) { return reduction(&except_prim, x, axis); }
