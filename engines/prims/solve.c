/* solve -- y = a^-1 b, a [n,n], b [n,m]
 *
 *	jvp   dy = -a^-1 da y,   a^-1 db
 *	vjp   gb = a'^-1 g,   ga = -gb y'
 *	      (Giles: Collected matrix derivative results for forward and reverse mode AD, 2008,
 *	      section 2.3)
 */
#include "engines/numbers/linear.h"
#include "engines/prims/recorders.h"

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	if (x[0].rank != 2 || x[0].dim[0] != x[0].dim[1] || x[1].rank != 2 ||
		x[1].dim[0] != x[0].dim[0])
		refuse(l, "solve: shapes %s and %s do not fit: [n,n] and [n,m] are needed",
			shapetext(&x[0]), shapetext(&x[1]));
	return x[1];
}

static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	solvesystem(T, c->y->dim[0], c->y->dim[1], y, x[0], x[1]);
}

static V jvp(int i, V d, V y, const V *x)
{
	return i == 0 ? Neg(Solve(x[0], Matmul(d, y, false, false))) : Solve(x[0], d);
}

static V vjp(int i, V g, V y, const V *x)
{
	V gb = Solve(Transpose(x[0], NULL), g);

	return i == 1 ? gb : Neg(Matmul(gb, y, false, true));
}

const Prim solve_prim = { "solve", .shape = shape, .arity = 2, .eval = eval, .jvp = jvp,
	.vjp = vjp };

V (Solve)(V a, V b) { return record(a.list, &solve_prim, 2, (V[]){ a, b }, NULL, NULL); }

V Unitmatrix(List *l, size_t n)
{
	double *one = alloc(n * n, sizeof *one);
	V v;

	for (size_t k = 0; k < n; k++) one[k * n + k] = 1;
	v = Data(l, matrix(n, n), one);
	release(one);
	return v;
}
