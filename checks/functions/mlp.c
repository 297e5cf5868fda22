/* mlp -- depth layers x <- tanh(W x + b), each with its own W and b; y = sum x^2 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", matrix(width, 1));

	for (int k = 1; k <= depth; k++) {
		char name[2][16];

		snprintf(name[0], sizeof name[0], "W%d", k);
		snprintf(name[1], sizeof name[1], "b%d", k);
		V W = Input(l, name[0], matrix(width, width));
		V b = Input(l, name[1], matrix(width, 1));
		x = Tanh(Add(Matmul(W, x, false, false), b));
	}
	Output(Sum(Sqr(x), ALL));
}

const Function mlp_function = { "mlp", "sum sqr(x), x <- tanh(W x + b)", rows, 2, 3, -1, 1, NULL };
