/* reshape -- y = the elements of x, in order, in another shape
 *
 *	jvp   dy = reshape d
 *	vjp   gx = reshape g, to x's shape
 */
#include "engines/prims/widen.h"

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	T->copy(c->n, y, 1, x[0], 1);
}

static V jvp(int i, V d, V y, const V *x) { return Reshape(d, shapeof(y)); }
static V vjp(int i, V g, V y, const V *x) { return Reshape(g, shapeof(x[0])); }

static bool fits(const void *attr, const Shape *y, const Shape *x) { return count(y) == count(x); }

static V widen(const Widening *r) { return Reshape(r->x[0], longer(r, shapeof(r->y))); }

static bool view(const void *attr, size_t nargs, const Shape *y, const Shape *x, size_t *start)
{
	return true;
}

const Prim reshape_prim = {
	"reshape", .arity = 1, .view = view, .widen = widen, .given = true, .fits = fits,
	.eval = eval, .jvp = jvp, .vjp = vjp
};

V Reshape(V x, Shape s)
{
	Shape was = shapeof(x);

	if (count(&was) != count(&s))
		refuse(x.list, "reshape: %s has %zu elements, %s has %zu", shapetext(&was),
			count(&was), shapetext(&s), count(&s));
	return same(&was, &s) ? x : record(x.list, &reshape_prim, 1, &x, NULL, &s);
}
