/* helmholtz -- sum x log(x/(1-u)) - x'Ax/(sqrt8 u) log((1+(1+sqrt2)u)/(1+(1-sqrt2)u)),   u = b'x
 *
 * The energy of a mixed fluid, R T = 1.  b and A are over the width, so that u < 1 at any width.
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V table(List *l, size_t m, size_t n, int base, double scale)
{
	double *a = alloc(m * n, sizeof *a);

	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j < n; j++)
			a[i * n + j] = (base + (i + j) % 3) * scale;
	V y = Div(Data(l, matrix(m, n), a), Number(l, (double)n));
	release(a);
	return y;
}

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", matrix(width, 1)), one = Number(l, 1), root = Sqrt(Number(l, 2));
	V b = table(l, 1, width, 2, 0.125), A = table(l, width, width, 1, 0.0625);
	V u = Reshape(Matmul(b, x, false, false), scalar());
	V q = Reshape(Matmul(x, Matmul(A, x, false, false), true, false), scalar());
	V top = Add(one, Mul(Add(one, root), u)), bottom = Add(one, Mul(Sub(one, root), u));
	V mixed = Sum(Mul(x, Log(Div(x, Sub(one, u)))), ALL);

	Output(Sub(mixed, Mul(Div(q, Mul(Mul(Number(l, 2), root), u)), Log(Div(top, bottom)))));
}

const Function helmholtz_function = {
	"helmholtz", "sum x log(x/(1-b'x)) - x'Ax/(sqrt8 b'x) log(..)", rows, 1, 6, 0.5, 1, NULL
};
