/* eq6 -- y = x1 x2 + x2 - ln x1, rows in the order of the printed trace */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x1 = Input(l, "x1", scalar()), x2 = Input(l, "x2", scalar());
	V v1 = Mul(x1, x2), v2 = Log(x1), v3 = Add(v1, x2);

	Output(Sub(v3, v2));
}

const Function eq6_function = { "eq6", "x1 x2 + x2 - ln x1", rows, 1, 1, 1.5, 4, "3,-4; 2,4" };
