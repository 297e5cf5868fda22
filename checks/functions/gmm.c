/* gmm -- y = n logsumexp(a) - sum_i logsumexp_k(a[k] + q[k] - e^q[k] |x[i] - m[k]|^2/2)
 *
 * Minus the log likelihood of depth points x[i] in the plane, less n log 2pi, under a mixture of
 * width Gaussians with weights softmax(a), means m and precisions e^q.
 */
#include "checks/suite/functions.h"
#include "engines/prims/recorders.h"

static V points(List *l, size_t n)
{
	double *x = alloc(2 * n, sizeof *x);

	for (size_t k = 0; k < 2 * n; k++)
		x[k] = (5 * k + 3) % 16 / 8.0 - 1;
	V y = Data(l, (Shape){ 3, { n, 1, 2 } }, x);
	release(x);
	return y;
}

static void rows(List *l, int depth, int width)
{
	V a = Input(l, "a", vector(width)), m = Input(l, "m", matrix(width, 2));
	V q = Input(l, "q", vector(width));
	V far = Sum(Sqr(Sub(points(l, depth), m)), 2);             /* [depth,width] */
	V each = Sub(Add(a, q), Mul(Div(Exp(q), Const(q, 2)), far));
	V all = Mul(Number(l, depth), Logsumexp(a, ALL));

	Output(Sub(all, Sum(Logsumexp(each, 1), ALL)));
}

const Function gmm_function = {
	"gmm", "-log likelihood of a Gaussian mixture", rows, 4, 3, -1, 1, NULL
};
