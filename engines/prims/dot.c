/* dot -- y = a[1] b[1] + ... + a[n] b[n]
 *
 *	jvp   dy = da.b + a.db
 *	vjp   ga = g b,   gb = g a
 */
#include "engines/prims/widen.h"
#include "engines/prims/recorders.h"

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	if (x[0].rank != 1 || !same(&x[0], &x[1]))
		refuse(l, "dot: shapes %s and %s do not fit: two vectors of one length are needed",
			shapetext(&x[0]), shapetext(&x[1]));
	return scalar();
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->fill(1, y, 0);
	for (size_t k = 0; k < count(c->x[0]); k++)
		T->axpy(1, y, elem(T, x[0], k), elem(T, x[1], k));
}

static V jvp(int i, V d, V y, const V *x) { return i == 0 ? Dot(d, x[1]) : Dot(x[0], d); }
static V vjp(int i, V g, V y, const V *x)
{
	return Strongmul(Broadcast(g, shapeof(x[0])), x[1 - i]);
}

static V widen(const Widening *r)
{
	size_t m = argshape(r, 0).dim[0];
	/* one by one: C orders no arguments */
	V b = Reshape(spreadarg(r, 1), (Shape){ 3, { r->n, m, 1 } });
	V a = Reshape(spreadarg(r, 0), (Shape){ 3, { r->n, 1, m } });

	return Reshape(Matmul(a, b, false, false), vector(r->n));
}

const Prim dot_prim = {
	"dot", NULL, shape, .arity = 2, .widen = widen, .eval = eval, .jvp = jvp, .vjp = vjp
};

V (Dot)(V a, V b) { return record(a.list, &dot_prim, 2, (V[]){a, b}, NULL, NULL); }
