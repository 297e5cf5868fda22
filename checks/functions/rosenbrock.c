/* rosenbrock -- y = sum_i 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	size_t n = width - 1;
	V x = Input(l, "x", vector(width));
	V a = Slice(x, (size_t[]){ 0 }, &n, NULL), b = Slice(x, (size_t[]){ 1 }, &n, NULL);
	V valley = Mul(Const(a, 100), Sqr(Sub(b, Sqr(a)))), slope = Sqr(Sub(Const(a, 1), a));

	Output(Sum(Add(valley, slope), ALL));
}

/* where both terms of the gradient have one sign */
const Function rosenbrock_function = {
	"rosenbrock", "sum 100(x[i+1]-x[i]^2)^2 + (1-x[i])^2", rows, 1, 5, -2, -0.5, NULL
};
