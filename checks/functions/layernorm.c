/* layernorm -- y = sum c layernorm(x, w, b)^2; unequal c, or sum xhat^2 = n would hide x from y */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V weights(List *l, size_t m, size_t n)
{
	double *c = alloc(m * n, sizeof *c);

	for (size_t k = 0; k < m * n; k++)
		c[k] = (1 + 3 * k % 7) / 4.0;
	V y = Data(l, matrix(m, n), c);
	release(c);
	return y;
}

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", matrix(depth, width));
	V w = Input(l, "w", vector(width)), b = Input(l, "b", vector(width));

	Output(Sum(Mul(weights(l, depth, width), Sqr(Layernorm(x, w, b, 1e-5))), ALL));
}

const Function layernorm_function = {
	"layernorm", "sum c sqr(layernorm(x, w, b))", rows, 2, 5, 0.5, 2, NULL
};
