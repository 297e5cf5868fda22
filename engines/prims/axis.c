/* axis.c -- reductions share their shapes, their lanes and their loops. */
#include "engines/prims/axis.h"
#include "engines/numbers/slots.h"

const Field axis_field[] = { { "axis", 1, false }, { 0 } };

Lanes lanes(const Shape *s, int64_t axis)
{
	Lanes n = { 1, 1, 1 };

	if (axis == ALL)
		return (Lanes){ 1, count(s), 1 };
	n.len = s->dim[axis];
	for (int k = 0; k < axis; k++)            n.outer *= s->dim[k];
	for (int k = (int)axis + 1; k < s->rank; k++) n.inner *= s->dim[k];
	return n;
}

Shape kept(List *l, const void *attr, size_t n, const Shape *x)
{
	int64_t axis = ((const Axis *)attr)->axis;

	if (axis != ALL && (axis < 0 || axis >= x[0].rank))
		refuse(l, "axis %d of a value of shape %s: there are %d axes, counted from 0",
			(int)axis, shapetext(x), x[0].rank);
	return x[0];
}

Shape reduced(List *l, const void *attr, size_t n, const Shape *x)
{
	return without(kept(l, attr, n, x), (int)((const Axis *)attr)->axis);
}

V reduction(const Prim *p, V x, int axis)
{
	return record(x.list, p, 1, &x, &(Axis){ axis }, NULL);
}

enum { BLOCK = 256 };                      /* stays in cache */

static size_t block(size_t n) { return n < BLOCK ? n : BLOCK; }

/* b <- the elements of x in columns of a block, folded into the first */
static void folded(const Num *T, int op, size_t n, void *b, const void *x)
{
	T->copy(block(n), b, 1, x, 1);
	for (size_t k = BLOCK; k < n; k += BLOCK) T->binary[op](block(n - k), b, b, elem(T, x, k));
	for (size_t left = block(n), half; left > 1; left -= half) {
		half = left / 2;
		T->binary[op](half, b, b, elem(T, b, left - half));
	}
}

void fold(const Num *T, const Call *c, int op, void *y, const void *x)
{
	Lanes s = lanes(c->x[0], ((const Axis *)c->attr)->axis);
	void *b = array(T, block(s.len));

	for (size_t o = 0; o < s.outer; o++) {
		void *to = elem(T, y, o * s.inner);
		const void *from = elem(T, x, o * s.len * s.inner);

		if (s.inner == 1) {
			folded(T, op, s.len, b, from);
			T->copy(1, to, 1, b, 1);
			continue;
		}
		T->copy(s.inner, to, 1, from, 1);
		for (size_t k = 1; k < s.len; k++)
			T->binary[op](s.inner, to, to, elem(T, from, k * s.inner));
	}
	freearray(T, block(s.len), b);
}

void eachby(const Num *T, int op, size_t n, void *e, const void *s)
{
	void *b = array(T, block(n));

	T->copy(block(n), b, 1, s, 0);
	for (size_t k = 0; k < n; k += BLOCK)
		T->binary[op](block(n - k), elem(T, e, k), elem(T, e, k), b);
	freearray(T, block(n), b);
}

void exponentials(const Num *T, size_t n, void *e, void *most)
{
	void *b = array(T, block(n));

	folded(T, B_max, n, b, e);
	T->copy(1, most, 1, b, 1);
	eachby(T, B_sub, n, e, most);
	T->unary[U_exp](n, e, e);
	freearray(T, block(n), b);
}

V Along(V g, int axis, V like)
{
	Shape s = shapeof(like), one = s;

	if (axis == ALL)
		return Broadcast(g, s);
	one.dim[axis] = 1;
	return Broadcast(Reshape(g, one), s);
}
