/* bundle -- how far a camera's view of width points is from what it saw
 *
 *	p = R X + t,   R X = X cos a + (w x X) sin a/a + w (w.X)(1 - cos a)/a^2,   a = |w|
 * (Rodrigues) q = -p[0:2]/p[2],   r = f (1 + k1 |q|^2 + k2 |q|^4) q + c - seen
 *
 * The camera is [w, t, f, c, k1, k2], 11 numbers; y is [width,2].
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V part(V x, size_t from, size_t n) { return Slice(x, &from, &n, NULL); }
static V one(V x, size_t i)               { return Reshape(part(x, i, 1), scalar()); }
static V axis(V x, size_t i)
{
	return Slice(x, (size_t[]){ 0, i }, (size_t[]){ shapeof(x).dim[0], 1 }, NULL);
}

/* w x X, row by row */
static V cross(V w, V X)
{
	V a = axis(X, 0), b = axis(X, 1), c = axis(X, 2), u = one(w, 0), v = one(w, 1),
	  s = one(w, 2);

	return Concat(3,
		(V[]){ Sub(Mul(v, c), Mul(s, b)), Sub(Mul(s, a), Mul(u, c)),
			Sub(Mul(u, b), Mul(v, a)) },
		1);
}

static V turned(V w, V X)
{
	V s = Sum(Sqr(w), ALL), a = Sqrt(s), c = Cos(a),
	  along = Matmul(X, Reshape(w, matrix(3, 1)), false, false);

	return Add(Add(Mul(X, c), Mul(cross(w, X), Div(Sin(a), a))),
		Mul(Mul(along, w), Div(Sub(Const(c, 1), c), s)));
}

static void rows(List *l, int depth, int width)
{
	V cam = Input(l, "camera", vector(11)), X = Input(l, "X", matrix(width, 3));
	V p = Add(turned(part(cam, 0, 3), X), part(cam, 3, 3)), z = axis(p, 2);
	V q = Neg(Div(Slice(p, (size_t[]){ 0, 0 }, (size_t[]){ width, 2 }, NULL), z)),
	  s = Sum(Sqr(q), 1);
	V bent = Add(Const(s, 1), Mul(s, Add(one(cam, 9), Mul(one(cam, 10), s)))),
	  scale = Reshape(Mul(one(cam, 6), bent), matrix(width, 1));

	Output(Sub(Add(Mul(scale, q), part(cam, 7, 2)),
		Data(l, vector(2), (double[]){ 0.25, -0.125 })));
}

const Function bundle_function = { "bundle", "a camera's view of points, with its lens", rows, 1, 2,
	0.5, 1.5, NULL };
