/* polynomial -- y = (x - 10)^2 (3x^2 - 3x + 1) */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", scalar()), three = Const(x, 3);
	V q = Add(Sub(Mul(three, Sqr(x)), Mul(three, x)), Const(x, 1));

	Output(Mul(Sqr(Sub(x, Const(x, 10))), q));
}

const Function polynomial_function = {
	"polynomial", "(x-10)^2 (3x^2-3x+1)", rows, 1, 1, 1, 4, "2"
};
