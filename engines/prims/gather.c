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

/* an index without a value: the row is told by comparisons */
static bool untold(const Num *T, const void *index, size_t k)
{
	double i;

	T->get(1, &i, elem(T, index, k));
	return isnan(i) && !hasvalues(T);
}

/* is: for each element, whether its row is the i-th */
static void isrow(const Num *T, void *is, const void *index, size_t k, size_t i)
{
	void *row = elem(T, is, 1);

	T->unary[U_floor](1, is, elem(T, index, k));
	T->fill(1, row, (double)i);
	T->binary[B_eq](1, is, is, row);
}

/* y = x of the row that is the index, NaN of none */
static void choose(const Num *T, size_t rows, size_t n, void *y, const void *x, const void *index,
	size_t k)
{
	void *is = array(T, 2);

	T->fill(n, y, NAN);
	for (size_t i = 0; i < rows; i++) {
		isrow(T, is, index, k, i);
		for (size_t j = 0; j < n; j++)
			T->where(1, elem(T, y, j), is, elem(T, x, i * n + j), elem(T, y, j));
	}
	freearray(T, 2, is);
}

/* x is added to the row of y that is the index */
static void spread(const Num *T, size_t rows, size_t n, void *y, const void *x, const void *index,
	size_t k)
{
	void *is = array(T, 4), *zero = elem(T, is, 2), *term = elem(T, is, 3);

	T->fill(1, zero, 0);
	for (size_t i = 0; i < rows; i++) {
		isrow(T, is, index, k, i);
		for (size_t j = 0; j < n; j++) {
			void *to = elem(T, y, i * n + j);

			T->where(1, term, is, elem(T, x, j), zero);
			T->binary[B_add](1, to, to, term);
		}
	}
	freearray(T, 4, is);
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t rows = c->x[0]->dim[0], n = c->n / c->y->dim[0];

	for (size_t k = 0; k < c->y->dim[0]; k++) {
		size_t i = pick(T, x[1], k, rows);

		if (untold(T, x[1], k))
			choose(T, rows, n, elem(T, y, k * n), x[0], x[1], k);
		else if (i < rows)
			T->copy(n, elem(T, y, k * n), 1, elem(T, x[0], i * n), 1);
		else          T->fill(n, elem(T, y, k * n), NAN);
	}
}

static void back(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t rows = c->y->dim[0], n = c->n / rows;

	T->fill(c->n, y, 0);
	for (size_t k = 0; k < c->x[0]->dim[0]; k++) {
		size_t i = pick(T, x[1], k, rows);

		if (untold(T, x[1], k))
			spread(T, rows, n, y, elem(T, x[0], k * n), x[1], k);
		else if (i < rows)
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
