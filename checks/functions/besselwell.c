/* besselwell -- y = j0(x) + lgamma(x), elementwise */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", vector(width));

	Output(Add(J0(x), Lgamma(x)));
}

const Function besselwell_function = { "besselwell", "j0(x) + lgamma(x)", rows, 1, 4, 3, 6, NULL };
