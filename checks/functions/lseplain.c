/* lseplain -- y = log sum_i e^x[i] as it is written, nothing shifted: large x overflow */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	Output(Log(Sum(Exp(Input(l, "x", vector(width))), ALL)));
}

const Function lseplain_function = { "lseplain", "log(sum(exp x))", rows, 1, 5, 0.5, 2, NULL };
