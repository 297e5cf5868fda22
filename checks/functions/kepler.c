/* kepler -- E - e sin E = M solved for E, by depth steps of Newton from E = M */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	V e = Input(l, "e", scalar()), M = Input(l, "M", scalar()), E = M, one = Const(e, 1);

	while (depth-- > 0) {
		V f = Sub(Sub(E, Mul(e, Sin(E))), M);
		V df = Sub(one, Mul(e, Cos(E)));
		E = Sub(E, Div(f, df));
	}
	Output(E);
}

const Function kepler_function = {
	"kepler", "E - e sin E = M, by Newton", rows, 4, 1, 0.2, 0.7, NULL
};
