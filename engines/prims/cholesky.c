/* cholesky -- y y' = s, y lower triangular, s the symmetric matrix whose lower triangle a has
 *
 *	jvp   dy = y h(y^-1 ds y'^-1)            h: the lower triangle, half of the diagonal
 *	vjp   ga = h(k + k'),   k = y'^-1 h(y' g) y^-1
 *	      (Murray: Differentiation of the Cholesky decomposition, arXiv:1602.07527, section 3)
 */
#include "engines/wengert.h"
#include "engines/numbers/slots.h"
#include "engines/prims/recorders.h"

static Shape shape(List *l, const void *attr, size_t n, const Shape *x)
{
	if (x[0].rank != 2 || x[0].dim[0] != x[0].dim[1])
		refuse(l, "cholesky: the shape %s does not fit: [n,n] is needed", shapetext(&x[0]));
	return x[0];
}

/* row by row (Golub, Van Loan, section 4.2.5) */
static void eval(const Num *T, const Call *c, void *y, const void *const *x)
{
	size_t n = c->y->dim[0];
	void *t = array(T, 1);

#define Y(i, j) elem(T, y, (i)*n + (j))
	T->fill(n * n, y, 0);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			T->copy(1, Y(i, j), 1, elem(T, x[0], i * n + j), 1);
			for (size_t k = 0; k < j; k++) {
				T->binary[B_mul](1, t, Y(i, k), Y(j, k));
				T->binary[B_sub](1, Y(i, j), Y(i, j), t);
			}
			if (i == j)
				T->unary[U_sqrt](1, Y(i, i), Y(i, i));
			else
				T->binary[B_div](1, Y(i, j), Y(i, j), Y(j, j));
		}
#undef Y
	freearray(T, 1, t);
}

static V half(V a)
{
	size_t n = shapeof(a).dim[0];
	double *w = alloc(n * n, sizeof *w);
	V weight;

	for (size_t k = 0; k < n * n; k++) {
		size_t i = k / n, j = k % n;

		w[k] = j < i ? 1 : j == i ? 0.5 : 0;
	}
	weight = Data(a.list, matrix(n, n), w);
	release(w);
	return Strongmul(weight, a);
}

static V turned(V a) { return Transpose(a, NULL); }

static V jvp(int i, V d, V y, const V *x)
{
	V h = half(d), s = Add(h, turned(h)), p;

	p = Solve(y, turned(Solve(y, s))); /* s is symmetric, and so is this */
	return Matmul(y, half(p), false, false);
}

static V vjp(int i, V g, V y, const V *x)
{
	V k = Solve(turned(y), half(Matmul(y, g, true, false)));

	k = turned(Solve(turned(y), turned(k)));
	return half(Add(k, turned(k)));
}

const Prim cholesky_prim = { "cholesky", .shape = shape, .arity = 1, .eval = eval, .jvp = jvp,
	.vjp = vjp };

V Cholesky(V a) { return record(a.list, &cholesky_prim, 1, &a, NULL, NULL); }
