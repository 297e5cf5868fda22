/* softplusgate -- y = sum softplus(a) tanh(b) */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", vector(width)), b = Input(l, "b", vector(width));

	Output(Sum(Mul(Softplus(a), Tanh(b)), ALL));
}

const Function softplusgate_function = {
	"softplusgate", "sum softplus(a) tanh(b)", rows, 1, 4, -3, 3, NULL
};
