/* layernorm -- y = w z + b,   z = (x - m)/s,   m the mean of x along its last axis, s^2 its
 * variance + eps
 *
 *	lowering  so, by mean
 *	vjp       gb = g,   gw = g z,   gx = (u - mean u - z mean(u z))/s   where u = w g
 *	          (Ba, Kiros, Hinton: Layer normalization, 2016, section 3)
 */
#include "engines/wengert.h"
#include "engines/prims/recorders.h"

typedef struct { double eps; } Attr;
static const Field fields[] = { { "eps", 1, true }, { 0 } };

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	Shape row = { 1, { x[0].rank ? x[0].dim[x[0].rank - 1] : 0 } };

	if (!x[0].rank || !same(&x[1], &row) || !same(&x[2], &row))
		refuse(l, "layernorm: shapes %s, %s, %s do not fit: [...,n], [n], [n] are needed",
		       shapetext(&x[0]), shapetext(&x[1]), shapetext(&x[2]));
	return x[0];
}

/* z, and s spread over it */
static V normed(V y, V x, V *s)
{
	double eps = ((const Attr *)attr(y.list, at(y)))->eps;
	int last = shapeof(x).rank - 1;
	V c = Sub(x, Along(Mean(x, last), last, x)), v = Mean(Sqr(c), last);

	*s = Along(Sqrt(Add(v, Const(v, eps))), last, x);
	return Div(c, *s);
}

static V lowering(V y, const V *x)
{
	V s, z = normed(y, x[0], &s);

	return Add(Mul(x[1], z), x[2]);
}

static V vjp(int i, V g, V y, const V *x)
{
	int last = shapeof(x[0]).rank - 1;
	V s, z, u;

	if (i == 2)
		return Unbroadcast(g, shapeof(x[2]));
	z = normed(y, x[0], &s);
	if (i == 1)
		return Unbroadcast(Strongmul(g, z), shapeof(x[1]));
	u = Strongmul(g, x[1]);
	u = Sub(Sub(u, Along(Mean(u, last), last, u)),
		Mul(z, Along(Mean(Mul(u, z), last), last, u)));
	return Strongdiv(u, s);
}

const Prim layernorm_prim = {
	"layernorm", fields, shape, .arity = 3, .lowering = lowering, .vjp = vjp
};

V Layernorm(V x, V w, V b, double eps)
{
	return record(x.list, &layernorm_prim, 3, (V[]){ x, w, b }, &(Attr){ eps }, NULL);
}
