/* minors -- y = det A by Laplace's expansion along the first row, in scalars: e n! products */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

enum { MOST = 10 };                        /* 10! is 3.6 million */

/* the determinant of rows i.. and the columns in set */
static V minors(const V *a, int n, int i, unsigned set)
{
	V y = { 0 };
	bool minus = false;

	for (int j = 0; j < n; j++) {
		if (!(set >> j & 1))
			continue;
		V t = a[i * n + j];
		if (i < n - 1)
			t = Mul(t, minors(a, n, i + 1, set & ~(1u << j)));
		y = !y.list ? t : minus ? Sub(y, t) : Add(y, t);
		minus = !minus;
	}
	return y;
}

static void rows(List *l, int depth, int width)
{
	V A = Input(l, "A", matrix(width, width)), a[MOST * MOST];

	if (width > MOST)
		refuse(l, "minors: width %d is over %d", width, MOST);
	for (int k = 0; k < width * width; k++) {
		size_t start[] = { k / width, k % width };
		a[k] = Reshape(Slice(A, start, (size_t[]){ 1, 1 }, NULL), scalar());
	}
	Output(minors(a, width, 0, (1u << width) - 1));
}

const Function minors_function = { "minors", "det A, by minors", rows, 1, 4, 0.5, 2, NULL };
