/* ludet -- y = det A as the product of the pivots of an LU decomposition without exchanges */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V block(V A, size_t i, size_t j, size_t m, size_t n)
{
	return Slice(A, (size_t[]){ i, j }, (size_t[]){ m, n }, NULL);
}

/* what the first row and column leave of A */
static V schur(V A)
{
	size_t n = shapeof(A).dim[0] - 1;
	V column = Div(block(A, 1, 0, n, 1), block(A, 0, 0, 1, 1));

	return Sub(block(A, 1, 1, n, n), Matmul(column, block(A, 0, 1, 1, n), false, false));
}

static void rows(List *l, int depth, int width)
{
	V A = Input(l, "A", matrix(width, width)), y = { 0 };
	double *d = alloc((size_t)width * width, sizeof *d);

	/* its diagonal outweighs its rows */
	for (int k = 0; k < width; k++) d[k * width + k] = 2 * width;
	A = Div(Add(A, Data(l, matrix(width, width), d)), Const(A, 2 * width));
	release(d);
	for (int k = 0; k < width; k++, A = k < width ? schur(A) : A) {
		V pivot = Reshape(block(A, 0, 0, 1, 1), scalar());

		y = y.list ? Mul(y, pivot) : pivot;
	}
	Output(y);
}

const Function ludet_function = { "ludet", "det(1 + A/2n), by LU", rows, 1, 3, 0.5, 1.5, NULL };
