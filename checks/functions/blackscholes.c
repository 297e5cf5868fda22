/* blackscholes -- y = S N(d + s) - K e^(-rT) N(d)
 *
 * with s = sigma sqrt T,   d = (log(S/K) + r T)/s - s/2
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V normal(V x)                       /* N(x) = erfc(-x/sqrt 2)/2 */
{
	V two = Const(x, 2);

	return Div(Erfc(Div(Neg(x), Sqrt(two))), two);
}

static void rows(List *l, int depth, int width)
{
	V S = Input(l, "S", scalar()), K = Input(l, "K", scalar()), T = Input(l, "T", scalar());
	V r = Input(l, "r", scalar()), sigma = Input(l, "sigma", scalar());
	V s = Mul(sigma, Sqrt(T)), rT = Mul(r, T);
	V d = Sub(Div(Add(Log(Div(S, K)), rT), s), Div(s, Const(s, 2)));

	Output(Sub(Mul(S, normal(Add(d, s))), Mul(Mul(K, Exp(Neg(rT))), normal(d))));
}

const Function blackscholes_function = {
	"blackscholes", "S N(d1) - K e^(-rT) N(d2)", rows, 1, 1, 0.6, 1.4, NULL
};
