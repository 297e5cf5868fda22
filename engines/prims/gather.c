/* gather -- y[k] = x[index[k]] along the first axis;   scatter: y[index[k]] += x[k], onto zeros
 *
 *	jvp   dy = gather d
 *	vjp   gx = scatter g      and the other way round
 *
 * The index is a vector of whole numbers and has no derivative; out of range gathers NaN, scatters
 * nothing.
 */
#include "engines/prims/traits.h"
#include "engines/prims/widen.h"
#include "engines/numbers/slots.h"
#include <math.h>

typedef struct { int64_t rows; } Attr;
static const Field fields[] = { { "rows", 1, false }, { 0 } };

static void fits(List *l, const char *who, const Shape *x)
{
	if (x[0].rank < 1 || x[1].rank != 1)
		refuse(l, "%s: an array and a vector of indices are needed, not %s and %s", who,
			shapetext(&x[0]), shapetext(&x[1]));
}

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	Shape y = x[0];

	fits(l, "gather", x);
	y.dim[0] = x[1].dim[0];
	return y;
}

static Shape back_shape(List *l, const void *attr, size_t n, const Shape *x)
{
	Shape y = x[0];

	fits(l, "scatter", x);
	if (x[0].dim[0] != x[1].dim[0])
		refuse(l, "scatter: %zu rows and %zu indices", x[0].dim[0], x[1].dim[0]);
	y.dim[0] = (size_t)((const Attr *)attr)->rows;
	return y;
}

/* the k-th index, or n where it is out of range */
static size_t pick(const Num *T, const void *index, size_t k, size_t n)
{
	double i;

	T->get(1, &i, elem(T, index, k));
	return i >= 0 && i < (double)n ? (size_t)i : n;
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t rows = c->x[0]->dim[0], n = c->n / c->y->dim[0];

	for (size_t k = 0; k < c->y->dim[0]; k++) {
		size_t i = pick(T, x[1], k, rows);

		if (i < rows) T->copy(n, elem(T, y, k * n), 1, elem(T, x[0], i * n), 1);
		else          T->fill(n, elem(T, y, k * n), NAN);
	}
}

static void back(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t rows = c->y->dim[0], n = c->n / rows;

	T->fill(c->n, y, 0);
	for (size_t k = 0; k < c->x[0]->dim[0]; k++) {
		size_t i = pick(T, x[1], k, rows);

		if (i < rows)
			T->binary[B_add](n, elem(T, y, i * n), elem(T, y, i * n),
				elem(T, x[0], k * n));
	}
}

static const V none;

static V jvp(int i, V d, V y, const V *x)      { return i ? none : Gather(d, x[1]); }
static V vjp(int i, V g, V y, const V *x)
{
	return i ? none : Scatter(g, x[1], shapeof(x[0]).dim[0]);
}
static V back_jvp(int i, V d, V y, const V *x)
{
	return i ? none : Scatter(d, x[1], shapeof(y).dim[0]);
}
static V back_vjp(int i, V g, V y, const V *x) { return i ? none : Gather(g, x[1]); }

/* the second axis and the first change places */
static V swapped(V x)
{
	int perm[RANK] = { 1, 0 };

	for (int k = 2; k < RANK; k++) perm[k] = k;
	return Transpose(x, perm);
}

/* one index for all points: the batch steps aside; an index for each into one x: all indices in one
 * row */
static V widen(const Widening *r)
{
	if (!r->many[1])
		return swapped(Gather(swapped(r->x[0]), r->x[1]));
	if (r->many[0])
		return (V){ 0 };
	return Reshape(Gather(r->x[0], Reshape(r->x[1], vector(r->n * argshape(r, 1).dim[0]))),
		longer(r, shapeof(r->y)));
}

static V back_widen(const Widening *r)
{
	return r->many[1] ? (V){ 0 }
			  : swapped(Scatter(swapped(r->x[0]), r->x[1], (size_t)*attrof(r)));
}

const Prim gather_prim  = {
	"gather", NULL, shape, .arity = 2, .widen = widen, .traits = FIXED1, .eval = eval,
	.jvp = jvp, .vjp = vjp
};
const Prim scatter_prim = {
	"scatter", fields, back_shape, .arity = 2, .widen = back_widen, .traits = FIXED1,
	.eval = back, .jvp = back_jvp, .vjp = back_vjp
};

V Gather(V x, V index) { return record(x.list, &gather_prim, 2, (V[]){x, index}, NULL, NULL); }
V Scatter(V x, V index, size_t rows)
{
	return record(x.list, &scatter_prim, 2, (V[]){x, index}, &(Attr){ (int64_t)rows }, NULL);
}
