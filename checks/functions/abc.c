/* abc -- y = a b + c, elementwise; c is one number for all */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", vector(width)), b = Input(l, "b", vector(width));
	V c = Input(l, "c", scalar());

	Output(Add(Mul(a, b), c));
}

const Function abc_function = { "abc", "a b + c", rows, 1, 4, 0.5, 4, "1,2,3,4,5,6,7,8,1" };
