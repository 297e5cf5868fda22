/* odechain -- z[0]' = x[0], z[i]' = (i+1) x[i] z[i-1], z(0) = 0: y = z[n-1] at 1, by depth steps of
 * classical Runge-Kutta
 *
 * A stage carries a value one equation further: with 4 depth < n, y and its gradient are 0.
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V slope(V z, V x, V one)            /* one: [1], then [n-1] weights 2, 3, ... in x */
{
	size_t n = shapeof(z).dim[0] - 1, start = 0;

	if (!n)
		return x;
	return Mul(x, Concat(2, (V[]){ one, Slice(z, &start, &n, NULL) }, 0));
}

static void rows(List *l, int depth, int width)
{
	size_t n = width, last = n - 1, single = 1;
	double *i = alloc(n, sizeof *i), h = 1. / depth;
	V x = Input(l, "x", vector(n)), z = Const(x, 0), one = Data(l, vector(1), (double[]){ 1 });

	for (size_t k = 0; k < n; k++) i[k] = (double)k + 1;
	x = Mul(x, Data(l, vector(n), i));
	release(i);
	while (depth-- > 0) {
		V a = slope(z, x, one), b = slope(Add(z, Mul(Const(z, h / 2), a)), x, one);
		V c = slope(Add(z, Mul(Const(z, h / 2), b)), x, one),
		  d = slope(Add(z, Mul(Const(z, h), c)), x, one);

		z = Add(z, Mul(Const(z, h / 6), Add(Add(a, d), Mul(Const(z, 2), Add(b, c)))));
	}
	Output(Reshape(Slice(z, &last, &single, NULL), scalar()));
}

const Function odechain_function = { "odechain", "z[i]' = (i+1) x[i] z[i-1], RK4", rows, 2, 3, 0.5,
	1.5, NULL };
