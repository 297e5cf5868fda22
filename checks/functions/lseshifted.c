/* lseshifted -- y = m + log sum_i e^(x[i] - m), m = max x: the shift written out, so that its
 * derivative 1 - sum softmax = 0 must cancel */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", vector(width)), m = Reducemax(x, ALL);

	Output(Add(m, Log(Sum(Exp(Sub(x, m)), ALL))));
}

const Function lseshifted_function = { "lseshifted", "m + log(sum(exp(x - m))), m = max x", rows, 1,
	5, 0.5, 2, NULL };
