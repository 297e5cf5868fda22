/* powell -- y = (a + 10b)^2 + 5(c - d)^2 + (b - 2c)^4 + 10(a - d)^4, singular at its minimum */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar());
	V c = Input(l, "c", scalar()), d = Input(l, "d", scalar()), ten = Const(a, 10);
	V y = Add(Sqr(Add(a, Mul(ten, b))), Mul(Const(c, 5), Sqr(Sub(c, d))));
	V z = Add(Sqr(Sqr(Sub(b, Mul(Const(c, 2), c)))), Mul(ten, Sqr(Sqr(Sub(a, d)))));

	Output(Add(y, z));
}

const Function powell_function = {
	"powell", "(a+10b)^2 + 5(c-d)^2 + (b-2c)^4 + 10(a-d)^4", rows, 1, 1, 0.5, 2, NULL
};
