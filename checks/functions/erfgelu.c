/* erfgelu -- y = sum x erfc(-x/sqrt 2)/2, whose slope is 0 at -0.75 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", vector(width)), two = Number(l, 2);
	V gate = Erfc(Div(Neg(x), Sqrt(two)));

	Output(Sum(Div(Mul(x, gate), two), ALL));
}

const Function erfgelu_function = {
	"erfgelu", "sum x erfc(-x/sqrt 2)/2", rows, 1, 5, -0.5, 3, NULL
};
