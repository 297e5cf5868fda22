/* logistic -- depth times x <- 4 r x (1 - x), the logistic map */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V r = Input(l, "r", scalar()), x = Input(l, "x", scalar());
	V rate = Mul(Const(r, 4), r), one = Const(x, 1);

	while (depth-- > 0)
		x = Mul(Mul(rate, x), Sub(one, x));
	Output(x);
}

/* it settles, and x stays above 1/2, where the map is flat */
const Function logistic_function = { "logistic", "x <- 4 r x (1-x)", rows, 5, 1, 0.66, 0.72, NULL };
