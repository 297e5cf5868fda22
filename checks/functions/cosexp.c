/* cosexp -- y = 4 (cos x + 2x - e^x)^2; it and dy/dx vanish at x = 0 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", scalar());
	V e = Exp(x), line = Mul(Const(x, 2), x), r = Sub(Add(Cos(x), line), e);

	Output(Mul(Const(x, 4), Sqr(r)));
}

const Function cosexp_function = { "cosexp", "4(cos x + 2x - e^x)^2", rows, 1, 1, -2, -0.5, NULL };
