/* concat -- y = x1, x2, ... one after the other along an axis
 *
 *	jvp   dy = d in its place, zeros elsewhere
 *	vjp   gx = the piece of g
 */
#include "engines/prims/axis.h"
#include "engines/prims/widen.h"

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	int64_t axis = ((const Axis *)attr)->axis;
	Shape y = kept(l, attr, n, x);

	if (axis == ALL)
		refuse(l, "concat: one axis is needed");
	for (size_t k = 1; k < n; k++) {
		Shape s = x[k];

		y.dim[axis] += s.rank > axis ? s.dim[axis] : 0;
		if (s.rank > axis) s.dim[axis] = x[0].dim[axis];
		if (!same(&s, &x[0]))
			refuse(l, "concat: shapes %s and %s differ beyond axis %d",
				shapetext(&x[0]), shapetext(&x[k]), (int)axis);
	}
	return y;
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	int64_t axis = ((const Axis *)c->attr)->axis;
	Lanes s = lanes(c->y, axis);
	size_t to = 0;

	for (size_t k = 0; k < c->nargs; k++) {
		size_t n = c->x[k]->dim[axis] * s.inner;

		for (size_t o = 0; o < s.outer; o++)
			/* unless it was made there */
			if (elem(T, y, o * s.len * s.inner + to) != elem(T, x[k], o * n))
				T->copy(n, elem(T, y, o * s.len * s.inner + to), 1,
					elem(T, x[k], o * n), 1);
		to += n;
	}
}

static size_t start(int i, int axis, const V *x, size_t *at)
{
	for (int k = 0; k < RANK; k++) at[k] = 0;
	for (int k = 0; k < i; k++)
		at[axis] += shapeof(x[k]).dim[axis];
	return at[axis];
}

static V jvp(int i, V d, V y, const V *x)
{
	size_t at[RANK];

	start(i, axisof(y), x, at);
	return Unslice(d, shapeof(y), at, NULL);
}

static V vjp(int i, V g, V y, const V *x)
{
	size_t at[RANK];

	start(i, axisof(y), x, at);
	return Slice(g, at, shapeof(x[i]).dim, NULL);
}

static V widen(const Widening *r)
{
	size_t n = at(r->y)->nargs;
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = spreadarg(r, (int)k);
	y = Concat(n, x, (int)*attrof(r) + 1);
	release(x);
	return y;
}

const Prim concat_prim = {
	"concat", axis_field, shape, .arity = SEVERAL, .widen = widen, .eval = eval, .jvp = jvp,
	.vjp = vjp
};

V Concat(size_t n, const V *x, int axis)
{
	return record(x[0].list, &concat_prim, n, x, &(Axis){ axis }, NULL);
}
