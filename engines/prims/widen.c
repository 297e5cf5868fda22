/* widen.c -- what the rules of several primitives for one more axis have in common. */
#include "engines/prims/widen.h"
#include <string.h>

Shape longer(const Widening *r, Shape s)
{
	for (int k = s.rank++; k > 0; k--) s.dim[k] = s.dim[k - 1];
	s.dim[0] = r->n;
	return s;
}

Shape argshape(const Widening *r, int k)
{
	return *shapeat(r->y.list, args(r->y.list, at(r->y))[k]);
}

V spreadarg(const Widening *r, int k)
{
	return r->many[k] ? r->x[k] : Broadcast(r->x[k], longer(r, argshape(r, k)));
}

V flatarg(const Widening *r, int k)
{
	Shape s = argshape(r, k);

	return Reshape(spreadarg(r, k), matrix(r->n, count(&s)));
}

V alongaxis(const Widening *r)
{
	const Prim *p = at(r->y)->prim;
	Shape s = argshape(r, 0), y = longer(r, shapeof(r->y));
	size_t n = attrwords(p, attrof(r), NULL);
	int64_t *words = alloc(n, sizeof *words);
	bool all = *attrof(r) == ALL;
	V x = all ? Reshape(r->x[0], matrix(r->n, count(&s))) : r->x[0];

	memcpy(words, attrof(r), n * sizeof *words);
	words[0] = all ? 1 : words[0] + 1;
	x = record(r->l, p, 1, &x, words, NULL);
	release(words);
	return all ? Reshape(x, y) : x;
}
