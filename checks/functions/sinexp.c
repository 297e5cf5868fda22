/* sinexp -- y = sum sin(x) e^x */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", vector(width));

	Output(Sum(Mul(Sin(x), Exp(x)), ALL));
}

const Function sinexp_function = { "sinexp", "sum sin(x) e^x", rows, 1, 5, 0, 1.5, NULL };
