/* cosexp -- y = 4 (cos x + 2x - e^x)^2; it and dy/dx vanish at x = 0 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", scalar());
	V r = Sub(Add(Cos(x), Mul(Const(x, 2), x)), Exp(x));

	Output(Mul(Const(x, 4), Sqr(r)));
}

const Function cosexp_function = { "cosexp", "4(cos x + 2x - e^x)^2", rows, 1, 1, -2, -0.5, NULL };
