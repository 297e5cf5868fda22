/* leastsquares -- y = |A x - b|^2/2; A is positive, b negative: no residual vanishes */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V table(List *l, size_t m, size_t n, double sign)
{
	double *a = alloc(m * n, sizeof *a);

	for (size_t i = 0; i < m; i++)
		for (size_t j = 0; j < n; j++)
			a[i * n + j] = sign * (1 + (3 * i + 5 * j) % 7) / 8;
	V y = Data(l, matrix(m, n), a);
	release(a);
	return y;
}

static void rows(List *l, int depth, int width)
{
	V x = Input(l, "x", matrix(width, 1));
	V A = table(l, depth, width, 1), b = table(l, depth, 1, -1);
	V r = Sub(Matmul(A, x, false, false), b);

	Output(Div(Sum(Sqr(r), ALL), Number(l, 2)));
}

const Function leastsquares_function = {
	"leastsquares", "|A x - b|^2/2", rows, 5, 4, 0.5, 2, NULL
};
