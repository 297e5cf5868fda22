/* prodexcept -- leave-one-out product   y[i] = the product of all x but x[i]
 *
 *	lowering  the products of the rows of an n x n array with 1 on its diagonal and x elsewhere
 *
 * Computed from running products on both sides: n, not n^2, and no division; a long lane in columns
 * side by side.
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"

/* x in rows of w: y = e times the product of its column without it; e: w factors, NULL: ones */
static void columns(const Num *T, size_t rows, size_t w, void *y, const void *x, const void *e)
{
	void *side = array(T, w);

	if (e) T->copy(w, y, 1, e, 1);
	else   T->fill(w, y, 1);
	for (size_t r = 1; r < rows; r++)
		T->binary[B_mul](w, elem(T, y, r * w), elem(T, y, (r - 1) * w),
			elem(T, x, (r - 1) * w));
	T->fill(w, side, 1);
	for (size_t r = rows - 1; r > 0; r--) {
		T->binary[B_mul](w, side, side, elem(T, x, r * w));
		T->binary[B_mul](w, elem(T, y, (r - 1) * w), elem(T, y, (r - 1) * w), side);
	}
	freearray(T, w, side);
}

enum { W = 256, R = 16 }; /* columns of a long lane, rows that a cache keeps */

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* one lane in W columns and a rest: each block of rows without the products of the others, then
 * each row of it, so that memory is read twice and written once */
static void along(const Num *T, size_t n, void *y, const void *x)
{
	size_t rows = n / W, rest = rows * W, blocks = (rows + R - 1) / R;
	void *block = array(T, blocks * W), *all = array(T, W + 1), *others = array(T, W + 1);
	void *beside = array(T, blocks * W);

	for (size_t b = 0; b < blocks; b++) {
		void *p = elem(T, block, b * W);

		T->copy(W, p, 1, elem(T, x, b * R * W), 1);
		for (size_t r = b * R + 1; r < least(rows, (b + 1) * R); r++)
			T->binary[B_mul](W, p, p, elem(T, x, r * W));
		if (b)
			T->binary[B_mul](W, all, all, p);
		else
			T->copy(W, all, 1, p, 1);
	}
	T->fill(1, elem(T, all, W), 1);
	for (size_t k = rest; k < n; k++)
		T->binary[B_mul](1, elem(T, all, W), elem(T, all, W), elem(T, x, k));
	columns(T, W + 1, 1, others, all, NULL);
	columns(T, blocks, W, beside, block, others);
	for (size_t b = 0; b < blocks; b++)
		columns(T, least(rows - b * R, R), W, elem(T, y, b * R * W), elem(T, x, b * R * W),
			elem(T, beside, b * W));
	if (rest < n)
		columns(T, n - rest, 1, elem(T, y, rest), elem(T, x, rest), elem(T, others, W));
	freearray(T, blocks * W, block);
	freearray(T, blocks * W, beside);
	freearray(T, W + 1, all);
	freearray(T, W + 1, others);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);

	for (size_t o = 0; o < s.outer; o++) {
		size_t at = o * s.len * s.inner;

		if (s.inner == 1 && s.len >= 2 * W)
			along(T, s.len, elem(T, y, at), elem(T, x[0], at));
		else
			columns(T, s.len, s.inner, elem(T, y, at), elem(T, x[0], at), NULL);
	}
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

static V lowering(V y, const V *x)
{
	int axis = axisof(y);
	Shape s = shapeof(x[0]), wide;
	V v = x[0], e;

	if (axis == ALL)
		return Reshape(Leaveoneout(Reshape(v, vector(count(&s))), 0), s);
	if (s.rank == RANK)
		refuse(v.list,
			"the product of all but one needs one axis more than %s has, and %d is the "
			"most",
			shapetext(&s), RANK);
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

const Prim leaveoneout_prim = {
	"leaveoneout", axis_field, kept, .arity = 1, .widen = alongaxis, .eval = eval,
	.lowering = lowering
};

V Leaveoneout(V x, int axis) { return reduction(&leaveoneout_prim, x, axis); }
