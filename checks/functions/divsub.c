/* divsub -- y = a/b - c */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), c = Input(l, "c", scalar());

	Output(Sub(Div(a, b), c));
}

const Function divsub_function = { "divsub", "a/b - c", rows, 1, 1, 0.5, 4, "25,4,-5" };
