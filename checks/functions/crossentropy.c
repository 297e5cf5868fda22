/* crossentropy -- y = mean over rows i of logsumexp(z[i]) - z[i, label i] */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V onehot(List *l, size_t m, size_t n)
{
	double *hot = alloc(m * n, sizeof *hot);

	for (size_t i = 0; i < m; i++)
		hot[i * n + (3 * i + 1) % n] = 1;
	V y = Data(l, matrix(m, n), hot);
	release(hot);
	return y;
}

static void rows(List *l, int depth, int width)
{
	V z = Input(l, "z", matrix(depth, width));
	V said = Sum(Mul(onehot(l, depth, width), z), 1);

	Output(Mean(Sub(Logsumexp(z, 1), said), ALL));
}

const Function crossentropy_function = {
	"crossentropy", "mean logsumexp(z[i]) - z[i,label]", rows, 3, 4, -2, 2, NULL
};
