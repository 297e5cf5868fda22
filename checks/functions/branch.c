/* branch -- y = 2x + 5 if x > 2, else x/2 + 5: C's own if, which only an eager list can answer */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", scalar()), two = Const(x, 2);
	V y = truth(Gt(x, two)) ? Mul(two, x) : Div(x, two);

	Output(Add(y, Const(x, 5)));
}

const Function branch_function = {
	"branch", "2x+5 if x > 2 else x/2+5", rows, 1, 1, 2.5, 4, "3; 1"
};
