/* lstm -- y = sum h after depth steps of one cell
 *
 *	i, f, o, g = W [x, h] + b
 *	c <- sigmoid(f) c + sigmoid(i) tanh(g)
 *	h <- sigmoid(o) tanh(c)
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V part(V z, size_t k, size_t n)
{
	return Slice(z, (size_t[]){ k * n, 0 }, (size_t[]){ n, 1 }, NULL);
}

static void rows(List *l, int depth, int width)
{
	size_t n = width;
	V W = Input(l, "W", matrix(4 * n, 2 * n)), b = Input(l, "b", matrix(4 * n, 1));
	V x = Input(l, "x", matrix(n, 1)), h = Input(l, "h", matrix(n, 1));
	V c = Input(l, "c", matrix(n, 1));

	while (depth-- > 0) {
		V z = Add(Matmul(W, Concat(2, (V[]){ x, h }, 0), false, false), b);
		V new = Mul(Sigmoid(part(z, 0, n)), Tanh(part(z, 3, n)));
		c = Add(Mul(Sigmoid(part(z, 1, n)), c), new);
		h = Mul(Sigmoid(part(z, 2, n)), Tanh(c));
	}
	Output(Sum(h, ALL));
}

const Function lstm_function = { "lstm", "sum h, one cell depth times", rows, 2, 2, -1, 1, NULL };
