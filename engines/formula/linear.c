/* linear.c -- functions of matrices: systems, determinants, factors. */
#include "engines/formula/arrays.h"
#include "engines/prims/recorders.h"

size_t square(const Asked *a, const char *name)
{
	Shape s = needrank(a, 0, 2, "a square matrix");

	if (s.dim[0] != s.dim[1])
		wrongtext(a->p, a->p->spot,
			"expected a square matrix: %s is given one of shape "
			"\"%s\"",
			name, shapetext(&s));
	return s.dim[0];
}

V array_det(const Asked *a)
{
	square(a, "det");
	return Det(a->x[0]);
}

V array_logdet(const Asked *a)
{
	square(a, "logdet");
	return Log(Det(a->x[0]));
}

V array_inv(const Asked *a) { return Solve(a->x[0], Unitmatrix(a->x[0].list, square(a, "inv"))); }

V array_cholesky(const Asked *a)
{
	square(a, "cholesky");
	return Cholesky(a->x[0]);
}

/* of a vector: a vector */
static V solved(const Asked *a, const char *name, V m)
{
	size_t n = square(a, name);
	Shape s = shapeof(a->x[1]);
	V b = a->x[1];

	if (s.rank < 1 || s.rank > 2 || s.dim[0] != n)
		wrongtext(a->p, a->p->spot,
			"expected a right side of shape [%zu] or [%zu,m]: it is "
			"\"%s\"",
			n, n, shapetext(&s));
	if (s.rank == 2) return Solve(m, b);
	return Reshape(Solve(m, Reshape(b, matrix(n, 1))), s);
}

V array_solve(const Asked *a) { return solved(a, "solve", a->x[0]); }

V array_triangular_solve(const Asked *a)
{
	Asked lower = { a->p, 1, a->x, ALL };

	square(a, "triangular_solve");
	return solved(a, "triangular_solve", array_tril(&lower));
}

V abreast(size_t n, const V *column)
{
	size_t m = shapeof(column[0]).dim[0];
	V *x = alloc(n, sizeof *x), y;

	for (size_t k = 0; k < n; k++) x[k] = Reshape(column[k], matrix(m, 1));
	y = Concat(n, x, 1);
	release(x);
	return y;
}

/* column after column, by modified Gram-Schmidt (Golub, Van Loan, algorithm 5.2.6): the diagonal of
 * R is above 0, and both are unique */
static V orthogonal(const Asked *a)
{
	Shape s = needrank(a, 0, 2, "a matrix");
	size_t m = s.dim[0], n = s.dim[1];
	V *q = alloc(n, sizeof *q), y;

	if (m < n)
		wrongtext(a->p, a->p->spot,
			"expected no more columns than rows: the shape is \"%s\"", shapetext(&s));
	for (size_t k = 0; k < n; k++) {
		q[k] = Reshape(plane(a->x[0], 1, k), vector(m));
		for (size_t j = 0; j < k; j++)
			q[k] = Sub(q[k], Mul(Broadcast(Dot(q[j], q[k]), vector(m)), q[j]));
		q[k] = Div(q[k], Broadcast(Norm(q[k], ALL), vector(m)));
	}
	y = abreast(n, q);
	release(q);
	return y;
}

V array_qr_q(const Asked *a) { return orthogonal(a); }

/* what is below the diagonal is 0 but for round-off */
V array_qr_r(const Asked *a)
{
	V r = Matmul(orthogonal(a), a->x[0], true, false);
	Asked upper = { a->p, 1, &r, ALL };

	return array_triu(&upper);
}
