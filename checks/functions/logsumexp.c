/* logsumexp -- y = log sum_i e^x[i] */
#include "checks/suite/functions.h"

static void rows(List *l, int depth, int width)
{
	Output(Logsumexp(Input(l, "x", vector(width)), ALL));
}

const Function logsumexp_function = { "logsumexp", "log sum e^x", rows, 1, 5, -3, 3, NULL };
