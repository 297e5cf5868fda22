/* muladd -- y = a b + c a */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), c = Input(l, "c", scalar());

	Output(Add(Mul(a, b), Mul(c, a)));
}

const Function muladd_function = { "muladd", "a b + c a", rows, 1, 1, 0.5, 4, "25,4,-5" };
