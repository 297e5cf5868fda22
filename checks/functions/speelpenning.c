/* speelpenning -- y = x[0] x[1] ... x[n-1] */
#include "checks/suite/functions.h"

static void rows(List *l, int depth, int width)
{
	Output(Prod(Input(l, "x", vector(width)), ALL));
}

const Function speelpenning_function = { "speelpenning", "prod x", rows, 1, 6, 0.5, 2, NULL };
