/* det -- y = det a, a [n,n]
 *
 *	jvp   dy = sum(cof da)
 *	vjp   ga = g cof      cof[i,j] = (-1)^(i+j) det of a without row i and column j
 *
 * cof = y a'^-1 (Giles 2008, section 2.2.4), which has no value where a is singular and cof does:
 * up to MINORS it is recorded by minors.
 */
#include "engines/numbers/linear.h"
#include "engines/prims/recorders.h"

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	if (x[0].rank != 2 || x[0].dim[0] != x[0].dim[1])
		refuse(l, "det: the shape %s does not fit: [n,n] is needed", shapetext(&x[0]));
	return scalar();
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	determinant(T, c->x[0]->dim[0], y, x[0]);
}

/* without row i */
static V less(V a, size_t i)
{
	size_t n = shapeof(a).dim[0], m = shapeof(a).dim[1], start[2] = { 0, 0 },
	       size[2] = { i, m }, step[2] = { 1, 1 };
	V part[2];
	size_t parts = 0;

	if (i) part[parts++] = Slice(a, start, size, step);
	start[0] = i + 1, size[0] = n - i - 1;
	if (size[0]) part[parts++] = Slice(a, start, size, step);
	return parts == 1 ? part[0] : Concat(2, part, 0);
}

static V minor(V a, size_t i, size_t j)
{
	V y = Det(Transpose(less(Transpose(less(a, i), NULL), j), NULL));

	return Reshape((i + j) % 2 ? Neg(y) : y, vector(1));
}

static V cofactors(V a, V y)
{
	size_t n = shapeof(a).dim[0];
	V c[MINORS * MINORS];

	if (n == 1) return Broadcast(Const(y, 1), matrix(1, 1));
	if (n > MINORS)
		return Mul(Broadcast(y, matrix(n, n)),
			Solve(Transpose(a, NULL), Unitmatrix(a.list, n)));
	for (size_t k = 0; k < n * n; k++) c[k] = minor(a, k / n, k % n);
	return Reshape(Concat(n * n, c, 0), matrix(n, n));
}

static V jvp(int i, V d, V y, const V *x) { return Sum(Mul(cofactors(x[0], y), d), ALL); }

static V vjp(int i, V g, V y, const V *x)
{
	V c = cofactors(x[0], y);

	return Strongmul(Broadcast(g, shapeof(c)), c);
}

const Prim det_prim = { "det", .shape = shape, .arity = 1, .eval = eval, .jvp = jvp, .vjp = vjp };

V Det(V a) { return record(a.list, &det_prim, 1, &a, NULL, NULL); }
