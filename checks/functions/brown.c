/* brown -- y = sum_i<n (x[i] + sum x - n - 1)^2 + (prod x - 1)^2, almost linear */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static void rows(List *l, int depth, int width)
{
	size_t n = width - 1;
	V x = Input(l, "x", vector(width));
	V total = Sub(Sum(x, ALL), Number(l, width + 1));
	V r = Add(Slice(x, (size_t[]){ 0 }, &n, NULL), total);

	Output(Add(Sum(Sqr(r), ALL), Sqr(Sub(Prod(x, ALL), Number(l, 1)))));
}

const Function brown_function = {
	"brown", "sum (x[i]+sum x-n-1)^2 + (prod x-1)^2", rows, 1, 5, 1.25, 1.75, NULL
};
