/* powchain -- y = a^b + b^a, elementwise */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", vector(width)), b = Input(l, "b", vector(width));

	Output(Add(Pow(a, b), Pow(b, a)));
}

const Function powchain_function = { "powchain", "a^b + b^a", rows, 1, 3, 1.25, 3, NULL };
