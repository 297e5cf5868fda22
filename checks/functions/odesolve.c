/* odesolve -- x' = x (r - A x), competing species, by depth steps of classical Runge-Kutta */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V slope(V x, V r, V A) { return Mul(x, Sub(r, Matmul(A, x, false, false))); }
static V ahead(V x, double h, V dx) { return Add(x, Mul(Const(dx, h), dx)); }

static void rows(List *l, int depth, int width)
{
	const double h = 0.125;                    /* exact in every number type */
	V x = Input(l, "x", matrix(width, 1)), r = Input(l, "r", matrix(width, 1));
	V A = Input(l, "A", matrix(width, width));

	while (depth-- > 0) {
		V a = slope(x, r, A);
		V b = slope(ahead(x, h / 2, a), r, A);
		V c = slope(ahead(x, h / 2, b), r, A);
		V d = slope(ahead(x, h, c), r, A);
		V six = Add(Add(a, d), Mul(Const(b, 2), Add(b, c)));
		x = Add(x, Div(Mul(Const(six, h), six), Const(six, 6)));
	}
	Output(x);
}

const Function odesolve_function = {
	"odesolve", "x' = x(r - A x), RK4", rows, 3, 2, 0.5, 1.5, NULL
};
