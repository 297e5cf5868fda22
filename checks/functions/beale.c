/* beale -- y = sum_k (c[k] - a + a b^k)^2,   c = 1.5, 2.25, 2.625 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	static const double c[] = { 1.5, 2.25, 2.625 };
	V a = Input(l, "a", scalar()), b = Input(l, "b", scalar()), term = a, y = Const(a, 0);

	for (int k = 0; k < 3; k++) {
		term = Mul(term, b);
		y = Add(y, Sqr(Add(Sub(Const(a, c[k]), a), term)));
	}
	Output(y);
}

const Function beale_function = { "beale", "sum (c[k] - a + a b^k)^2", rows, 1, 1, 1.5, 2.5, NULL };
