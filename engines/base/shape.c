/* shape.c -- shapes of arrays, row major, and how two of them meet. */
#include "engines/wengert.h"
#include <string.h>

Shape scalar(void)                { return (Shape){ 0 }; }
Shape vector(size_t n)            { return (Shape){ 1, { n } }; }
Shape matrix(size_t m, size_t n)  { return (Shape){ 2, { m, n } }; }

Shape without(Shape s, int axis)
{
	if (axis == ALL)
		return scalar();
	s.rank--;
	for (int k = axis; k < s.rank; k++)
		s.dim[k] = s.dim[k + 1];
	return s;
}

size_t count(const Shape *s)
{
	size_t n = 1;

	for (int k = 0; k < s->rank; k++)
		n *= s->dim[k];
	return n;
}

bool same(const Shape *a, const Shape *b)
{
	return a->rank == b->rank &&
		(!a->rank || !memcmp(a->dim, b->dim, (size_t)a->rank * sizeof *a->dim));
}

bool meet(const Shape *a, const Shape *b, Shape *y)
{
	*y = a->rank >= b->rank ? *a : *b;
	for (int k = 1; k <= a->rank && k <= b->rank; k++) {
		size_t p = a->dim[a->rank - k], q = b->dim[b->rank - k];

		if (p != q && p != 1 && q != 1)
			return false;
		y->dim[y->rank - k] = p == 1 ? q : p;
	}
	return true;
}

const char *shapetext(const Shape *s)
{
	static _Thread_local char ring[8][RANK * 21 + 3];
	static _Thread_local int turn;
	char *t = ring[turn++ % 8], *p = t;

	*p = 0;
	for (int k = 0; k < s->rank; k++)
		p += sprintf(p, "%c%zu", k ? ',' : '[', s->dim[k]);
	if (s->rank)
		strcpy(p, "]");
	return t;
}
